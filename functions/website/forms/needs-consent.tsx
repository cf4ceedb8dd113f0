import { wordingOf } from '#domain/people/consent-wordings.ts';
import { Field } from '../components/field.tsx';
import { problemWords } from '../words.ts';
import type { Faults, Typed } from './form.ts';

/** The consent that what somebody needs is told with; ticked, it is of the version that was shown. */
export const agreed = 'accessNeedsAgreed';
export const accessNeedsWording = wordingOf('access-needs');

/** The form once more, of who agreed to other words: they have not agreed to these. */
export const inOtherWords = (typed: Typed): { readonly typed: Typed; readonly faults: Faults } => ({
  typed: { ...typed, [agreed]: '' },
  faults: { [agreed]: problemWords['consent-changed'].heading },
});

interface Props {
  readonly label: string;
  readonly typed: Typed;
  readonly faults: Faults;
}

export const NeedsConsent = ({ label, typed, faults }: Props) => (
  <Field
    kind="checkboxes"
    name={agreed}
    label={label}
    error={faults[agreed]}
    value={typed[agreed] ? [typed[agreed]] : []}
    items={[{ value: String(accessNeedsWording.version), text: accessNeedsWording.text }]}
  />
);
