import type { Refused } from '#http/client.ts';
import { refusedAs } from '../api/answered.ts';
import { sayWhen } from '../retry-after.ts';
import type { Faults, Form, FormField, Typed } from './form.ts';
import { isPassing, keyIn, passingFault } from './once.ts';

/** What a form says that is shown once more, with all that was typed. */
export interface Again {
  readonly faults: Faults;
  readonly status: 409 | 422 | 503;
}

/**
 * What the API refused of a form. Where it says when to come back, the page will say so.
 *
 * @throws ProblemError where nothing in the form can mend it: its page says so
 */
export function againFor(form: Pick<Form<FormField>, 'faultsOf'>, refused: Refused): Again {
  const { code, problem } = refused;
  if (code === 'not-valid') return { faults: form.faultsOf(problem.errors ?? []), status: 422 };
  if (code === 'key-used-for-another-request')
    return {
      faults: { '': 'You may have sent this already: look for our email before you send it again' },
      status: 409,
    };
  const error = refusedAs(refused);
  if (!isPassing(code)) throw error;
  sayWhen(error);
  return { faults: passingFault(code), status: 503 };
}

/** The key of the form as it is shown once more: the same where it may have been done, so that it is done once. */
export const keyOfNext = ({ status }: Pick<Again, 'status'>, typed: Typed, newKey: () => string): string =>
  (status === 503 ? keyIn(typed) : undefined) ?? newKey();
