import { withAwarded } from '../../shared/domain/allowance.ts';
import { committedOf, released, totalOf } from '../../shared/domain/award.ts';
import type { LedgerKind } from '../../shared/domain/ledger.ts';
import type { Work } from '../../shared/platform/work.ts';
import type { FundingRequest } from '../../shared/records/funding-requests.ts';
import type { MoneyChange } from '../../shared/records/invoices.ts';
import type { Movement } from '../../shared/records/money.ts';
import { potOfMoney } from '../../shared/records/pots.ts';
import type { FundingUseCaseDeps } from './use-case-deps.ts';

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

/**
 * What movements of awards mean for the pots and for the people's allowances, as these now stand: a person's allowance is read
 * and written once, whatever moves.
 */
export async function planMoney(
  { pots, requests }: Pick<FundingUseCaseDeps, 'pots' | 'requests'>,
  movements: readonly AwardMovement[],
  work: Work,
): Promise<Pick<MoneyChange, 'movements' | 'allowances'>> {
  const found = await pots.findMany(
    movements.map(({ award }) => award.potId),
    work,
  );
  const potOf = new Map(found.map((stored) => [stored.pot.potId, potOfMoney(stored)]));
  const plannedMovements = movements.map(({ request, award, kind, pence, places, invoiceId }): Movement => {
    const pot = potOf.get(award.potId);
    if (!pot) throw new Error('An award is of a pot that is not there');
    const { fundingRequestId } = request;
    return { pot, kind, pence, fundingRequestId, ...(places && { places }), ...(invoiceId && { invoiceId }) };
  });

  const used = Map.groupBy(
    movements.filter(({ allowance = 0 }) => allowance !== 0),
    ({ request, award }) => `${award.scheme} ${request.workEmail}`,
  );
  const allowances = await Promise.all(
    [...used.values()]
      .flatMap(([first, ...others]) => (first ? [{ first, own: [first, ...others] }] : []))
      .map(async ({ first, own }) => {
        const { workEmail } = first.request;
        const { scheme } = first.award;
        const before = await requests.findAllowance(workEmail, scheme, work);
        const awarded = own.reduce(
          (sums, { award: each, allowance = 0 }) => withAwarded(sums, each.financialYear, allowance),
          before?.awarded ?? {},
        );
        return { workEmail, scheme, before, awarded };
      }),
  );
  return { movements: plannedMovements, allowances };
}

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
