import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PracticeLine } from '#domain/people/practices-file.ts';
import { findable, type SearchPlace, searchPractices } from '#domain/people/workplace-search.ts';
import { afterFile, changesInWords, type Practice, tooManyClosing } from '#domain/people/workplaces.ts';
import { readableName } from '#domain/text/readable-name.ts';
import { aPractice } from '../../../support/practices.ts';

const aLine = (odsCode: string, changes: Partial<PracticeLine> = {}): PracticeLine => ({
  ...aPractice(odsCode),
  isPractice: true,
  ...changes,
});

describe('what a newer file changes', () => {
  const known = [
    aPractice('Z1A'),
    aPractice('Z2A', { name: 'OLD NAME' }),
    aPractice('Z3A', { postcode: 'SE1 9XX' }),
    aPractice('Z4A'),
    aPractice('Z5A', { isOpen: false }),
    aPractice('Z6A'),
    aPractice('Z7A'),
  ];
  const lines = [
    aLine('Z9A'),
    aLine('Z8A', { isPractice: false, isOpen: false }),
    aLine('Z1A'),
    aLine('Z2A', { name: 'NEW NAME' }),
    aLine('Z3A'),
    aLine('Z4A', { isOpen: false }),
    aLine('Z5A'),
    aLine('Z7A', { isOpen: false, isPractice: false }),
  ];
  const { practices, changes } = afterFile(known, lines, false);
  const codesOf = (found: readonly Practice[]) => found.map(({ odsCode }) => odsCode);

  it('is told by what became of each practice', () => {
    expect(codesOf(changes.added)).toEqual(['Z9A']);
    expect(codesOf(changes.closed)).toEqual(['Z4A', 'Z7A']);
    expect(codesOf(changes.reopened)).toEqual(['Z5A']);
    expect(changes.renamed.map(({ before, after }) => [before.name, after.name])).toEqual([['OLD NAME', 'NEW NAME']]);
    expect(changes.moved.map(({ after }) => after.odsCode)).toEqual(['Z3A']);
    expect(changes.unchanged).toBe(1);
  });

  it('takes no practice away: what a file that cannot be read as a whole does not have stays as it was, and is told', () => {
    expect(codesOf(changes.missing)).toEqual(['Z6A']);
    expect(practices.find(({ odsCode }) => odsCode === 'Z6A')).toEqual(aPractice('Z6A'));
    expect(codesOf(practices)).toEqual(['Z1A', 'Z2A', 'Z3A', 'Z4A', 'Z5A', 'Z6A', 'Z7A', 'Z9A']);
  });

  it('closes what was open and is not in a file that is whole, and keeps its name', () => {
    const whole = afterFile([...known, aPractice('Z0A', { isOpen: false })], lines, true);
    expect(codesOf(whole.changes.gone)).toEqual(['Z6A']);
    expect(codesOf(whole.changes.missing)).toEqual(['Z0A']);
    expect(whole.practices.find(({ odsCode }) => odsCode === 'Z6A')).toEqual(aPractice('Z6A', { isOpen: false }));
    expect(changesInWords(whole.changes)).toContain('not in the file any more, and closed (1):');
  });

  it.each([
    { open: 20, closing: 5, refused: false },
    { open: 20, closing: 6, refused: true },
    { open: 100, closing: 10, refused: false },
    { open: 100, closing: 11, refused: true },
  ])('is refused where it closes $closing of $open: $refused', ({ open, closing, refused }) => {
    const before = Array.from({ length: open }, (_, n) => aPractice(`Z${100 + n}`));
    const after = before.map(({ odsCode }, n) => aLine(odsCode, { isOpen: n >= closing }));
    expect(tooManyClosing(before, afterFile(before, after, true).changes) !== undefined).toBe(refused);
    const rest = after.slice(closing).map((each) => ({ ...each, isOpen: true }));
    expect(tooManyClosing(before, afterFile(before, rest, true).changes) !== undefined).toBe(refused);
  });

  it('is none where the same is loaded again', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 100, max: 999 })), fc.boolean(), (numbers, isOpen) => {
        const lines = numbers.map((n) => aLine(`Z${n}`, { isOpen }));
        const once = afterFile([], lines, true);
        const twice = afterFile(once.practices, lines, true);
        expect(twice.practices).toEqual(once.practices);
        expect(twice.changes.unchanged).toBe(numbers.length);
      }),
    );
  });

  it('is said in words, and not at any length', () => {
    const words = changesInWords(changes);
    expect(words).toContain('closed (2):');
    expect(words).toContain('  Z2A OLD NAME -> NEW NAME');
    const many = changesInWords({ ...changes, added: Array.from({ length: 100 }, (_, n) => aPractice(`Z${n}`)) });
    expect(many).toContain('  … and 80 more');
  });
});

describe('searching for a practice', () => {
  const practices = [
    aPractice('Z99001', { name: "ST JOHN'S SURGERY", postcode: 'SE13 9XX' }),
    aPractice('Z99002', { name: 'ST. JOHNS WOOD MEDICAL CENTRE', town: 'LONDON', postcode: 'NW8 9XX' }),
    aPractice('Z99003', { name: 'DR OKAFOR & PARTNERS', town: 'ORPINGTON', postcode: 'BR6 9XX' }),
    aPractice('Z99004', { name: 'THE BARNS  PRACTICE', town: 'WELLING', postcode: 'SE1 9XX' }),
    aPractice('Z99005', { name: 'UPPER SURGERY', town: 'BARNSLEY', postcode: 'SE10 9XX' }),
    aPractice('Z9900', { name: 'SHORT CODE SURGERY', postcode: 'E1 9XX' }),
    aPractice('Z99006', { name: 'PRACTICE SÃO JOSÉ', postcode: 'SE2 9XX' }),
  ].map(findable);
  const find = (text: string, limit = 20) =>
    searchPractices(practices, text, { limit }).found.map(({ odsCode }) => odsCode);

  it.each([
    ['z99001', ['Z99001']],
    ['Z9900', ['Z9900', 'Z99004', 'Z99003', 'Z99006', 'Z99001', 'Z99002', 'Z99005']],
    ["St John's", ['Z99001', 'Z99002']],
    ['st johns', ['Z99001', 'Z99002']],
    ['St. John’s  surgery', ['Z99001']],
    ['surgery st johns', ['Z99001']],
    ['okafor', ['Z99003']],
    ['Doctor Okafor and partners', ['Z99003']],
    ['OKAFOR & PARTNERS', ['Z99003']],
    ['barns', ['Z99004', 'Z99005']],
    ['the barns practice', ['Z99004']],
    ['surgery barnsley', ['Z99005']],
    ['sao jose', ['Z99006']],
    ['SE1', ['Z99004', 'Z99001', 'Z99005']],
    ['se139xx', ['Z99001']],
    ['SE13 9X', ['Z99001']],
    ['surgery SE13', ['Z99001']],
    ['nowhere', []],
    ['&', []],
    ["'", []],
  ])('finds by “%s” what it should, best first', (text, codes) => {
    expect(find(text)).toEqual(codes);
  });

  it('finds a doctor’s practice by “Dr” alone, since there is nothing else to go by', () => {
    expect(searchPractices([findable(aPractice('Z1A', { name: 'THE DR' }))], 'dr', { limit: 1 }).found).toHaveLength(1);
  });

  it('goes on page by page with everything once, whatever the size of a page', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.constantFrom('z99', 'surgery', 'practice', 'se', 's'),
        (limit, text) => {
          const pages: string[] = [];
          let after: SearchPlace | undefined;
          do {
            const { found, next } = searchPractices(practices, text, { limit, after });
            pages.push(...found.map(({ odsCode }) => odsCode));
            after = next;
          } while (after);
          expect(pages).toEqual(find(text));
        },
      ),
    );
  });
});

describe('a name as people write it', () => {
  it.each([
    ["ST JOHN'S SURGERY", "St John's Surgery"],
    ['THE BARNS  PRACTICE', 'The Barns Practice'],
    ['DR PK SHARMA & PARTNERS', 'Dr PK Sharma & Partners'],
    ["DRS O'BRIEN AND ROSS-SMITH", "Drs O'Brien and Ross-Smith"],
    ['QUEENS ROAD SURGERY (NHS)', 'Queens Road Surgery (NHS)'],
    ['STREATHAM COMMON GP PRACTICE', 'Streatham Common GP Practice'],
  ])('%s', (capitals, name) => {
    expect(readableName(capitals)).toBe(name);
  });
});
