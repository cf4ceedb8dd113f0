import { expect, it } from 'vitest';
import type { Row } from '../../../bench/measure.ts';
import { lineOf, verdictOf } from '../../../bench/table.ts';

const time: Row = { what: 'a request', against: 'a bare one', value: 1.1, cpu: 1.2, atMost: 1.1, unit: '×' };

it('a figure is over as soon as what is printed of it is', () => {
  expect(verdictOf(time)).toBe('within');
  expect(verdictOf({ ...time, value: 1.104 })).toBe('within');
  expect(verdictOf({ ...time, value: 1.106 })).toBe('OVER');
});

it('what is counted is held more exactly than what is timed', () => {
  const { cpu: _, ...counted } = time;
  expect(verdictOf({ ...counted, value: 1.104 })).toBe('OVER');
});

it('what nothing is asked of is told', () => {
  const { atMost: _, ...told } = time;
  expect(verdictOf({ ...told, value: 9 })).toBe('told');
  expect(lineOf(told)).not.toContain('at most');
});

it('a line shows the time of the processor beside that of the clock', () => {
  expect(lineOf({ ...time, note: 'a note' })).toMatch(
    /^a request +1\.10 × +processor 1\.20 +at most 1\.1 × +within {2}against a bare one \(a note\)$/,
  );
});
