/** With slashes, over lines, or with spaces round its hyphens, it is one where it is so twice: `01/2027` is a month. */
const sortCode = /(?<!\d)\d{2}(?:[ -]?\d{2}[ -]?| ?([-/\n]) ?\d{2} ?\1 ?)\d{2}(?!\d)/g;
const accountNumber = /(?<!\d)\d{4}[ \n-]?\d{4}(?!\d)/g;
/** Of two digits for the year, what may be a date with slashes, or with spaces round its hyphens, is taken for one. */
const date =
  /(?<!\d)(?:\d{1,2} ?([-/]) ?\d{1,2} ?\1 ?\d{4}|\d{4}([-/])\d{2}\2\d{2}|(?:0[1-9]|[12]\d|3[01])( ?\/ ?| - )(?:0[1-9]|1[0-2])\3\d{2})(?!\d)/g;
/** Ten digits or eleven, as numbers of the United Kingdom have them. */
const telephone = /(?<!\d)(?:\+44 ?|0)\d{2,4}[ -]?\d{3,4}[ -]?\d{3,4}(?!\d)/g;
const iban = /\bGB\d{2}[ \n-]?[A-Z]{4}(?:[ \n-]?\d){14}\b/i;

/** What is not seen: zero-width spaces and joiners, soft hyphens, marks of direction, variation selectors. */
const unseen = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** What a digit of any script counts: those of a script follow each other from nought. */
function plainDigit(digit: string): string {
  const point = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(point - value - 1))) value += 1;
  return String(value);
}

/** Digits, dashes, spaces and ends of lines of any script and width as plain ones, so that no other way of writing them slips through. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/\p{Nd}/gu, plainDigit)
    .replaceAll(/\p{Dash_Punctuation}|[\u2212.]/gu, '-')
    .replaceAll(/[\p{Zs}\t]+/gu, ' ')
    .replaceAll(/ ?[\r\n]\s*/g, '\n');

function readsLikeBankDetails(read: string): boolean {
  if (iban.test(read)) return true;
  const bare = read.replaceAll(date, ' ').replaceAll(telephone, ' ');
  return bare.match(sortCode) !== null && bare.match(accountNumber) !== null;
}

/**
 * Whether a text looks as if it held a sort code and an account number, or an IBAN. The policy does not let the hub hold bank
 * details, so no field takes them: payees give them to whoever pays, and not here.
 */
export const looksLikeBankDetails = (text: string): boolean =>
  // What is not seen may stand within a number, or be all that parts one from the next.
  ['', ' '].some((instead) => readsLikeBankDetails(plain(text.replaceAll(unseen, instead))));
