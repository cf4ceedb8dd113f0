import type { Faults } from './form.ts';
import type { Typed } from './typed.ts';

/** A question that is asked of several, in rows: `colleague-2-name`. */
export interface Rows<Asked extends string> {
  /** From 1. */
  readonly numbers: readonly number[];
  nameIn(row: number, asked: Asked): string;
  /** Without rows that were left empty: those after one move up, so that each stands where the API says what is wrong with it. */
  withoutGaps(typed: Typed): Typed;
  /** Of rows that nobody filled in, only the first is asked for. */
  faultsOfFirst(faults: Faults, typed: Typed): Faults;
}

/** @param most - how many rows there are */
export function createRows<Asked extends string>(begins: string, asked: readonly Asked[], most: number): Rows<Asked> {
  const numbers = Array.from({ length: most }, (_, index) => index + 1);
  const nameIn = (row: number, each: Asked) => `${begins}-${row}-${each}`;
  const isInRow = (name: string) => name.startsWith(`${begins}-`);
  const filledIn = (typed: Typed) => numbers.filter((row) => asked.some((each) => typed[nameIn(row, each)]?.trim()));
  return {
    numbers,
    nameIn,
    withoutGaps: (typed) => ({
      ...Object.fromEntries(Object.entries(typed).filter(([name]) => !isInRow(name))),
      ...Object.fromEntries(
        filledIn(typed).flatMap((row, index) =>
          asked.map((each) => [nameIn(index + 1, each), typed[nameIn(row, each)] ?? '']),
        ),
      ),
    }),
    faultsOfFirst(faults, typed) {
      const rows = numbers.slice(0, Math.max(1, filledIn(typed).length));
      const shown = new Set(rows.flatMap((row) => asked.map((each) => nameIn(row, each))));
      return Object.fromEntries(Object.entries(faults).filter(([name]) => !isInRow(name) || shown.has(name)));
    },
  };
}
