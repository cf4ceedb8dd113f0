import { mailboxOf, sameMailbox } from '../people/mailbox.ts';
import { endOf, type FinancialYear } from '../time/financial-year.ts';
import { type Awarded, together, withAwarded } from './allowance.ts';
import type { Award } from './award.ts';
import type { LedgerKind } from './ledger.ts';
import type { Pot, PotBalances } from './pot.ts';
import type { FundingRequest } from './request.ts';

/*
 * Money that moves: what one award gives, gives back or has paid from it, and what that means for the pots and for the people's
 * allowances.
 */

/** A pot as money is moved in it: as it was read. */
export interface PotOfMoney {
  readonly potId: string;
  readonly closed: boolean;
  readonly financialYear: FinancialYear;
}

export const potOfMoney = ({
  pot,
  balances,
}: {
  readonly pot: Pick<Pot, 'potId' | 'rules'>;
  readonly balances: Pick<PotBalances, 'closed'>;
}): PotOfMoney => ({ potId: pot.potId, closed: balances.closed, financialYear: pot.rules.financialYear });

export interface Movement {
  readonly pot: PotOfMoney;
  readonly kind: LedgerKind;
  /** Whole pence. One of 0 moves nothing, and is left out. */
  readonly pence: number;
  readonly fundingRequestId?: string;
  readonly invoiceId?: string;
  /** Places taken (1) or given back (-1) with it. */
  readonly places?: 1 | -1;
}

/** What a person has been awarded from the pots of a scheme, as it was read. */
export interface Allowance {
  readonly scheme: string;
  readonly version: number;
  readonly awarded: Awarded;
}

/** That a person has several mailboxes, each with an allowance of its own, which count together; as it was read. */
export interface SharedAllowance {
  readonly groupId: string;
  /** One more with each award to any of them. */
  readonly version: number;
  readonly mailboxes: readonly string[];
  /** Pence awarded to their other mailboxes. */
  readonly others: Awarded;
  /** Seconds since 1970. */
  readonly expiresAt?: number | undefined;
}

/** What a person has been awarded from the pots of a scheme: under the address that is asked for, and in all. */
export interface PersonAllowance {
  readonly own: Allowance | undefined;
  readonly shared: SharedAllowance | undefined;
  readonly awarded: Awarded;
}

/** An allowance as it was read and as it is next. */
export interface AllowanceChange {
  readonly workEmail: string;
  readonly scheme: string;
  readonly before: Allowance | undefined;
  readonly shared: SharedAllowance | undefined;
  readonly awarded: Awarded;
}

/** Whether more of it is used up: that alone is held against a cap, so that it rests on what they have under other addresses. */
export const usesMore = ({ before, awarded }: Pick<AllowanceChange, 'before' | 'awarded'>): boolean =>
  Object.entries(awarded).some(([year, pence]) => pence > (before?.awarded[year] ?? 0));

/** Money that moves together with what it moves for: all of it or nothing. */
export interface MoneyMoved {
  readonly at: string;
  readonly movements: readonly Movement[];
  readonly allowances: readonly AllowanceChange[];
}

/** Whether what it rests on agrees: a request and an allowance that were read at different moments may not. */
export const agrees = ({ allowances }: MoneyMoved): boolean =>
  allowances.every(({ awarded }) => Object.values(awarded).every((pence) => pence >= 0));

/** Money that one award gives, gives back or has paid from it. */
export interface AwardMovement {
  readonly request: Pick<FundingRequest, 'fundingRequestId' | 'workEmail'>;
  readonly award: Pick<Award, 'potId' | 'scheme' | 'financialYear'>;
  readonly kind: LedgerKind;
  readonly pence: number;
  /** By how much the person's allowance is more used up; less, where it is negative. */
  readonly allowance?: number;
  readonly places?: 1 | -1;
  readonly invoiceId?: string;
}

/** Whose allowance, of the pots of which scheme. */
export interface AllowanceOf {
  readonly workEmail: string;
  readonly scheme: string;
}

/** Of one mailbox there is one, however its owner spells the address. */
export const allowanceName = ({ scheme, workEmail }: AllowanceOf): string => `${scheme} ${mailboxOf(workEmail)}`;

/** The pots and allowances that a decision about money rests on. What is written rests on the very same. */
export interface MoneyFacts {
  potOf(potId: string): PotOfMoney | undefined;
  allowanceOf(whose: AllowanceOf): PersonAllowance | undefined;
}

/** What movements of awards mean for the pots and for the people's allowances: each is written once, whatever moves. */
export function planMoney(facts: MoneyFacts, movements: readonly AwardMovement[], now: Date): MoneyMoved {
  const planned = movements.map(({ request, award, kind, pence, places, invoiceId }): Movement => {
    const pot = facts.potOf(award.potId);
    if (!pot) throw new Error('An award is of a pot that is not there');
    const { fundingRequestId } = request;
    return { pot, kind, pence, fundingRequestId, ...(places && { places }), ...(invoiceId && { invoiceId }) };
  });
  const allowances = new Map<string, AllowanceChange>();
  for (const { request, award, allowance = 0 } of movements) {
    if (allowance === 0) continue;
    const whose = { workEmail: request.workEmail, scheme: award.scheme };
    const { own: before, shared } = facts.allowanceOf(whose) ?? {};
    const used = allowances.get(allowanceName(whose))?.awarded ?? before?.awarded ?? {};
    // An allowance is kept by its years, and what was paid late for longer: of a year that nobody counts any more nothing is given back.
    const isOver = endOf(award.financialYear) <= now.toISOString();
    if (allowance < 0 && isOver && used[award.financialYear] === undefined) continue;
    const awarded = withAwarded(used, award.financialYear, allowance);
    allowances.set(allowanceName(whose), { ...whose, before, shared, awarded });
  }
  return { at: now.toISOString(), movements: planned, allowances: [...allowances.values()] };
}

/** What a person is awarded in all once money has moved; none where it moves nothing of theirs. */
export const allowanceAfter = (
  { allowances }: Pick<MoneyMoved, 'allowances'>,
  workEmail: string,
): { readonly awarded: Awarded } | undefined => {
  const change = allowances.find((each) => sameMailbox(each.workEmail, workEmail));
  return change && { awarded: together([change.awarded, change.shared?.others ?? {}]) };
};
