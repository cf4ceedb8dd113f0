import type { Row } from './measure.ts';

const wide = 92;

/** A ratio of times is never the same twice; one of what was counted is exact. */
const number = ({ value, unit, cpu }: Row): string => {
  if (unit !== '×') return String(Math.round(value));
  return value.toFixed(cpu === undefined ? 3 : 2);
};

/** As it is printed, so that nobody reads of a figure at its limit that is called over. */
const isWithin = (row: Row, atMost: number): boolean => Number(number(row)) <= atMost;

export const verdictOf = (row: Row): 'within' | 'OVER' | 'told' => {
  if (row.atMost === undefined) return 'told';
  return isWithin(row, row.atMost) ? 'within' : 'OVER';
};

/** One line of the table. */
export function lineOf(row: Row): string {
  const { what, against, cpu, atMost, unit, note } = row;
  return [
    what.padEnd(wide),
    `${number(row)} ${unit}`.padStart(15),
    (cpu === undefined ? '' : `processor ${cpu.toFixed(2)}`).padStart(16),
    (atMost === undefined ? '' : `at most ${atMost} ${unit}`).padStart(24),
    verdictOf(row).padStart(8),
    `  against ${against}${note === undefined ? '' : ` (${note})`}`,
  ].join('');
}
