import * as z from 'zod';
import { documentIds as documentIdsField, documentsAtOnce } from '#domain/documents/document.ts';
import { course as courseField } from '#domain/funding/course.ts';
import { clauseNames } from '#domain/funding/eligibility.ts';
import { costKinds, employerKinds } from '#domain/funding/pot.ts';
import { id } from '#domain/ids.ts';
import { somePence } from '#domain/money.ts';
import { disowned } from '#domain/people/disowned.ts';
import { jobRole, personFields } from '#domain/people/person.ts';

export const potId = id.meta({ description: 'Of a pot of funding', example: '01KF1A2C4E6G8J1M3P5R7T9V2X' });
export const fundingRequestId = id.meta({ description: 'Of a funding request', example: '01KF2A2C4E6G8J1M3P5R7T9V2X' });
export const statementId = id.meta({ description: 'Of a statement of support', example: '01KF3A2C4E6G8J1M3P5R7T9V2X' });
export const invoiceId = id.meta({ description: 'Of an invoice', example: '01KF4A2C4E6G8J1M3P5R7T9V2X' });

export const version = z
  .int()
  .min(1)
  .meta({ description: 'As last read: a change based on an older one is refused', example: 1 });

export const costPence = somePence.meta({
  description: 'What the course costs, in pence',
  example: 120_000,
  'x-label': 'What the course costs',
  'x-hint': 'In all, in pounds, like 1,200 or 333.33',
  'x-ask': 'Enter what the course costs, in pounds',
});
export const amountPence = somePence.meta({
  description: 'What is asked of the hub, in pence',
  example: 33_333,
  'x-label': 'What you ask us to pay',
  'x-hint': 'In pounds, like 333.33',
  'x-ask': 'Enter what you ask us to pay, in pounds',
});

export const employer = z.enum(employerKinds).meta({
  description: 'What kind of organisation employs the person',
  example: 'gp-practice',
  'x-label': 'Who employs you',
  'x-ask': 'Choose who employs you',
});

export const role = jobRole.meta({
  description: 'As the National Workforce Reporting Service names it',
  example: 'practice-nurse',
  'x-label': 'Role',
  'x-hint': 'The one nearest to yours',
  'x-ask': 'Choose your role',
});

export const paysFor = z
  .array(z.enum(costKinds))
  .min(1, 'Choose at least one')
  .max(costKinds.length)
  .meta({
    description: 'What the money is for',
    example: ['course-fee'],
    'x-label': 'What the money is for',
    'x-hint': 'Tick all that it is for',
    'x-ask': 'Tick what the money is for',
  });

export const course = courseField.meta({
  description: 'The days are those in London. A provider is one of our list, or named',
  example: {
    name: 'Long-term conditions in primary care',
    provider: { providerId: 'london-south-bank' },
    level: 'level-6',
    startsOn: '2027-01-18',
    endsOn: '2027-03-22',
  },
});

export const documentIds = documentIdsField.max(documentsAtOnce, 'Give four documents or fewer').meta({
  description: 'Of documents that were uploaded before',
  example: [],
  'x-label': 'Documents that show it',
  'x-ask': 'Upload a document first, and tick it here',
});

export const Clause = z
  .object({
    clause: z.enum(clauseNames),
    passed: z.boolean(),
    wording: z.string().meta({ example: 'Practice nurses can be funded from this pot' }),
  })
  .meta({ id: 'EligibilityClause' });

export const Applicant = z
  .strictObject({ ...personFields, employer })
  .meta({ id: 'Applicant', outputId: 'FundingApplicant' });

export const someDocuments = { documentIds: { minItems: 1 } };
export const HeldApplicant = z.object(disowned).meta({ id: 'HeldApplicant' });
