import { withAwarded } from '#domain/funding/allowance.ts';
import { committedOf, released, totalOf } from '#domain/funding/award.ts';
import type { LedgerKind } from '#domain/funding/ledger.ts';
import { after } from '#domain/funding/request.ts';
import { mailboxOf } from '#domain/people/mailbox.ts';
import type { Work } from '#platform/work.ts';
import type { AllowanceChange, MoneyMoved, Movement, StoredAllowance } from '#records/funding/money.ts';
import { potOfMoney, type StoredPot } from '#records/funding/pots.ts';
import type { FundingRequest } from '#records/funding/requests.ts';
import type { FundingUseCaseDeps } from '../use-case-deps.ts';

export type Award = NonNullable<FundingRequest['award']>;

/** Money that one award gives, gives back or has paid from it. */
export interface AwardMovement {
  readonly request: FundingRequest;
  readonly award: Award;
  readonly kind: LedgerKind;
  readonly pence: number;
  /** By how much the person's allowance is more used up; less, where it is negative. */
  readonly allowance?: number;
  readonly places?: 1 | -1;
  readonly invoiceId?: string;
}

/** Whose allowance, of the pots of which scheme. */
interface AllowanceOf {
  readonly workEmail: string;
  readonly scheme: string;
}

/** The pots and allowances that a decision about money rests on. What is written rests on the very same. */
export interface MoneyFacts {
  potOf(potId: string): StoredPot | undefined;
  allowanceOf(whose: AllowanceOf): StoredAllowance | undefined;
}

/** Of one mailbox there is one, however its owner spells the address. */
const nameOf = ({ scheme, workEmail }: AllowanceOf): string => `${scheme} ${mailboxOf(workEmail)}`;

/** Reads them as they now stand, each once. */
async function readMoney(
  { pots, requests }: Pick<FundingUseCaseDeps, 'pots' | 'requests'>,
  potIds: readonly string[],
  people: readonly AllowanceOf[],
  work: Work,
): Promise<MoneyFacts> {
  const wanted = [...new Map(people.map((whose) => [nameOf(whose), whose])).values()];
  const [stored, allowances] = await Promise.all([
    pots.findMany(potIds, work),
    Promise.all(wanted.map(({ workEmail, scheme }) => requests.findAllowance(workEmail, scheme, work))),
  ]);
  const byPot = new Map(stored.map((each) => [each.pot.potId, each]));
  const byPerson = new Map(wanted.map((whose, index) => [nameOf(whose), allowances[index]]));
  return { potOf: (potId) => byPot.get(potId), allowanceOf: (whose) => byPerson.get(nameOf(whose)) };
}

/** What the awards of requests rest on. */
export const readMoneyOf = (
  deps: Pick<FundingUseCaseDeps, 'pots' | 'requests'>,
  requests: readonly FundingRequest[],
  work: Work,
): Promise<MoneyFacts> =>
  readMoney(
    deps,
    requests.flatMap(({ award }) => award?.potId ?? []),
    requests.flatMap(({ award, workEmail }) => (award ? [{ workEmail, scheme: award.scheme }] : [])),
    work,
  );

/** What movements of awards mean for the pots and for the people's allowances: each is written once, whatever moves. */
export function planMoney(facts: MoneyFacts, movements: readonly AwardMovement[], now: Date): MoneyMoved {
  const planned = movements.map(({ request, award, kind, pence, places, invoiceId }): Movement => {
    const stored = facts.potOf(award.potId);
    if (!stored) throw new Error('An award is of a pot that is not there');
    const { fundingRequestId } = request;
    const pot = potOfMoney(stored);
    return { pot, kind, pence, fundingRequestId, ...(places && { places }), ...(invoiceId && { invoiceId }) };
  });
  const allowances = new Map<string, AllowanceChange>();
  for (const { request, award, allowance = 0 } of movements) {
    if (allowance === 0) continue;
    const whose = { workEmail: request.workEmail, scheme: award.scheme };
    const before = facts.allowanceOf(whose);
    const used = allowances.get(nameOf(whose))?.awarded ?? before?.awarded ?? {};
    const awarded = withAwarded(used, award.financialYear, allowance);
    allowances.set(nameOf(whose), { ...whose, before, awarded });
  }
  return { at: now.toISOString(), movements: planned, allowances: [...allowances.values()] };
}

/** Whether nothing was paid of an award and nothing is kept for it, so that its request, where it may still lapse, is over. */
export const isNothingLeft = ({ status, award }: Pick<FundingRequest, 'status' | 'award'>): boolean =>
  award !== undefined && totalOf(award.stages) === 0 && after('lapse', status) !== undefined;

/**
 * A request whose award gives back what it keeps: all that is not paid, or what nobody has claimed.
 *
 * @param request - as it is to be next, but for its award
 */
export function giveBack(
  request: FundingRequest & { readonly award: Award },
  what: 'unclaimed' | 'unpaid',
  now: Date,
): { readonly next: FundingRequest; readonly movement: AwardMovement } {
  const { award } = request;
  const stages = released(award.stages, what);
  const pence = committedOf(award.stages) - committedOf(stages);
  const next = { ...request, award: { ...award, stages, settledAt: award.settledAt ?? now.toISOString() } };
  // A place is another's again once nothing is left of the award.
  const isFree = totalOf(stages) === 0 && totalOf(award.stages) > 0;
  return {
    next,
    movement: { request, award, kind: 'release', pence, allowance: -pence, ...(isFree && { places: -1 }) },
  };
}
