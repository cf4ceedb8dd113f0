import type * as z from 'zod';
import type { FieldError } from '#http/problems.ts';
import { type FieldWords, wordsOf } from './field-words.ts';

/** One field of a form, by the name under which a browser sends it. */
export interface FormField {
  readonly name: string;
  /** Where it stands in what the API takes. */
  readonly pointer: string;
}

/** What somebody typed, by the names of the fields. */
export type Typed = Readonly<Record<string, string>>;

/** What is wrong, by the name of the field; under no name, what is of no field. */
export type Faults = Readonly<Record<string, string>>;

export interface Form<Field extends FormField> {
  readonly fields: readonly (Field & FieldWords)[];
  /** What the API takes; what was left empty is left out. */
  bodyOf(typed: Typed): Record<string, unknown>;
  /** What the API says is wrong, at the fields. */
  faultsOf(errors: readonly FieldError[]): Faults;
}

/** As the API says that a field was left out. */
export const leftOut = 'Give this';

/** Whether the API says that a field was left out, or is none of its choices, which a list of codes tells nobody. */
const isToBeAsked = (detail: string): boolean => detail === leftOut || detail.startsWith('Choose one of:');

function putAt(body: Record<string, unknown>, pointer: string, value: string): void {
  const names = pointer.split('/').slice(1);
  const last = names.pop() ?? '';
  let at = body;
  for (const name of names) {
    at[name] ??= {};
    at = at[name] as Record<string, unknown>; // Made here, a line above.
  }
  at[last] = value;
}

/** @param schema - of the body, in which each field has its words */
export function createForm<Field extends FormField>(schema: z.ZodType, fields: readonly Field[]): Form<Field> {
  const worded = fields.map((field) => ({ ...field, ...wordsOf(schema, field.pointer) }));
  return {
    fields: worded,
    bodyOf(typed) {
      const body: Record<string, unknown> = {};
      for (const { name, pointer } of fields) {
        const value = typed[name]?.trim() ?? '';
        if (value !== '') putAt(body, pointer, value);
      }
      return body;
    },
    faultsOf(errors) {
      const faults: Record<string, string> = {};
      for (const { pointer, detail } of errors) {
        // Of a part that was left out whole, each field of it was.
        const named = worded.filter((field) => field.pointer === pointer || field.pointer.startsWith(`${pointer}/`));
        if (named.length === 0) faults[''] ??= detail;
        for (const { name, ask } of named) faults[name] ??= isToBeAsked(detail) ? ask : detail;
      }
      return faults;
    },
  };
}
