import { capitalised } from './listed.ts';

/** Short words without a vowel that are words all the same; others are initials, or short for something: NHS, PK, PMS. */
const spokenWords = ['DR', 'DRS', 'MR', 'MRS', 'MS', 'ST', 'STS', 'RD', 'LTD', 'MT'];
const initials = ['GP', 'UK', 'AE'];
/** Within a name; at its beginning they are written as any word. */
const smallWords = ['and', 'at', 'by', 'for', 'in', 'of', 'on', 'the', 'upon'];

function readableWord(word: string, isFirst: boolean): string {
  const small = word.toLowerCase();
  if (initials.includes(word) || /\d/.test(word)) return word;
  if (!/[AEIOUY]/.test(word) && !spokenWords.includes(word)) return word;
  if (!isFirst && smallWords.includes(small)) return small;
  return capitalised(small);
}

/** A name that a register keeps in capitals, as people write it: `ST JOHN'S SURGERY (NHS)` as `St John's Surgery (NHS)`. */
export const readableName = (capitals: string): string =>
  capitals
    .trim()
    .replaceAll(/\s+/g, ' ')
    // What follows an apostrophe is of the same word where it is one letter (JOHN'S), and otherwise begins anew (O'BRIEN).
    .replaceAll(/[\p{L}\p{N}]+(?:['’]\p{L}(?!\p{L}))?/gu, (word, at: number) => readableWord(word, at === 0));
