import { addDays, addYears } from '#domain/time/calendar-time.ts';
import type { RetentionDecisions } from '#hub/hub.ts';
import { counted } from './words.ts';

type Period = { readonly years: number } | { readonly days: number };

interface RetentionRule {
  /** The event from which the time is counted, as the published policy says it. */
  readonly from: string;
  readonly period: (decisions: RetentionDecisions) => Period;
}

/**
 * How long each kind of record is kept and from when. The lengths are the hub's decisions (`shared/hub/`), never figures here.
 */
export const retentionRules = {
  account: {
    from: 'the day on which you last used our services',
    period: (hub) => ({ years: hub.accountYearsFromLastActivity }),
  },
  registration: {
    from: 'the day on which you asked for an account, or for another address of yours',
    // As long as the email about it, which is found by it.
    period: (hub) => ({ days: hub.emailDays }),
  },
  merge: {
    from: 'the day on which our staff proposed that two records are one person’s or, once a second of them agreed, that day',
    period: (hub) => ({ days: hub.mergeDays }),
  },
  booking: { from: 'the end of the session', period: (hub) => ({ years: hub.bookingYearsFromSession }) },
  'session-cancellation': {
    from: 'the day on which the session was to end',
    period: (hub) => ({ days: hub.cancellationReasonDaysFromSession }),
  },
  'access-needs': { from: 'the end of the session', period: (hub) => ({ days: hub.accessNeedsDaysFromSession }) },
  funding: {
    from: 'the end of the financial year (31 March) in which the course was last paid for or, where nothing was paid, of the award',
    period: (hub) => ({ years: hub.fundingYears }),
  },
  'funding-not-awarded': {
    from: 'the day on which a request that was not funded was declined, withdrawn or last changed',
    period: (hub) => ({ years: hub.fundingNotAwardedYears }),
  },
  email: { from: 'the day on which we wrote it', period: (hub) => ({ days: hub.emailDays }) },
  'suppressed-address': {
    from: 'the day on which an email came back',
    period: (hub) => ({ days: hub.suppressedAddressDays }),
  },
  'reply-to-retry': { from: 'your request', period: (hub) => ({ days: hub.repliesToRetriesDays }) },
  'website-session': { from: 'your signing in', period: (hub) => ({ days: hub.websiteSessionDays }) },
  asks: {
    from: 'the day on which a form was last sent with your address or, where you told us that it was not you, the day until which we accept none',
    period: (hub) => ({ days: hub.asksDays }),
  },
  /** Nobody's, and soon of no use. */
  listing: { from: 'the Monday of the week in which its sessions start', period: () => ({ days: 8 }) },
  staff: {
    from: 'the day on which a member of our staff left',
    period: (hub) => ({ years: hub.staffYearsFromLeaving }),
  },
  choice: {
    from: 'the day on which you took it back, or on which what it was for ended',
    period: (hub) => ({ years: hub.choiceYearsFromEnd }),
  },
  audit: { from: 'the day of the action', period: (hub) => ({ years: hub.auditYears }) },
  /** Of what AWS writes by itself; the bucket's own rule ends it. */
  'document-access': {
    from: 'the day on which a document was sent or opened',
    period: (hub) => ({ days: hub.documentAccessLogDays }),
  },
} as const satisfies Record<string, RetentionRule>;

export type RetentionRuleName = keyof typeof retentionRules;

/** How long that is, by what the hub has decided. */
export const periodOf = (rule: RetentionRuleName, decisions: RetentionDecisions): Period =>
  retentionRules[rule].period(decisions);

/** When a record under this rule ends, counted from `from` (ISO 8601 UTC). Whole seconds since 1970, as DynamoDB's TTL wants. */
export function expiresAt(rule: RetentionRuleName, from: string, decisions: RetentionDecisions): number {
  const period = periodOf(rule, decisions);
  const end = 'years' in period ? addYears(new Date(from), period.years) : addDays(new Date(from), period.days);
  return Math.ceil(end.getTime() / 1000);
}

/** Whether a record has ended. DynamoDB deletes late, so whoever reads asks this, too. */
export const hasExpired = (record: { readonly expiresAt?: number | undefined }, now: Date): boolean =>
  record.expiresAt !== undefined && record.expiresAt * 1000 <= now.getTime();

/** A period as a version of the policy keeps it, of which this software may know the rule no more. */
interface SaidPeriod {
  readonly from: string;
  readonly years?: number | undefined;
  readonly days?: number | undefined;
}

/** `6 years from the end of the session`. */
export const inWords = ({ years, days = 0, from }: SaidPeriod): string =>
  `${years === undefined ? counted(days, 'day') : counted(years, 'year')} from ${from}`;

/** As {@link inWords}, of a rule as the hub has decided it. */
export const periodInWords = (rule: RetentionRuleName, decisions: RetentionDecisions): string =>
  inWords({ from: retentionRules[rule].from, ...periodOf(rule, decisions) });
