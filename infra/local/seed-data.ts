import { endOf, financialYearOf, firstDayOf } from '#domain/time/financial-year.ts';
import { startOfLondonDay } from '#domain/time/london.ts';

/** As hubs publish theirs: two clear working days, and a fee by the length of the session. */
const withFees = {
  unit: 'working-days',
  notice: 2,
  feeBands: [
    { upToMinutes: 240, pence: 3000 },
    { upToMinutes: null, pence: 6000 },
  ],
  payer: 'practice',
  waivedBySubstitute: true,
} as const;

/** Invented, as the practice is. */
export const seededLearner = {
  name: 'Robin Learner',
  workEmail: 'learner@practice.example',
  workplace: { name: 'Example Road Surgery', borough: 'Lambeth' },
  jobRole: 'practice-nurse',
  jobTitle: 'Practice nurse',
} as const;

/** Sessions as a hub has them; days from now, and hours that they last. */
export const sessions = [
  {
    title: 'Asthma reviews in primary care',
    description:
      'A practical afternoon for nurses and pharmacists who run asthma clinics: inhaler technique, spirometry and reviews by telephone.',
    format: 'in-person',
    provider: 'Primary Care Respiratory Academy',
    venue: 'Waterloo Health Centre, Lower Marsh, London SE1 7RJ',
    capacity: 24,
    audience: { roleGroups: ['nurse', 'direct-patient-care'], boroughs: [] },
    cancellationPolicy: withFees,
    minimumNumbers: 8,
    sharesAttendees: true,
    inDays: 21,
    hours: 3,
  },
  {
    title: 'Care navigation for receptionists',
    description: 'How to listen, ask and sign-post well in two minutes, with recorded calls and a chance to try.',
    format: 'webinar',
    provider: 'SEL Training Hub faculty',
    joinLink: 'https://webinars.example/care-navigation',
    capacity: 100,
    inDays: 10,
    hours: 1.5,
  },
  {
    title: 'Diabetes foot checks',
    description:
      'For healthcare assistants and nursing associates: the ten-point check, what to write down, when to refer.',
    format: 'in-person',
    provider: 'Guy’s and St Thomas’ podiatry',
    venue: 'Lewisham Shopping Centre clinic, London SE13 7EP',
    capacity: 2,
    audience: { roleGroups: [], boroughs: ['Lewisham', 'Greenwich'] },
    cancellationPolicy: withFees,
    inDays: 35,
    hours: 2,
  },
] as const;

/** One of each group beside the admin, who invites them; invented, as everybody here. */
export const staff = [
  { name: 'Grace Mensah', workEmail: 'bookings@hub.example', groups: ['bookings'] },
  { name: 'Tom Whitfield', workEmail: 'funding@hub.example', groups: ['funding'] },
  { name: 'Priya Nair', workEmail: 'finance@hub.example', groups: ['finance'] },
  { name: 'Helen Doyle', workEmail: 'data-protection@hub.example', groups: ['data-protection'] },
] as const;

/** As training hubs publish theirs: figures of `mission.md`, each with its source. */
export const pots = [
  {
    name: 'CPD for nurses and allied health professionals',
    scheme: 'cpd',
    eligible: {
      jobRoles: [
        'practice-nurse',
        'advanced-nurse-practitioner',
        'nurse-specialist',
        'extended-role-nurse',
        'nurse-partner',
        'nursing-associate',
        'paramedic',
        'physiotherapist',
        'podiatrist',
        'dietitian',
        'occupational-therapist',
      ],
      employers: ['gp-practice', 'primary-care-network'],
    },
    caps: { yearPence: 33_333, severalYears: { years: 3, pence: 100_000 } },
    statements: ['manager'],
    stages: [{ after: 'started', percent: 100 }],
    progress: ['started', 'finished'],
    twoPeopleAbovePence: 100_000,
    source: 'https://neltraininghub.co.uk/cpd-for-nurses-midwives-and-ahps-in-primary-care',
    budgetPence: 12_000_000,
    places: null,
  },
  {
    name: 'CPD for pharmacists and pharmacy technicians',
    scheme: 'cpd-pharmacy',
    eligible: { jobRoles: ['pharmacist', 'pharmacy-technician'] },
    caps: { yearPence: 33_333, severalYears: null },
    statements: ['manager'],
    stages: [{ after: 'started', percent: 100 }],
    progress: ['started', 'finished'],
    twoPeopleAbovePence: 100_000,
    source: 'https://bnssgtraininghub.com/cpd_funding',
    budgetPence: 3_000_000,
    places: null,
  },
  {
    name: 'Non-Medical Prescribing',
    scheme: 'non-medical-prescribing',
    eligible: { jobRoles: ['practice-nurse', 'advanced-nurse-practitioner', 'pharmacist', 'paramedic'] },
    caps: { yearPence: null, severalYears: null },
    statements: ['manager', 'supervisor'],
    stages: [
      { after: 'started', percent: 60 },
      { after: 'finished', percent: 40 },
    ],
    progress: ['started', 'half-way', 'finished'],
    twoPeopleAbovePence: 200_000,
    source: 'https://neltraininghub.org/',
    budgetPence: 9_400_000,
    places: 47,
  },
] as const;

/** Of the financial year that it is on the platform's clock: open until it ends. */
export function rulesOf({ budgetPence: _, places: __, ...pot }: (typeof pots)[number], now: string) {
  const financialYear = financialYearOf(now);
  return {
    ...pot,
    name: `${pot.name} ${financialYear}`,
    funder: 'NHS England',
    financialYear,
    doesNotPayFor: ['backfill', 'equipment', 'mandatory-training'],
    partPayment: true,
    opensAt: startOfLondonDay(firstDayOf(financialYear)),
    closesAt: endOf(financialYear),
  };
}
