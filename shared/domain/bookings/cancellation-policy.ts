import * as z from 'zod';
import type { CancellationPolicy } from '#hub/hub.ts';
import { pounds } from '../money.ts';
import { dayInWords, londonDay, startOfLondonDay } from '../time/london.ts';
import { addToDay, type Day, isWorkingDay } from '../time/working-days.ts';

const wholePence = z.int().min(0, 'Enter pence, 0 or more').max(10_000_000, 'Enter 10000000 pence or less');
const payer = z.enum(['practice', 'person']);

/** What cancelling late, or not coming, means: as a hub decides it for all sessions, or staff for one. */
export const cancellationPolicy = z.strictObject({
  unit: z.enum(['working-days', 'calendar-days']),
  notice: z.int().min(0, 'Enter 0 to 60 days').max(60, 'Enter 0 to 60 days'),
  feeBands: z
    .array(z.strictObject({ upToMinutes: z.int().min(1, 'Enter 1 minute or more').nullable(), pence: wholePence }))
    .max(10, 'Give ten bands or fewer'),
  payer,
  waivedBySubstitute: z.boolean(),
}) satisfies z.ZodType<CancellationPolicy>;

/** What somebody owes, and for what. */
export const charge = z.object({
  pence: wholePence,
  payer,
  because: z.enum(['late-cancellation', 'did-not-attend']),
});
export type Charge = z.output<typeof charge>;

interface SessionTimes {
  /** ISO 8601 UTC. */
  readonly startsAt: string;
  /** ISO 8601 UTC. */
  readonly endsAt: string;
}

/** The last day in London on which cancelling is not late: for two working days and a Monday, the Wednesday before. */
export function lastDayToCancel(policy: CancellationPolicy, startsAt: string, proclaimed: readonly Day[]): Day {
  let day = londonDay(startsAt);
  for (let whole = 0; whole < policy.notice; ) {
    day = addToDay(day, -1);
    if (policy.unit === 'calendar-days' || isWorkingDay(day, proclaimed)) whole += 1;
  }
  return addToDay(day, -1);
}

export const isLate = (
  policy: CancellationPolicy,
  { startsAt }: Pick<SessionTimes, 'startsAt'>,
  now: Date,
  proclaimed: readonly Day[],
): boolean => now.toISOString() >= startOfLondonDay(addToDay(lastDayToCancel(policy, startsAt, proclaimed), 1));

/** What is due for one place, in pence; 0 where nobody pays. */
export function feePence({ feeBands }: CancellationPolicy, { startsAt, endsAt }: SessionTimes): number {
  const minutes = (Date.parse(endsAt) - Date.parse(startsAt)) / 60_000;
  return feeBands.find(({ upToMinutes }) => upToMinutes === null || minutes <= upToMinutes)?.pence ?? 0;
}

export function chargeFor(
  because: Charge['because'],
  policy: CancellationPolicy | null,
  times: SessionTimes,
): Charge | undefined {
  const pence = policy === null ? 0 : feePence(policy, times);
  return policy === null || pence === 0 ? undefined : { pence, payer: policy.payer, because };
}

/** What cancelling a confirmed place now would cost; none where it is in time, or where nobody pays. */
export function chargeForCancelling(
  policy: CancellationPolicy | null,
  times: SessionTimes,
  now: Date,
  proclaimed: readonly Day[],
): Charge | undefined {
  if (policy === null || !isLate(policy, times, now, proclaimed)) return undefined;
  return chargeFor('late-cancellation', policy, times);
}

const payers = { practice: 'your practice or employer', person: 'you' } as const;

/** `£50, to be paid by your practice or employer`. */
export const chargeInWords = ({ pence, payer }: Pick<Charge, 'pence' | 'payer'>): string =>
  `${pounds(pence)}, to be paid by ${payers[payer]}`;

/** What the policy means for one session, for people who hold a place. */
export function policyInWords(policy: CancellationPolicy, times: SessionTimes, proclaimed: readonly Day[]): string {
  const by = dayInWords(lastDayToCancel(policy, times.startsAt, proclaimed));
  const pence = feePence(policy, times);
  if (pence === 0)
    return `If you cannot come, please cancel by the end of ${by}, so that a colleague can have your place.`;
  const fee = `After that, or if you do not come, there is a fee of ${chargeInWords({ pence, payer: policy.payer })}.`;
  const waiver = policy.waivedBySubstitute ? ' There is no fee if a colleague comes instead of you.' : '';
  return `If you cannot come, cancel by the end of ${by}. ${fee}${waiver}`;
}
