/** Who a hub is: data, so that another hub is another file and no other change. */
export interface Hub {
  /** Kebab-case; names its stacks and is each function's `HUB`. */
  readonly id: string;
  readonly name: string;
  readonly shortName: string;
  readonly contact: { readonly email: string; readonly dataProtectionEmail: string };
  readonly boroughs: readonly [string, ...string[]];
  readonly retention: RetentionDecisions;
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
