/** Who a hub is: data, so that another hub is another file and no other change. */
export interface Hub {
  /** Kebab-case; names its stacks and is each function's `HUB`. */
  readonly id: string;
  readonly name: string;
  readonly shortName: string;
  readonly contact: { readonly email: string; readonly dataProtectionEmail: string };
  readonly boroughs: readonly [string, ...string[]];
  readonly retention: RetentionDecisions;
  /** Of a session for which staff say nothing else. */
  readonly cancellationPolicy: CancellationPolicy | null;
  readonly offers: OfferDecisions;
  /** Bank holidays of England proclaimed besides those of every year: `2023-05-08`. */
  readonly proclaimedBankHolidays: readonly string[];
}

/** What cancelling late, or not coming, means. */
export interface CancellationPolicy {
  readonly unit: 'working-days' | 'calendar-days';
  /** So many whole days must lie between the day of cancelling and the day of the session. */
  readonly notice: number;
  /** By the length of the session, shortest first; `null` in the last for any longer one. None: nobody pays. */
  readonly feeBands: readonly { readonly upToMinutes: number | null; readonly pence: number }[];
  readonly payer: 'practice' | 'person';
  /** Nothing is due where a colleague comes instead. */
  readonly waivedBySubstitute: boolean;
}

/** How long an offered place waits for an answer. */
export interface OfferDecisions {
  readonly longestHours: number;
  readonly shortestMinutes: number;
  /** Of the time left until booking closes, from 0 to 1: so offers get shorter as the session nears. */
  readonly shareOfTimeLeft: number;
}

/** How long the hub keeps what: its own decisions, each with the default of `mission.md`. Years and days are calendar ones. */
export interface RetentionDecisions {
  readonly accountYearsFromLastActivity: number;
  readonly bookingYearsFromSession: number;
  readonly accessNeedsDaysFromSession: number;
  readonly auditYears: number;
  readonly emailDays: number;
  readonly suppressedAddressDays: number;
  readonly repliesToRetriesDays: number;
}
