import type { Faults, Form } from '../forms/form.ts';
import type { FormPageProps } from '../forms/form-page.tsx';
import type { AskedField, Choice } from '../forms/inputs.tsx';
import { asTicked } from '../forms/reading.ts';
import type { Filled } from '../forms/sending.ts';
import type { Typed } from '../forms/typed.ts';

const name = 'documentIds';

/** The documents that belong to what is sent: those that were ticked, whichever can be shown at the moment. */
export const documentField: AskedField = { name, pointer: `/${name}`, kind: 'checkboxes', reading: asTicked };

const tickedIn = (typed: Typed): Typed =>
  Object.fromEntries(Object.entries(typed).filter(([each]) => each.startsWith(`${name}-`)));

/** What is wrong with a field that is not shown leads nowhere: it is said of the form. */
function withoutField({ [name]: fault, ...faults }: Faults): Faults {
  return fault === undefined ? faults : { '': fault, ...faults };
}

/**
 * How the field stands on a page: not at all, where there is nothing to tick.
 *
 * @param documents - none where they cannot be read at the moment: what was ticked goes with the form all the same
 */
export function askedOf(
  form: Form<AskedField>,
  { typed, faults }: Pick<Filled, 'typed' | 'faults'>,
  documents: readonly Choice[] | undefined,
): Pick<FormPageProps, 'form' | 'faults'> & { readonly hidden: Typed } {
  if (documents && documents.length > 0) return { form, faults, hidden: {} };
  return {
    form: { ...form, fields: form.fields.filter((field) => field.name !== name) },
    faults: withoutField(faults),
    hidden: documents ? {} : tickedIn(typed),
  };
}
