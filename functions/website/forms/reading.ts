import type { Typed } from './typed.ts';

/** What was typed is none of what is asked for. */
export const unreadable = Symbol('unreadable');

/** How a question is typed, where that is not text as the API takes it. */
export interface Reading {
  /** @returns what the API takes; `undefined` where nothing was typed */
  read(typed: Typed, name: string): unknown;
  /** As it would have been typed. */
  write(value: unknown, name: string): Typed;
  /** The id of what an error summary links to, where that is not the field's name. */
  readonly focus?: (name: string) => string;
  /** What the API says in its own terms, which nobody typed: the question's own words stand in for it. */
  readonly inOwnTerms?: RegExp;
}

const textOf = (typed: Typed, name: string): string => typed[name]?.trim() ?? '';

/** As it is. */
export const asText: Reading = {
  read: (typed, name) => textOf(typed, name) || undefined,
  write: (value, name) => ({ [name]: String(value) }),
};

/** `£1,200.50`, with or without its sign and its commas, as whole pence: never by way of a number with a fraction. */
export const asPence: Reading = {
  read(typed, name) {
    const text = textOf(typed, name).replaceAll(/[£\s]/g, '');
    if (text === '') return undefined;
    // A comma is of thousands alone: in `333,33` it was meant as a point, and would make a hundred times as much.
    const [, whole, rest = ''] = /^(\d{1,8}|\d{1,3}(?:,\d{3})+)(?:\.(\d{1,2}))?$/.exec(text) ?? [];
    return whole === undefined ? unreadable : Number(whole.replaceAll(',', '') + rest.padEnd(2, '0'));
  },
  write(value, name) {
    const digits = String(value).padStart(3, '0');
    const [whole, rest] = [digits.slice(0, -2), digits.slice(-2)];
    return { [name]: rest === '00' ? whole : `${whole}.${rest}` };
  },
  inOwnTerms: /pence/,
};

const dateParts = ['day', 'month', 'year'] as const;

/** A day in three parts, as `2027-01-18`. Whether there is such a day is for the API to say. */
export const asDay: Reading = {
  read(typed, name) {
    const [day = '', month = '', year = ''] = dateParts.map((part) => textOf(typed, `${name}[${part}]`));
    if (day + month + year === '') return undefined;
    if (![day, month].every((part) => /^\d{1,2}$/.test(part)) || !/^\d{4}$/.test(year)) return unreadable;
    return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  },
  write(value, name) {
    const [year = '', month = '', day = ''] = String(value).split('-');
    return {
      [`${name}[day]`]: String(Number(day)),
      [`${name}[month]`]: String(Number(month)),
      [`${name}[year]`]: year,
    };
  },
  focus: (name) => `${name}-day`,
  inOwnTerms: /^Enter a day, like/,
};

const ticked: Reading['write'] = (value, name) =>
  Object.fromEntries((Array.isArray(value) ? value : []).map((each) => [`${name}-${String(each)}`, String(each)]));

/** Boxes that are ticked, each sent as a field of its own: `paysFor-travel`. */
export const asChosen = (values: readonly string[]): Reading => ({
  read(typed, name) {
    const chosen = values.filter((value) => typed[`${name}-${value}`]);
    return chosen.length === 0 ? undefined : chosen;
  },
  write: ticked,
});

/** With a point or none: `1.5`. */
export const asNumber: Reading = {
  read(typed, name) {
    const text = textOf(typed, name);
    if (text === '') return undefined;
    return /^\d{1,6}(?:\.\d{1,4})?$/.test(text) ? Number(text) : unreadable;
  },
  write: (value, name) => ({ [name]: String(value) }),
};

/** The same, where what there is to tick is not known beforehand: whether each is one of them is for the API to say. */
export const asTicked: Reading = {
  read(typed, name) {
    const begins = `${name}-`;
    const names = Object.keys(typed).filter((each) => each.startsWith(begins) && typed[each]);
    return names.length === 0 ? undefined : names.map((each) => each.slice(begins.length));
  },
  write: ticked,
};

/** Yes or no. */
export const asYesOrNo: Reading = {
  read: (typed, name) => ({ yes: true, no: false })[textOf(typed, name)],
  write: (value, name) => ({ [name]: value === true ? 'yes' : 'no' }),
};

/** One of several, or none of them: `null`, chosen by a value of its own. */
export const orNone = (none: string): Reading => ({
  read(typed, name) {
    const text = textOf(typed, name);
    return text === none ? null : text || undefined;
  },
  write: asText.write,
});
