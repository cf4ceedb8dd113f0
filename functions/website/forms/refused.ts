import type { Refused } from '#http/client.ts';
import { refusedAs } from '../api/answered.ts';
import { isPassing } from '../passing.ts';
import { problemWords } from '../words.ts';
import type { Faults, Form, FormField } from './form.ts';

/** That a form is shown again: with what is wrong, and how that is answered. */
export interface Again {
  readonly faults: Faults;
  readonly status: 422 | 503;
}

/** What can be mended in the form, or tried again with it. @throws ProblemError where it is neither: the page that says so takes its place */
export function againAfter(form: Pick<Form<FormField>, 'faultsOf'>, refused: Refused): Again {
  const { code, problem } = refused;
  if (code === 'not-valid') return { faults: form.faultsOf(problem.errors ?? []), status: 422 };
  if (!isPassing(code)) throw refusedAs(refused);
  const { heading, next } = problemWords[code];
  return { faults: { '': `${heading}. ${next}` }, status: 503 };
}
