import type { Context } from 'hono';
import type { CallOptions, Refused } from '#http/client.ts';
import type { ProblemCode } from '#http/problems.ts';
import { refusedAs } from '../api/answered.ts';
import { problemWords } from '../words.ts';
import type { Faults, Form, FormField } from './form.ts';
import type { Typed } from './typed.ts';
import { typedIn } from './typed-in.ts';

/** Nobody fills it in: by it, a form that is sent twice is one. */
export const keyField = 'key';

/** What may be tried again with the very form that was sent: nothing of it is lost. */
const passing: readonly ProblemCode[] = ['too-many-requests', 'unexpected', 'no-answer', 'busy', 'took-too-long'];

export const mayPass = (code: ProblemCode): boolean => passing.includes(code);

const keyLike = /^[\w-]{16,64}$/;

/** By which a form that is sent twice is one; none where somebody has sent another. */
export const keyIn = ({ [keyField]: key = '' }: Typed): string | undefined => (keyLike.test(key) ? key : undefined);

export type StatusOfForm = 409 | 422 | 503;

/** A form that came back: with all that was typed, and what is wrong with it. */
export interface Returned {
  readonly typed: Typed;
  readonly faults: Faults;
  /** Of who may have been heard though no answer came: the same form, sent again, is still one. */
  readonly key: string | undefined;
}

interface Sending<Reply extends { readonly ok: true }> {
  readonly form: Pick<Form<FormField>, 'bodyOf' | 'faultsIn' | 'faultsOf'>;
  readonly send: (
    body: Record<string, unknown>,
    options: Pick<CallOptions, 'idempotencyKey'>,
    typed: Typed,
  ) => Promise<Reply | Refused>;
  readonly again: (returned: Returned, status: StatusOfForm) => Promise<Response> | Response;
  readonly done: (reply: Reply, typed: Typed) => Promise<Response> | Response;
  /** What else the form itself says, and at which field: `''` for none. */
  readonly said?: Readonly<Partial<Record<ProblemCode, string>>>;
}

const optionsOf = (typed: Typed): Pick<CallOptions, 'idempotencyKey'> => {
  const idempotencyKey = keyIn(typed);
  return idempotencyKey === undefined ? {} : { idempotencyKey };
};

/**
 * Hands on what somebody typed. Where it is refused for what was typed, or cannot be answered at the moment, the form comes back with
 * all of it.
 *
 * @throws ProblemError of whatever else the API refuses, whose page takes the form's place
 */
export async function sendForm<Reply extends { readonly ok: true }>(
  c: Context,
  { form, send, again, done, said = {} }: Sending<Reply>,
): Promise<Response> {
  const typed = await typedIn(c);
  const returned = (faults: Faults, status: StatusOfForm) =>
    again({ typed, faults, key: status === 503 ? keyIn(typed) : undefined }, status);
  const faults = form.faultsIn(typed);
  if (Object.keys(faults).length > 0) return returned(faults, 422);
  const reply = await send(form.bodyOf(typed), optionsOf(typed), typed);
  if (reply.ok) return done(reply, typed);
  const { code, problem } = reply;
  if (code === 'not-valid') return returned(form.faultsOf(problem.errors ?? []), 422);
  const { heading, next } = problemWords[code];
  const field = said[code];
  if (field !== undefined) return returned({ [field]: problem.detail ?? heading }, 409);
  if (code === 'key-used-for-another-request')
    return returned({ '': 'We may have had this already: look at what there is before you send it again' }, 409);
  if (mayPass(code)) return returned({ '': `${heading}. ${next}` }, 503);
  throw refusedAs(reply);
}
