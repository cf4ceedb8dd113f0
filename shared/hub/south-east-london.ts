import type { Hub } from './hub.ts';

/** Source: the hub's privacy policy as it is published (docs/policy/source.md). Retention: the hub's defaults, each a decision that it can change here. */
export const southEastLondon: Hub = {
  id: 'south-east-london',
  name: 'South East London Workforce Development Hub',
  shortName: 'SEL Workforce Development Hub',
  contact: {
    email: 'info@seltraininghub.co.uk',
    dataProtectionEmail: 'info@seltraininghub.co.uk',
    consentEmail: 'info@seltraininghub.co.uk',
  },
  controller: {
    // The policy names no legal body, officer or number.
    legalName: null,
    address: ['Third Floor, Northside House', '69 Tweedy Road', 'Bromley', 'BR1 3WA'],
    telephone: '073 8646 9528',
    dataProtectionOfficer: null,
    icoRegistration: null,
  },
  // All of it lies in London (infra/config/settings.ts). Whether anything is passed on from there is for the hub to say.
  transfers: null,
  // The NHS design system’s own. Its logo is the NHS’s, and not the hub’s to show.
  look: { brandColour: '#005eb8', linkColour: '#005eb8', buttonColour: '#007f3b', logo: null },
  boroughs: ['Bexley', 'Bromley', 'Greenwich', 'Lambeth', 'Lewisham', 'Southwark'],
  retention: {
    accountYearsFromLastActivity: 2,
    mergeDays: 30,
    bookingYearsFromSession: 6,
    accessNeedsDaysFromSession: 30,
    cancellationReasonDaysFromSession: 30,
    fundingYears: 6,
    fundingNotAwardedYears: 1,
    auditYears: 6,
    documentAccessLogDays: 90,
    sealedHeadsYears: 6,
    choiceYearsFromEnd: 6,
    emailDays: 30,
    suppressedAddressDays: 365,
    repliesToRetriesDays: 1,
    websiteSessionDays: 1,
    asksDays: 1,
    staffYearsFromLeaving: 6,
  },
  stores: {
    logDays: 365,
    queueDays: 14,
    deadLetterDays: 14,
    exportDays: 1,
    emergencyCopyDays: 35,
  },
  // Two working days as other hubs publish it; the hub publishes no fees.
  cancellationPolicy: {
    unit: 'working-days',
    notice: 2,
    feeBands: [],
    payer: 'practice',
    waivedBySubstitute: true,
  },
  offers: { longestHours: 48, shortestMinutes: 60, shareOfTimeLeft: 0.25 },
  openForms: { mostPerMailboxAndDay: 20, holdDays: 30 },
  accounts: { warnedDaysBefore: 30 },
  // SES lets a new account send 14 emails a second: a thousand leave in little more than a minute.
  policy: { noticeDays: 30, mostToldInAnHour: 1000 },
  links: {
    daysToConfirm: 3,
    daysAfterSession: 30,
    daysAfterCancelling: 14,
    daysAfterRequest: 30,
    daysAfterStatement: 7,
  },
  funding: {
    // Universities with courses for primary care in or near South East London; intakes from the year 2026-27.
    providers: [
      { providerId: 'kings-college-london', name: 'King’s College London', from: '2026-04-01', until: null },
      { providerId: 'london-south-bank', name: 'London South Bank University', from: '2026-04-01', until: null },
      { providerId: 'university-of-greenwich', name: 'University of Greenwich', from: '2026-04-01', until: null },
      {
        providerId: 'city-st-georges',
        name: 'City St George’s, University of London',
        from: '2026-04-01',
        until: null,
      },
    ],
    decisionTakes: '2 to 3 weeks',
    statementDays: 14,
    statementReminderDaysBefore: 4,
    statementsWhenNotSure: ['manager'],
    awardReminderDaysBefore: 30,
    progressOverdueDays: 14,
    progressEscalatedDays: 28,
    digestAfterDays: 7,
  },
  proclaimedBankHolidays: [],
};
