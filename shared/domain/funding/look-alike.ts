import { plainScript } from '../text/plain-script.ts';
import type { InvoiceName } from './invoice.ts';

/** What stands before a number and is no part of it. */
const prefixes = new Set(['BILL', 'INV', 'INVOICE', 'NO', 'NR', 'NUM', 'NUMBER', 'REF']);
/** What one payee may be written with and without. */
const fillers = new Set(['AND', 'CIC', 'LIMITED', 'LLP', 'LTD', 'OF', 'PLC', 'THE', 'UK']);

/**
 * What is left of an invoice's number where everything is taken away by which it can look different and be the same to who reads
 * it: prefixes, leading zeros, separators, letters of other scripts, the letter O for a nought.
 */
export function numberSkeleton(number: string): string {
  const text = plainScript(number.replaceAll('№', 'No ')).replaceAll(/O(?=\d)|(?<=\d)O/g, '0');
  const parts = text.match(/\p{L}+|\p{N}+/gu) ?? [];
  const bare = parts.filter((part) => !prefixes.has(part)).map((part) => part.replace(/^0+(?=\d)/, ''));
  return (bare.length > 0 ? bare : parts).join('');
}

const wordsOf = (payee: string): string[] =>
  (plainScript(payee.replaceAll(/['’‘`´]/g, '')).match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !fillers.has(word));

/** One word, or the beginning of it: `Univ.` for `University`. */
const isSameWord = (one: string, other: string): boolean =>
  one === other || (Math.min(one.length, other.length) >= 3 && (one.startsWith(other) || other.startsWith(one)));

const initials = (words: readonly string[]): string => words.map((word) => word.charAt(0)).join('');

/** Whether two names may be the same payee's: shortened, by initials, or with more said of it. */
export function isLikePayee(one: string, other: string): boolean {
  const [short = [], long = []] = [wordsOf(one), wordsOf(other)].toSorted((a, b) => a.length - b.length);
  if (short.length === 0) return long.length === 0;
  if (short.length === 1 && long.length > 1) return short[0] === initials(long);
  return short.every((word) => long.some((each) => isSameWord(word, each)));
}

/** Whether a person could take two invoices for the same one. Their numbers and payees need not be the same: those are refused. */
export const looksLike = (one: InvoiceName, other: InvoiceName): boolean =>
  numberSkeleton(one.number) === numberSkeleton(other.number) && isLikePayee(one.payeeName, other.payeeName);
