import { Field } from '../components/field.tsx';
import type { FieldWords } from './field-words.ts';
import type { Faults, Form, FormField, Typed } from './form.ts';

export interface Choice {
  readonly value: string;
  readonly text: string;
}

type Chosen = 'select' | 'radios' | 'checkboxes';

/** A field with how it is asked. What there is to choose from is given with the page, since it may be the hub's own. */
export interface AskedField extends FormField {
  readonly kind: 'text' | 'email' | 'number' | 'pounds' | 'date' | 'textarea' | Chosen;
  readonly autocomplete?: string;
  readonly rows?: number;
  /** Where that is the same in every hub. */
  readonly choices?: readonly Choice[];
  /** By which name the page gives them; left out: the field's own. */
  readonly choicesOf?: string;
  /** What stands first in a list where nothing is chosen. */
  readonly none?: string;
}

export const yesOrNo: readonly Choice[] = [
  { value: 'yes', text: 'Yes' },
  { value: 'no', text: 'No' },
];

/** By the names of the fields. */
export type ChoicesByName = Readonly<Record<string, readonly Choice[]>>;

interface InputProps {
  readonly field: AskedField & FieldWords;
  readonly typed: Typed;
  readonly faults: Faults;
  readonly choices: readonly Choice[];
}

const AskedInput = ({ field, typed, faults, choices }: InputProps) => {
  const { name, kind, label, hint, autocomplete } = field;
  const common = { name, label, hint, value: typed[name], error: faults[name] };
  switch (kind) {
    case 'select':
      return <Field kind="select" {...common} items={[{ value: '', text: field.none ?? 'Choose one' }, ...choices]} />;
    case 'radios':
      return <Field kind="radios" {...common} items={choices} />;
    case 'checkboxes':
      return (
        <Field
          kind="checkboxes"
          {...common}
          value={choices.map(({ value }) => value).filter((value) => typed[`${name}-${value}`])}
          items={choices.map((choice) => ({ ...choice, name: `${name}-${choice.value}` }))}
        />
      );
    case 'date':
      return (
        <Field
          kind="date"
          {...common}
          value={{ day: typed[`${name}[day]`], month: typed[`${name}[month]`], year: typed[`${name}[year]`] }}
        />
      );
    case 'number':
      return <Field kind="text" {...common} width={4} inputmode="decimal" />;
    case 'textarea':
      return <Field kind="textarea" {...common} rows={field.rows ?? 5} />;
    default:
      return <Field kind={kind} {...common} autocomplete={autocomplete} />;
  }
};

interface InputsProps {
  readonly form: Pick<Form<AskedField>, 'fields'>;
  readonly typed: Typed;
  readonly faults: Faults;
  readonly choices?: ChoicesByName;
}

/** Every question of a form, with what was typed and what is wrong with it. */
export const Inputs = ({ form, typed, faults, choices = {} }: InputsProps) => (
  <>
    {form.fields.map((field) => (
      <AskedInput
        field={field}
        typed={typed}
        faults={faults}
        choices={field.choices ?? choices[field.choicesOf ?? field.name] ?? []}
      />
    ))}
  </>
);
