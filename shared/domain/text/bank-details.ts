const sortCode = /(?<!\d)\d{2}[ -]?\d{2}[ -]?\d{2}(?!\d)/g;
const accountNumber = /(?<!\d)\d{4}[ -]?\d{4}(?!\d)/g;
const date = /(?<!\d)(?:\d{1,2}-\d{1,2}-\d{4}|\d{4}-\d{2}-\d{2})(?!\d)/g;
/** Ten digits or eleven, as numbers of the United Kingdom have them. */
const telephone = /(?<!\d)(?:\+44 ?|0)\d{2,4}[ -]?\d{3,4}[ -]?\d{3,4}(?!\d)/g;
const iban = /\bGB\d{2}[ -]?[A-Z]{4}(?:[ -]?\d){14}\b/i;

/** Digits and dashes of any script and width as plain ones, so that no other way of writing them slips through. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/\p{Dash_Punctuation}|[\u2212.]/gu, '-')
    .replaceAll(/\p{Zs}+/gu, ' ');

/**
 * Whether a text looks as if it held a sort code and an account number, or an IBAN. The policy does not let the hub hold bank
 * details, so no field takes them: payees give them to whoever pays, and not here.
 */
export function looksLikeBankDetails(text: string): boolean {
  const read = plain(text);
  if (iban.test(read)) return true;
  const bare = read.replaceAll(date, ' ').replaceAll(telephone, ' ');
  return bare.match(sortCode) !== null && bare.match(accountNumber) !== null;
}
