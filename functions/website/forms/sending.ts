import type { Context } from 'hono';
import type { CallOptions, Refused } from '#http/client.ts';
import type { ProblemCode } from '#http/problems.ts';
import { problemWords } from '../words.ts';
import type { Faults, Form, FormField } from './form.ts';
import { onceBy } from './once.ts';
import { type Again, againFor, keyOfNext } from './refused.ts';
import type { Typed } from './typed.ts';
import { typedIn } from './typed-in.ts';

/** A form as it is opened, or as it came back. */
export interface Filled {
  readonly typed: Typed;
  readonly faults: Faults;
  /** By which the same form, sent twice, is one. */
  readonly key: string;
}

interface Sending<Reply extends { readonly ok: true }> {
  readonly form: Pick<Form<FormField>, 'bodyOf' | 'faultsIn' | 'faultsOf'>;
  readonly newKey: () => string;
  /** What was typed as it is sent and shown again. */
  readonly tidied?: (typed: Typed) => Typed;
  readonly send: (
    body: Record<string, unknown>,
    options: Pick<CallOptions, 'idempotencyKey'>,
    typed: Typed,
  ) => Promise<Reply | Refused>;
  /** The form once more, with all that was typed and what is wrong with it. */
  readonly again: (filled: Filled, status: Again['status']) => Promise<Response> | Response;
  readonly done: (reply: Reply) => Promise<Response> | Response;
  /** What else the form itself says, and at which field: `''` for none. */
  readonly said?: Readonly<Partial<Record<ProblemCode, string>>>;
}

/**
 * Hands on what somebody typed. Where it is refused for what was typed, or cannot be answered at the moment, the form comes back with
 * all of it.
 *
 * @throws ProblemError of whatever else the API refuses, whose page takes the form's place
 */
export async function sendForm<Reply extends { readonly ok: true }>(
  c: Context,
  { form, newKey, tidied = (typed) => typed, send, again, done, said = {} }: Sending<Reply>,
): Promise<Response> {
  const typed = tidied(await typedIn(c));
  const returned = ({ faults, status }: Again) =>
    again({ typed, faults, key: keyOfNext({ status }, typed, newKey) }, status);
  const faults = form.faultsIn(typed);
  if (Object.keys(faults).length > 0) return returned({ faults, status: 422 });
  const reply = await send(form.bodyOf(typed), onceBy(typed), typed);
  if (reply.ok) return done(reply);
  const field = said[reply.code];
  return returned(
    field === undefined
      ? againFor(form, reply)
      : { faults: { [field]: reply.problem.detail ?? problemWords[reply.code].heading }, status: 409 },
  );
}
