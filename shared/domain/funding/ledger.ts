import * as z from 'zod';
import { id } from '../ids.ts';
import { instant } from '../time/instant.ts';
import type { PotBalances } from './pot.ts';

/** Where a pot's money can be. What stands outside is the funder's: it gives the budget, and what lapses is its own again. */
export const ledgerAccounts = ['funder', 'available', 'committed', 'spent', 'lapsed'] as const;
export type LedgerAccount = (typeof ledgerAccounts)[number];

export const ledgerKinds = [
  'budget',
  'commitment',
  'release',
  'payment',
  'payment-failed',
  'claw-back',
  'year-end-lapse',
] as const;
export type LedgerKind = (typeof ledgerKinds)[number];

/** One line of an entry: pence into an account, or out of it where it is negative. */
const ledgerLine = z.object({ account: z.enum(ledgerAccounts), pence: z.int() });
export type LedgerLine = Readonly<z.output<typeof ledgerLine>>;

/** One movement of money in a pot, with its two lines. Nothing changes one. */
export const ledgerEntry = z.object({
  entryId: id,
  potId: id,
  at: instant,
  kind: z.enum(ledgerKinds),
  lines: z.array(ledgerLine).length(2),
  fundingRequestId: id.optional(),
  invoiceId: id.optional(),
});
export type LedgerEntry = z.output<typeof ledgerEntry>;

/** From which account to which each kind moves money, in a pot whose year is open and in one whose year is closed. */
const moves = {
  budget: { from: 'funder', open: 'available', closed: 'available' },
  commitment: { from: 'available', open: 'committed', closed: 'committed' },
  release: { from: 'committed', open: 'available', closed: 'lapsed' },
  payment: { from: 'committed', open: 'spent', closed: 'spent' },
  'payment-failed': { from: 'spent', open: 'committed', closed: 'committed' },
  'claw-back': { from: 'spent', open: 'available', closed: 'lapsed' },
  'year-end-lapse': { from: 'available', open: 'lapsed', closed: 'lapsed' },
} as const satisfies Record<
  LedgerKind,
  { readonly from: LedgerAccount; readonly open: LedgerAccount; readonly closed: LedgerAccount }
>;

/**
 * The two lines of an entry: what leaves one account comes into another. What comes back to a pot whose year is closed lapses,
 * since nothing is carried over.
 *
 * @param pence - a whole number above 0; a budget that is cut has a negative one
 */
export function linesOf(kind: LedgerKind, pence: number, closed: boolean): readonly [LedgerLine, LedgerLine] {
  if (!Number.isSafeInteger(pence) || pence === 0) throw new Error('An entry moves a whole number of pence, and not 0');
  const { from, open, closed: whenClosed } = moves[kind];
  return [
    { account: from, pence: -pence },
    { account: closed ? whenClosed : open, pence },
  ];
}

type Sums = Pick<PotBalances, 'budget' | 'available' | 'committed' | 'spent' | 'lapsed'>;

/** What lines change in a pot's balances: the budget is what the funder has given. */
export function balanceChanges(lines: readonly LedgerLine[]): Partial<Sums> {
  const changes: Record<string, number> = {};
  for (const { account, pence } of lines) {
    const name = account === 'funder' ? 'budget' : account;
    changes[name] = (changes[name] ?? 0) + (account === 'funder' ? -pence : pence);
  }
  return Object.fromEntries(Object.entries(changes).filter(([, pence]) => pence !== 0));
}
