/** What an operation is answered, or the service's name for why it is not. */
export type OwnAnswer =
  | { readonly body: Readonly<Record<string, unknown>> }
  | { readonly refused: string; readonly because: string; readonly status?: number };

type Fields = Readonly<Record<string, unknown>>;

/** The one operation of a service that we stand in for ourselves, without an engine. */
export type OwnService = (fields: Fields) => OwnAnswer;

/** Answers with JSON of any kind, or says more of it in headers. */
interface AnsweredPayload {
  readonly payload: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One that has to wait for its answer. */
export type SlowService = (fields: Fields) => Promise<OwnAnswer | AnsweredPayload>;

export type AnyAnswer = Awaited<ReturnType<OwnService | SlowService>>;

/** SES's newer API, of which only its own list of addresses is asked. @param clear - false where it was not on it */
export const suppressionService =
  (clear: (address: string) => boolean): OwnService =>
  ({ EmailAddress }) =>
    clear(String(EmailAddress))
      ? { body: {} }
      : { refused: 'NotFoundException', because: 'The address is not on the list', status: 404 };

/** GuardDuty, asked to scan once more. @param scanAgain - false where there is no such object */
export const scanService =
  (scanAgain: (asked: unknown) => boolean): OwnService =>
  (fields) =>
    scanAgain(fields)
      ? { body: {} }
      : { refused: 'ResourceNotFoundException', because: 'There is no such object', status: 404 };
