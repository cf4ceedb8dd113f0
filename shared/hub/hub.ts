import type { StoreDecisions } from './stores.ts';

/** Who a hub is: data, so that another hub is another file and no other change. */
export interface Hub {
  /** Kebab-case; names its stacks and is each function's `HUB`. */
  readonly id: string;
  readonly name: string;
  readonly shortName: string;
  readonly contact: {
    readonly email: string;
    readonly dataProtectionEmail: string;
    /** By which a consent is taken back. */
    readonly consentEmail: string;
  };
  readonly controller: Controller;
  /** Of personal data to places outside the United Kingdom; `null`: not yet said. */
  readonly transfers: readonly Transfer[] | null;
  readonly look: LookDecisions;
  readonly boroughs: readonly [string, ...string[]];
  readonly retention: RetentionDecisions;
  readonly stores: StoreDecisions;
  /** Of a session for which staff say nothing else. */
  readonly cancellationPolicy: CancellationPolicy | null;
  readonly offers: OfferDecisions;
  readonly openForms: OpenFormDecisions;
  readonly links: LinkDecisions;
  readonly accounts: AccountDecisions;
  readonly policy: PolicyDecisions;
  readonly funding: FundingDecisions;
  /** Bank holidays of England proclaimed besides those of every year: `2023-05-08`. */
  readonly proclaimedBankHolidays: readonly string[];
}

/** How the hub's pages look. Colours are `#rrggbb`; those that people could not read are refused (domain/look.ts). */
export interface LookDecisions {
  /** Behind the header, whose words are white; and of secondary buttons. */
  readonly brandColour: string;
  readonly linkColour: string;
  /** Behind the words of buttons, which are white. */
  readonly buttonColour: string;
  /** Before the name in the header, on the brand's colour; `null`: the name alone. An SVG in the folder of the hub, `shared/hub/<id>/`. */
  readonly logo: {
    readonly file: string;
    /** What it shows, to who does not see it. */
    readonly alternativeText: string;
  } | null;
}

/**
 * The body that answers for what the hub holds (UK GDPR, Article 4(7)), which a privacy policy must name. `null`: not yet named, and
 * production waits until it is.
 */
export interface Controller {
  readonly legalName: string | null;
  /** Line by line. */
  readonly address: readonly string[] | null;
  readonly telephone: string | null;
  readonly dataProtectionOfficer: { readonly name: string; readonly email: string } | null;
  /** In the register of the Information Commissioner's Office. */
  readonly icoRegistration: string | null;
}

/** Who receives what outside the United Kingdom, and what protects it there (UK GDPR, Article 46). */
export interface Transfer {
  readonly recipient: string;
  readonly country: string;
  readonly safeguard: string;
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

/** What anybody can cause who fills in a form with whatever email address. */
export interface OpenFormDecisions {
  /** So many forms make something, and send an email, in the name of one mailbox on one day; more are answered alike and do nothing. */
  readonly mostPerMailboxAndDay: number;
  /** For so many days they make nothing more in the name of a mailbox whose owner says that it was not them. */
  readonly holdDays: number;
}

/** What becomes of accounts that nobody uses. */
export interface AccountDecisions {
  /** So many calendar days before an account ends, its owner is told, with a link to stay. */
  readonly warnedDaysBefore: number;
}

/** How people hear of a change of the privacy policy. */
export interface PolicyDecisions {
  /** So many calendar days must lie between publishing what people must be told of and the day from which it holds. */
  readonly noticeDays: number;
  /** So many people at most are written to in an hour. All other emails wait behind these, at the rate that SES sends for the hub. */
  readonly mostToldInAnHour: number;
}

/** For how many calendar days the links in emails open what they are about, or still open what is over. */
export interface LinkDecisions {
  /** From the day on which somebody asked for an account, to confirm it. */
  readonly daysToConfirm: number;
  /** From the end of the session, or from the day on which it was recorded who came. */
  readonly daysAfterSession: number;
  readonly daysAfterCancelling: number;
  /** From the day on which a funding request was declined, withdrawn or lapsed, or its course finished and paid for. */
  readonly daysAfterRequest: number;
  /** From the day on which a statement was given. */
  readonly daysAfterStatement: number;
}

/** Who gives courses, from which day until which: a list that changes with every intake. */
export interface CourseProvider {
  readonly providerId: string;
  readonly name: string;
  /** Days in London. */
  readonly from: string;
  readonly until: string | null;
}

/** How the hub deals with requests for funding. Days are calendar days. */
export interface FundingDecisions {
  readonly providers: readonly CourseProvider[];
  /** As people are told when their request has come: `2 to 3 weeks`. */
  readonly decisionTakes: string;
  /** How long whoever is asked for a statement has, and when before that they are asked again. */
  readonly statementDays: number;
  readonly statementReminderDaysBefore: number;
  /** Of a request that says of no pot that it is meant. */
  readonly statementsWhenNotSure: readonly ('manager' | 'employer' | 'supervisor')[];
  readonly awardReminderDaysBefore: number;
  /** From the day on which a progress report is due. */
  readonly progressOverdueDays: number;
  readonly progressEscalatedDays: number;
  /** What has waited longer stands in the daily digest for staff. */
  readonly digestAfterDays: number;
}

/** How long the hub keeps what: its own decisions, each with the default of `mission.md`. Years and days are calendar ones. */
export interface RetentionDecisions {
  readonly accountYearsFromLastActivity: number;
  /** For so long what staff say of two records that are one person’s can be approved and, once it was, be undone. */
  readonly mergeDays: number;
  readonly bookingYearsFromSession: number;
  readonly accessNeedsDaysFromSession: number;
  /** Of what staff write when they cancel a session. */
  readonly cancellationReasonDaysFromSession: number;
  /** From the end of the financial year of the last payment. */
  readonly fundingYears: number;
  /** From the day on which a request was declined, withdrawn or last changed. */
  readonly fundingNotAwardedYears: number;
  readonly auditYears: number;
  /** Of who sent or opened which document, from where: as long as a misuse may take to be noticed. */
  readonly documentAccessLogDays: number;
  /** Of the sealed heads of the audit trail: they name nobody. */
  readonly sealedHeadsYears: number;
  /** From the day on which a consent or an objection was taken back: so long it can be shown that it was given. */
  readonly choiceYearsFromEnd: number;
  readonly emailDays: number;
  readonly suppressedAddressDays: number;
  readonly repliesToRetriesDays: number;
  /** For so long somebody stays signed in on the website at most. */
  readonly websiteSessionDays: number;
  readonly asksDays: number;
  /** From the day on which a member of staff left, so that the audit trail can be read. */
  readonly staffYearsFromLeaving: number;
}
