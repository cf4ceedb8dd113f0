type Fields = Readonly<Record<string, unknown>>;

/** What an operation is answered, or the service's name for why it is not. */
export type OwnAnswer<Body = Fields> =
  | { readonly body: Body; readonly headers?: Readonly<Record<string, string>> }
  | { readonly refused: string; readonly because: string; readonly status?: number };

/** The one operation of a service that we stand in for ourselves, without an engine. */
export type OwnService = (fields: Fields) => OwnAnswer;

/** The same, also where it answers JSON of any kind, or has to wait for it. */
export type AnyService = (fields: Fields) => OwnAnswer<unknown> | Promise<OwnAnswer<unknown>>;

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
