import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asChosen, asDay, asPence, asYesOrNo, orNone, unreadable } from '#functions/website/forms/reading.ts';

const pence = (text: string) => asPence.read({ cost: text }, 'cost');
const day = (...[d = '', m = '', y = '']: string[]) =>
  asDay.read({ 'on[day]': d, 'on[month]': m, 'on[year]': y }, 'on');

describe('an amount that was typed', () => {
  it.each([
    ['1200', 120_000],
    ['£1,200.50', 120_050],
    [' 333.33 ', 33_333],
    ['0.5', 50],
    ['', undefined],
  ])('%j is %s pence', (text, read) => expect(pence(text)).toBe(read));

  it.each(['1.234', '-5', '1e3', 'free', '£', '.5', '1.', '1 000 000 000', '٣'])('%j is none', (text) =>
    expect(pence(text)).toBe(text === '£' ? undefined : unreadable),
  );

  it('is what it was, once it was written down', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999 }), (amount) => {
        expect(asPence.read(asPence.write(amount, 'cost'), 'cost')).toBe(amount);
      }),
    );
  });
});

describe('a day that was typed in three parts', () => {
  it.each([
    [['18', '1', '2027'], '2027-01-18'],
    [['03', '12', '2026'], '2026-12-03'],
    // Whether there is such a day is for the API to say.
    [['31', '2', '2027'], '2027-02-31'],
    [['', '', ''], undefined],
  ])('%j is %s', (parts, read) => expect(day(...parts)).toBe(read));

  it.each([
    ['18', '1', '27'],
    ['18', '', '2027'],
    ['x', '1', '2027'],
    ['181', '1', '2027'],
  ])('%s %s %s is none', (...parts) => expect(day(...parts)).toBe(unreadable));

  it('is what it was, once it was written down', () => {
    const days = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, (date) => {
        const written = date.toISOString().slice(0, 10);
        expect(asDay.read(asDay.write(written, 'on'), 'on')).toBe(written);
      }),
    );
  });
});

describe('what was chosen', () => {
  it('is every box that was ticked, and nothing where none was', () => {
    const boxes = asChosen(['travel', 'exam-fee']);
    expect(boxes.read(boxes.write(['exam-fee'], 'for'), 'for')).toEqual(['exam-fee']);
    expect(boxes.read({ 'for-other': 'other' }, 'for')).toBeUndefined();
  });

  it('is yes or no, or one of several, or none of them', () => {
    expect(['yes', 'no', '', 'maybe'].map((text) => asYesOrNo.read({ a: text }, 'a'))).toEqual([
      true,
      false,
      undefined,
      undefined,
    ]);
    const pot = orNone('not-sure');
    expect(['not-sure', '', 'x'].map((text) => pot.read({ a: text }, 'a'))).toEqual([null, undefined, 'x']);
  });
});
