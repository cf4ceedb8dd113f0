import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { directionOf, hasRightToLeft, stretches } from '#pdf/reading-order.ts';

const onPaper = (line: string) => stretches(line, directionOf(line));

describe('the order in which words stand on paper', () => {
  it.each([
    ["Zoë O'Brien (she) 12.5", ["Zoë O'Brien (she) 12.5"]],
    ['Ωμέγα Жанна', ['Ωμέγα Жанна']],
    ['', []],
  ])('is that of the text where it runs from left to right: %s', (line, expected) => {
    expect(onPaper(line)).toEqual(expected);
  });

  it.each([
    ['words stay together', 'محمد علي', ['محمد علي']],
    ['words in another script come before them', 'נועה Ali', ['Ali', 'נועה ']],
    ['with their brackets', 'محمد (Ali)', ['(', 'Ali', 'محمد )']],
    ['brackets around its own are turned round', 'نورة (محمد)', ['نورة )محمد(']],
    ['a decimal runs the other way', 'مراجعة 12.5 الربو', [' الربو', '12.5', 'مراجعة ']],
    ['a number belongs to the words before it', 'نورة Zoe 2027', ['Zoe 2027', 'نورة ']],
    ['N’Ko’s digits run with its letters', 'ߞߊ߲ ߁߂', ['ߞߊ߲ ߁߂']],
  ])('is turned round where the text runs from right to left: %s', (_, line, expected) => {
    expect(onPaper(line)).toEqual(expected);
  });

  it.each([
    ['as one', 'Given by مؤسسة محمد Ltd', ['Given by ', 'مؤسسة محمد', ' Ltd']],
    ['but for brackets around them', 'Zoe (محمد) علي', ['Zoe (', 'محمد', ') ', 'علي']],
    ['and brackets after them', 'Zoe نورة (محمد)', ['Zoe ', 'نورة )محمد(']],
    ['unless these hold words of the text’s own', 'Zoe نورة (Ali)', ['Zoe ', 'نورة', ' (Ali)']],
    ['or are brackets within brackets', 'Zoe (نورة (محمد)) علي', ['Zoe (', 'نورة )محمد(', ') ', 'علي']],
    ['with the number that follows', 'Zoe دورة 12 and', ['Zoe ', '12', 'دورة ', ' and']],
  ])('turns round words within a text that does not: %s', (_, line, expected) => {
    expect(onPaper(line)).toEqual(expected);
  });

  it('follows the whole text on a line that is only a part of it', () => {
    expect(stretches('Ali 12', 'rtl')).toEqual(['Ali 12']);
    expect(stretches('Ali, ', 'rtl')).toEqual([' ,', 'Ali']);
  });

  it('neither loses nor adds a character, whatever the text', () => {
    const sorted = (text: string) => [...text.replaceAll(/[()[\]{}<>«»‹›]/g, '|')].sort();
    const mixed = fc.string({ unit: fc.constantFrom(...'aא1م(). [\u0301]߁«»-', '𞤀', '�') });
    fc.assert(
      fc.property(fc.oneof(mixed, fc.string({ unit: 'binary' })), (line) => {
        expect(sorted(onPaper(line).join(''))).toEqual(sorted(line));
      }),
    );
  });
});

describe('whether a text runs from right to left', () => {
  it.each([
    ['Zoë', 'ltr', false],
    ['12 (', 'ltr', false],
    ['(נועה)', 'rtl', true],
    ['Zoë נועה', 'ltr', true],
  ])('is told by its letters: %s', (text, direction, some) => {
    expect([directionOf(text), hasRightToLeft(text)]).toEqual([direction, some]);
  });
});
