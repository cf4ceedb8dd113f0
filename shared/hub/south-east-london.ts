import type { Hub } from './hub.ts';

/** Source: selwdh.co.uk/policies/privacy. Retention: the hub's defaults, each a decision that it can change here. */
export const southEastLondon: Hub = {
  id: 'south-east-london',
  name: 'South East London Workforce Development Hub',
  shortName: 'SEL Workforce Development Hub',
  contact: { email: 'hello@selwdh.co.uk', dataProtectionEmail: 'privacy@selwdh.co.uk' },
  boroughs: ['Bexley', 'Bromley', 'Greenwich', 'Lambeth', 'Lewisham', 'Southwark'],
  retention: {
    accountYearsFromLastActivity: 2,
    bookingYearsFromSession: 6,
    accessNeedsDaysFromSession: 30,
    auditYears: 6,
    emailDays: 30,
    suppressedAddressDays: 365,
    repliesToRetriesDays: 1,
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
  proclaimedBankHolidays: [],
};
