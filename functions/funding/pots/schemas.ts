import * as z from 'zod';
import { ledgerAccounts, ledgerKinds } from '#domain/funding/ledger.ts';
import { costKinds, potRules } from '#domain/funding/pot.ts';
import { id } from '#domain/ids.ts';
import { pence } from '#domain/money.ts';
import { line } from '#domain/text/text.ts';
import { secureUrl } from '#domain/text/web-address.ts';
import { day, instant } from '#domain/time/instant.ts';
import {
  amountPence,
  Clause,
  costPence,
  employer,
  fundingRequestId,
  invoiceId,
  paysFor,
  potId,
  role,
  version,
} from '../schemas.ts';

export const Pot = z
  .object({
    potId,
    name: potRules.shape.name,
    funder: potRules.shape.funder,
    financialYear: potRules.shape.financialYear,
    eligible: potRules.shape.eligible.unwrap(),
    doesNotPayFor: z.array(z.enum(costKinds)),
    caps: potRules.shape.caps,
    partPayment: z.boolean(),
    statements: potRules.shape.statements,
    stages: potRules.shape.stages,
    progress: potRules.shape.progress,
    opensAt: instant,
    closesAt: instant,
    placesLeft: z.int().min(0).nullable().meta({ description: '`null`: as many as the money allows' }),
    source: potRules.shape.source,
  })
  .meta({ id: 'Pot' });

export const Pots = z.object({ items: z.array(Pot) }).meta({ id: 'Pots' });

export const EligibilityQuestion = z
  .strictObject({
    jobRole: role,
    employer,
    borough: line(60).meta({
      description: 'Where the workplace is',
      example: 'Lambeth',
      'x-label': 'Borough',
      'x-hint': 'Where your practice is',
      'x-ask': 'Choose the borough where your practice is',
    }),
    potId: potId.optional().meta({ description: 'Only this pot', example: undefined }),
    startsOn: day.optional().meta({
      example: '2027-01-18',
      'x-label': 'First day of the course (if you know it)',
      'x-hint': 'For example, 18 1 2027',
      'x-ask': 'Enter the first day, like 18 1 2027',
    }),
    costPence: costPence.optional(),
    amountPence: amountPence.optional(),
    paysFor: paysFor.optional(),
  })
  .meta({ id: 'EligibilityQuestion' });

export const Eligibility = z
  .object({
    items: z.array(
      z.object({
        pot: Pot.pick({ potId: true, name: true, funder: true, financialYear: true, source: true }),
        fits: z.boolean(),
        clauses: z.array(Clause).meta({ description: 'Each rule of the pot, passed or failed' }),
      }),
    ),
  })
  .meta({ id: 'Eligibility' });

const places = z
  .int()
  .min(1, 'Enter a number from 1 to 10000')
  .max(10_000, 'Enter a number from 1 to 10000')
  .nullable()
  .meta({ description: '`null`: as many as the money allows', example: null });

const budgetPence = pence.meta({ example: 5_000_000 });

// A link that everybody sees: checked as it is entered, while what is stored stays readable.
const rules = potRules.extend({ source: secureUrl.meta(potRules.shape.source.meta() ?? {}) }).meta({
  description: 'Everything that decides what the pot pays for. An empty list means everyone',
  example: {
    name: 'CPD for nurses and allied health professionals 2026-27',
    funder: 'NHS England',
    scheme: 'cpd',
    financialYear: '2026-27',
    eligible: { jobRoles: ['practice-nurse'], employers: ['gp-practice'], boroughs: [] },
    doesNotPayFor: ['backfill', 'equipment', 'mandatory-training'],
    caps: { yearPence: 33_333, severalYears: { years: 3, pence: 100_000 } },
    partPayment: true,
    statements: ['manager'],
    stages: [{ after: 'started', percent: 100 }],
    progress: ['started', 'finished'],
    opensAt: '2026-04-01T08:00:00.000Z',
    closesAt: '2027-02-28T17:00:00.000Z',
    twoPeopleAbovePence: 100_000,
    source: 'https://www.hee.nhs.uk/cpd',
  },
});

export const NewPot = z.strictObject({ rules, budgetPence, places: places.default(null) }).meta({ id: 'NewPot' });

export const PotChange = z
  .strictObject({ version, rules: rules.optional(), budgetPence: budgetPence.optional(), places: places.optional() })
  .meta({ id: 'PotChange' });

export const StaffPot = z
  .object({
    potId,
    version,
    rules: potRules,
    budgetPence: pence,
    availablePence: pence,
    committedPence: pence,
    spentPence: pence,
    lapsedPence: pence,
    atRiskPence: pence.meta({ description: 'Lapses at the end of the year if nothing more is awarded or claimed' }),
    places: z.int().nullable(),
    placesTaken: z.int().min(0),
    closed: z.boolean(),
  })
  .meta({ id: 'StaffPot' });

export const YearClosed = z.object({ potId, lapsedPence: pence }).meta({ id: 'YearClosed' });

export const LedgerEntry = z
  .object({
    entryId: id,
    at: instant,
    kind: z.enum(ledgerKinds),
    lines: z.array(z.object({ account: z.enum(ledgerAccounts), pence: z.int() })),
    fundingRequestId: fundingRequestId.optional(),
    invoiceId: invoiceId.optional(),
  })
  .meta({ id: 'LedgerEntry' });
