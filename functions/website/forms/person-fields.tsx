import { Field } from '../components/field.tsx';
import { notChosen, type Offered } from '../sessions/offered.ts';
import type { FieldWords } from './field-words.ts';
import type { Faults, FormField, Typed } from './form.ts';

/** A question of a form by which somebody says who they are, or who somebody else is. */
export interface PersonField extends FormField {
  readonly kind: 'text' | 'email' | 'borough' | 'job-role' | 'textarea';
  readonly autocomplete?: string;
}

/** What every form asks of a person. */
export const personFields: readonly PersonField[] = [
  { name: 'name', pointer: '/person/name', kind: 'text', autocomplete: 'name' },
  { name: 'workEmail', pointer: '/person/workEmail', kind: 'email', autocomplete: 'email' },
  { name: 'odsCode', pointer: '/person/workplace/odsCode', kind: 'text' },
  { name: 'workplace', pointer: '/person/workplace/name', kind: 'text', autocomplete: 'organization' },
  { name: 'borough', pointer: '/person/workplace/borough', kind: 'borough' },
  { name: 'jobRole', pointer: '/person/jobRole', kind: 'job-role' },
  { name: 'jobTitle', pointer: '/person/jobTitle', kind: 'text', autocomplete: 'organization-title' },
];

/** The same of somebody else: a browser that knows its owner fills in none of it. */
export const colleagueFields: readonly PersonField[] = personFields.map(({ name, pointer, kind }) => ({
  name,
  pointer,
  kind,
}));

type Given = {
  readonly field: PersonField & FieldWords;
  readonly typed: Typed;
  readonly faults: Faults;
  readonly offered: Offered;
};

const nothing = notChosen('Choose one');

export const PersonInput = ({ field, typed, faults, offered }: Given) => {
  const { name, kind, label, hint, autocomplete } = field;
  const common = { name, label, hint, value: typed[name], error: faults[name] };
  switch (kind) {
    case 'borough':
      return <Field kind="select" {...common} items={[nothing, ...offered.boroughs]} />;
    case 'job-role':
      return <Field kind="select" {...common} items={[nothing, ...offered.jobRoles]} />;
    case 'textarea':
      return <Field kind="textarea" {...common} rows={3} />;
    default:
      return <Field kind={kind} {...common} autocomplete={autocomplete} />;
  }
};
