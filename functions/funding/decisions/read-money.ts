import { type AllowanceOf, allowanceName, type MoneyFacts, potOfMoney } from '#domain/funding/movements.ts';
import type { FundingRequest } from '#domain/funding/request.ts';
import type { Work } from '#platform/work.ts';
import type { FundingUseCaseDeps } from '../use-case-deps.ts';

/** The pots and allowances that the awards of requests rest on, as they now stand, each read once. */
export async function readMoneyOf(
  { pots, requests }: Pick<FundingUseCaseDeps, 'pots' | 'requests'>,
  awarded: readonly FundingRequest[],
  work: Work,
): Promise<MoneyFacts> {
  const people = awarded.flatMap(({ award, workEmail }): AllowanceOf[] =>
    award ? [{ workEmail, scheme: award.scheme }] : [],
  );
  const wanted = [...new Map(people.map((whose) => [allowanceName(whose), whose])).values()];
  const [stored, allowances] = await Promise.all([
    pots.findMany(
      awarded.flatMap(({ award }) => award?.potId ?? []),
      work,
    ),
    Promise.all(wanted.map(({ workEmail, scheme }) => requests.findAllowance(workEmail, scheme, work))),
  ]);
  const byPot = new Map(stored.map((each) => [each.pot.potId, potOfMoney(each)]));
  const byPerson = new Map(wanted.map((whose, index) => [allowanceName(whose), allowances[index]]));
  return { potOf: (potId) => byPot.get(potId), allowanceOf: (whose) => byPerson.get(allowanceName(whose)) };
}
