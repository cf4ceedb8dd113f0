import * as z from 'zod';
import { id } from '../ids.ts';
import { pence, shared, somePence, sumOf } from '../money.ts';
import { count, version } from '../numbers.ts';
import { note } from '../text/text.ts';
import { financialYear } from '../time/financial-year.ts';
import { instant } from '../time/instant.ts';
import { addToDay, type Day } from '../time/working-days.ts';
import { type PaymentStage, type ProgressKind, stageConditions } from './pot.ts';

/** A part of an award, paid once its condition is met. */
export const awardStage = z.object({
  after: z.enum(stageConditions),
  pence,
  /** What has been paid of it, by the invoice that claimed it. */
  paidPence: pence,
  invoiceId: id.optional(),
});
export type AwardStage = Readonly<z.output<typeof awardStage>>;

/** What a request was granted from a pot. */
export const award = z.object({
  potId: id,
  potVersion: version,
  financialYear,
  scheme: z.string(),
  pence: somePence,
  conditions: note(1000).optional(),
  validUntil: instant,
  decidedAt: instant,
  decidedBy: z.string(),
  /** How pot and allowance stood: with the version of the rules, what the decision can be replayed with. */
  basis: z.object({
    available: pence,
    places: count.nullable(),
    placesTaken: count,
    awarded: z.record(financialYear, pence),
  }),
  stages: z.array(awardStage),
  lastPaidAt: instant.optional(),
  warnedAt: instant.optional(),
  /** Nothing is kept for it any more: it lapsed, was withdrawn, or is paid to the end. */
  settledAt: instant.optional(),
});
export type Award = z.output<typeof award>;

export const stagesOf = (pence: number, stages: readonly PaymentStage[]): AwardStage[] => {
  const amounts = shared(
    pence,
    stages.map(({ percent }) => percent),
  );
  return stages.map(({ after }, index) => ({ after, pence: amounts[index] ?? 0, paidPence: 0 }));
};

export const paidOf = (stages: readonly AwardStage[]): number => sumOf(stages.map(({ paidPence }) => paidPence));

/** The first stage that nobody has claimed. */
export const nextStage = (stages: readonly AwardStage[]): number =>
  stages.findIndex(({ invoiceId }) => invoiceId === undefined);

/** When each progress report is due: the day on which the course begins, half its length later, the day on which it ends. */
export const progressDue = (kind: ProgressKind, startsOn: Day, endsOn: Day): Day => {
  if (kind === 'started') return startsOn;
  if (kind === 'finished') return endsOn;
  const days = Math.round((Date.parse(endsOn) - Date.parse(startsOn)) / 86_400_000);
  return addToDay(startsOn, Math.floor(days / 2));
};

/** What an award still keeps of its pot's money. */
export const committedOf = (stages: readonly AwardStage[]): number =>
  sumOf(stages.map(({ pence, paidPence }) => pence - paidPence));

/** What an award comes to as it stands: paid and kept. */
export const totalOf = (stages: readonly AwardStage[]): number => sumOf(stages.map(({ pence }) => pence));

/**
 * An award that gives back what nobody has claimed, or all that is not paid.
 *
 * @param what - a claim that came in time is still paid, so that what it claims is kept where only the unclaimed is released
 */
export const released = (stages: readonly AwardStage[], what: 'unclaimed' | 'unpaid'): AwardStage[] =>
  stages.map((stage) =>
    what === 'unclaimed' && stage.invoiceId !== undefined ? stage : { ...stage, pence: stage.paidPence },
  );
