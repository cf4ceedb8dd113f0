import type * as z from 'zod';
import type { FieldError } from '#http/problems.ts';
import { type FieldWords, wordsOf } from './field-words.ts';
import { asText, type Reading, unreadable } from './reading.ts';
import type { Typed } from './typed.ts';

/** One field of a form, by the name under which a browser sends it. */
export interface FormField {
  readonly name: string;
  /** Where it stands in what the API takes. */
  readonly pointer: string;
  /** Left out: as text. */
  readonly reading?: Reading;
  /** Asked for by the page, though the API would take it later. */
  readonly needed?: true;
  /** Left empty, it is sent as `null`: the API keeps what it is not told. */
  readonly cleared?: true;
}

export type { Typed } from './typed.ts';

/** What is wrong, by the name of the field; under no name, what is of no field. */
export type Faults = Readonly<Record<string, string>>;

export interface Form<Field extends FormField> {
  readonly fields: readonly (Field & FieldWords)[];
  /** What the API takes; what was left empty is left out. */
  bodyOf(typed: Typed): Record<string, unknown>;
  /** As it would have been typed: what the API answers, to be changed. */
  typedOf(body: Readonly<Record<string, unknown>>): Typed;
  /** What cannot be sent: none of what is asked for, or left empty where the page needs it. */
  faultsIn(typed: Typed): Faults;
  /** The id of what an error summary links to. */
  focusOf(name: string): string;
  /** What the API says is wrong, at the fields. */
  faultsOf(errors: readonly FieldError[]): Faults;
}

/** As the API says that a field was left out. */
export const leftOut = 'Give this';

/** Whether the API says that a field was left out, or is none of its choices, which a list of codes tells nobody. */
const isToBeAsked = (detail: string): boolean => detail === leftOut || detail.startsWith('Choose one of:');

const namesIn = (pointer: string): string[] => pointer.split('/').slice(1);

function valueAt(body: unknown, pointer: string): unknown {
  return namesIn(pointer).reduce<unknown>(
    (part, name) => (typeof part === 'object' && part !== null ? Reflect.get(part, name) : undefined),
    body,
  );
}

const isPlaceInList = (name: string): boolean => /^\d+$/.test(name);

function putAt(body: Record<string, unknown>, pointer: string, value: unknown): void {
  const names = namesIn(pointer);
  const last = names.pop() ?? '';
  let at = body;
  for (const [index, name] of names.entries()) {
    at[name] ??= isPlaceInList(names[index + 1] ?? last) ? [] : {};
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
      for (const { name, pointer, reading = asText, cleared } of fields) {
        const value = reading.read(typed, name) ?? (cleared && null);
        if (value !== undefined && value !== unreadable) putAt(body, pointer, value);
      }
      return body;
    },
    typedOf(body) {
      const typed: Record<string, string> = {};
      for (const { name, pointer, reading = asText } of fields) {
        const value = valueAt(body, pointer);
        if (value !== undefined && value !== null) Object.assign(typed, reading.write(value, name));
      }
      return typed;
    },
    faultsIn(typed) {
      const isToBeAsked = ({ name, reading = asText, needed }: FormField) => {
        const value = reading.read(typed, name);
        return value === unreadable || (needed && value === undefined);
      };
      return Object.fromEntries(worded.filter(isToBeAsked).map(({ name, ask }) => [name, ask]));
    },
    focusOf: (name) => fields.find((field) => field.name === name)?.reading?.focus?.(name) ?? name,
    faultsOf(errors) {
      const faults: Record<string, string> = {};
      for (const { pointer, detail } of errors) {
        // Of a part that was left out whole, each field of it was.
        const named = worded.filter((field) => field.pointer === pointer || field.pointer.startsWith(`${pointer}/`));
        if (named.length === 0) faults[''] ??= detail;
        for (const { name, ask, reading } of named)
          faults[name] ??= isToBeAsked(detail) || reading?.inOwnTerms?.test(detail) ? ask : detail;
      }
      return faults;
    },
  };
}
