import * as z from 'zod';
import {
  documentIds as documentIdsField,
  documentPurposes,
  documentStatuses,
  documentsAtOnce,
} from '#domain/documents/document.ts';
import { course as courseField } from '#domain/funding/course.ts';
import { clauseNames } from '#domain/funding/eligibility.ts';
import { invoiceStatuses, mismatchNames, payeeKinds } from '#domain/funding/invoice.ts';
import { ledgerAccounts, ledgerKinds } from '#domain/funding/ledger.ts';
import {
  askedStatementKinds,
  costKinds,
  employerKinds,
  potRules,
  progressKinds,
  stageConditions,
} from '#domain/funding/pot.ts';
import { fundingStatuses, statementStatuses } from '#domain/funding/request.ts';
import { excessPayers, releaseTimes } from '#domain/funding/statement.ts';
import { id } from '#domain/ids.ts';
import { pence, somePence } from '#domain/money.ts';
import { disowned } from '#domain/people/disowned.ts';
import { emailAddress, jobRole, jobTitle, personName, workplace } from '#domain/people/person.ts';
import { line, note } from '#domain/text/text.ts';
import { day, instant } from '#domain/time/instant.ts';

export const potId = id.meta({ description: 'Of a pot of funding', example: '01KF1A2C4E6G8J1M3P5R7T9V2X' });
export const fundingRequestId = id.meta({ description: 'Of a funding request', example: '01KF2A2C4E6G8J1M3P5R7T9V2X' });
export const statementId = id.meta({ description: 'Of a statement of support', example: '01KF3A2C4E6G8J1M3P5R7T9V2X' });
export const invoiceId = id.meta({ description: 'Of an invoice', example: '01KF4A2C4E6G8J1M3P5R7T9V2X' });

const version = z
  .int()
  .min(1)
  .meta({ description: 'As last read: a change based on an older one is refused', example: 1 });
const costPence = somePence.meta({ description: 'What the course costs, in pence', example: 120_000 });
const amountPence = somePence.meta({ description: 'What is asked of the hub, in pence', example: 33_333 });
const employer = z
  .enum(employerKinds)
  .meta({ description: 'What kind of organisation employs the person', example: 'gp-practice' });
const role = jobRole.meta({
  description: 'As the National Workforce Reporting Service names it',
  example: 'practice-nurse',
});
const paysFor = z
  .array(z.enum(costKinds))
  .min(1, 'Choose at least one')
  .max(costKinds.length)
  .meta({ description: 'What the money is for', example: ['course-fee'] });
const course = courseField.meta({
  description: 'The days are those in London. A provider is one of our list, or named',
  example: {
    name: 'Long-term conditions in primary care',
    provider: { providerId: 'london-south-bank' },
    level: 'level-6',
    startsOn: '2027-01-18',
    endsOn: '2027-03-22',
  },
});
const reason = note(3000).meta({ example: 'Our practice is taking over diabetes reviews, and I will run the clinic.' });
const otherFunding = note(500).meta({ description: 'Who else pays, and what', example: 'The practice pays the rest.' });
const documentIds = documentIdsField
  .max(documentsAtOnce, 'Give four documents or fewer')
  .meta({ description: 'Of documents that were uploaded before', example: [] });
const invoiceDocuments = documentIdsField
  .min(1, 'Give the document of the invoice')
  .max(documentsAtOnce, 'Give four documents or fewer')
  .meta({ example: ['01KF5A2C4E6G8J1M3P5R7T9V2X'] });

const Clause = z
  .object({
    clause: z.enum(clauseNames),
    passed: z.boolean(),
    wording: z.string().meta({ example: 'Practice nurses can be funded from this pot' }),
  })
  .meta({ id: 'EligibilityClause' });

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
    borough: line(60).meta({ description: 'Where the workplace is', example: 'Lambeth' }),
    potId: potId.optional().meta({ description: 'Only this pot', example: undefined }),
    startsOn: day.optional().meta({ example: '2027-01-18' }),
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

const Applicant = z
  .strictObject({
    name: personName.meta({ example: "Siobhán O'Brien" }),
    workEmail: emailAddress.meta({ format: 'email', example: 'siobhan.obrien@nhs.net' }),
    workplace: workplace.meta({
      description: 'By ODS code or, where it has none, by name',
      example: { odsCode: 'G85001', borough: 'Lambeth' },
    }),
    employer,
    jobRole: role,
    jobTitle,
  })
  .meta({ id: 'Applicant', outputId: 'FundingApplicant' });

/** What may be left for later: a request is sent when all of it is there. */
const requestFields = {
  potId: potId.nullable().optional().meta({ description: 'Which pot; `null`: not sure', example: null }),
  course: course.optional(),
  costPence: costPence.optional(),
  amountPence: amountPence.optional(),
  otherFunding: otherFunding.optional(),
  paysFor: paysFor.optional(),
  reason: reason.optional(),
  applicantStatement: note(4000)
    .optional()
    .meta({ description: 'Your own statement, where the pot asks for one', example: 'I want to lead our clinic.' }),
};

export const NewFundingRequest = z
  .strictObject({ person: Applicant, ...requestFields })
  .meta({ id: 'NewFundingRequest' });
export const FundingRequestChange = z.strictObject({ version, ...requestFields }).meta({ id: 'FundingRequestChange' });
const reference = z.string().meta({ description: 'To read out on the telephone', example: '7K3M9-Q2XDH' });
/** The same whoever's address it is: it names no request. */
export const FundingReceipt = z
  .object({ status: z.enum(fundingStatuses).extract(['draft']) })
  .meta({ id: 'FundingReceipt' });

export const Withdrawal = z
  .strictObject({ reason: note(500).optional().meta({ example: 'I cannot go this year' }) })
  .meta({ id: 'Withdrawal' });
export const Reply = z
  .strictObject({
    reply: note(4000).meta({ example: 'The course is on Mondays.' }),
    documentIds: documentIds.default([]),
  })
  .meta({ id: 'FundingReply' });

const author = {
  authorName: personName.meta({ example: 'Pat Manager' }),
  authorEmail: emailAddress.meta({ format: 'email', example: 'pat.manager@nhs.net' }),
};
export const StatementAsked = z
  .strictObject({
    kind: z.enum(askedStatementKinds).meta({ example: 'manager' }),
    ...author,
    documentIds: documentIds.default([]).meta({
      description: 'A statement that they have signed, uploaded by you: then nobody is asked by email',
      example: [],
    }),
  })
  .meta({ id: 'StatementAsked' });
export const StatementResent = z
  .strictObject({
    to: z.strictObject(author).optional().meta({ description: 'Somebody else; left out: the same person again' }),
  })
  .meta({ id: 'StatementResent' });

const someDocuments = { documentIds: { minItems: 1 } };
const statementAnswer = {
  supports: z.boolean().meta({ example: true }),
  releaseTime: z.enum(releaseTimes).meta({ description: 'Whether time on the course is work time', example: 'paid' }),
  excessPaidBy: z.enum(excessPayers).meta({ description: 'Who pays what the award does not', example: 'employer' }),
};
export const StatementGiven = z
  .strictObject({
    ...statementAnswer,
    text: note(4000).optional().meta({ example: 'I support this. The clinic needs it.' }),
    documentIds: documentIds.default([]),
  })
  .refine(({ text, documentIds: given }) => text !== undefined || given.length > 0, {
    path: ['text'],
    error: 'Write your statement here, or upload it',
  })
  .meta({ anyOf: [{ required: ['text'] }, { required: ['documentIds'], properties: someDocuments }] })
  .meta({ id: 'StatementGiven' });

export const StatementForAuthor = z
  .object({
    statementId,
    kind: z.enum(askedStatementKinds),
    status: z.enum(statementStatuses),
    endsAt: instant.meta({ description: 'Until when the link can be used' }),
    authorName: author.authorName,
    applicant: Applicant.pick({ name: true, jobTitle: true }),
    course: z.object({
      name: z.string().meta({ example: 'Long-term conditions in primary care' }),
      provider: z.string().meta({ example: 'London South Bank University' }),
      startsOn: day,
      endsOn: day,
    }),
    costPence: pence.optional(),
    amountPence: pence.optional(),
  })
  .meta({ id: 'StatementForAuthor' });

export const Progress = z
  .strictObject({
    kind: z.enum(progressKinds).meta({ example: 'started' }),
    note: note(2000).optional().meta({ example: 'The first day was today.' }),
    documentIds: documentIds.default([]),
  })
  .meta({
    id: 'ProgressReport',
    anyOf: [
      { properties: { kind: { enum: ['started', 'half-way'] } }, required: ['note'] },
      { required: ['documentIds'], properties: someDocuments },
    ],
  });

const invoiceFields = {
  number: line(60).meta({ description: 'As it stands on the invoice', example: 'INV-2041' }),
  issuedOn: day.meta({ example: '2027-01-20' }),
  payeeKind: z.enum(payeeKinds).meta({ example: 'provider' }),
  payeeName: line(200).meta({ example: 'London South Bank University' }),
  totalPence: somePence.meta({ example: 33_333 }),
  lines: z
    .array(z.strictObject({ learner: line(200), pence: somePence }))
    .min(1, 'Give a line for each learner')
    .max(20, 'Give twenty lines or fewer')
    .meta({
      description: 'What is charged for each learner',
      example: [{ learner: "Siobhán O'Brien", pence: 33_333 }],
    }),
};
export const InvoiceClaim = z
  .strictObject({
    ...invoiceFields,
    documentIds: invoiceDocuments,
    replaces: invoiceId.optional().meta({ description: 'An invoice that was queried or refused', example: undefined }),
  })
  .meta({ id: 'InvoiceClaim' });

const OwnInvoice = z
  .object({
    invoiceId,
    number: invoiceFields.number,
    status: z.enum(invoiceStatuses),
    totalPence: pence,
    receivedAt: instant,
    question: z.string().optional(),
    because: z.string().optional(),
    paidAt: instant.optional(),
  })
  .meta({ id: 'OwnInvoice' });
export const InvoiceReceipt = z.object({ invoiceId, status: z.enum(invoiceStatuses) }).meta({ id: 'InvoiceReceipt' });

const Award = z
  .object({
    potId,
    potName: z.string().optional(),
    pence: somePence,
    conditions: z.string().optional(),
    validUntil: instant.meta({ description: 'The award ends at this moment' }),
    decidedAt: instant,
    stages: z.array(z.object({ after: z.enum(stageConditions), pence, paidPence: pence })),
  })
  .meta({ id: 'Award' });

const ProgressDue = z.object({
  kind: z.enum(progressKinds),
  dueOn: day,
  reportedAt: instant.optional(),
  note: z.string().optional(),
});

const AskedStatement = z.object({
  statementId,
  kind: z.enum(askedStatementKinds),
  status: z.enum(statementStatuses),
  ...author,
  endsAt: instant,
  ended: z.boolean().meta({ description: 'The link was not used in time: ask again, or somebody else' }),
  emailReturned: z.boolean().meta({ description: 'The email came back: ask at another address' }),
});

export const FundingRequest = z
  .object({
    fundingRequestId,
    reference,
    status: z.enum(fundingStatuses),
    version,
    createdAt: instant,
    statusSince: instant,
    submittedAt: instant.optional(),
    person: Applicant,
    potId: potId.nullable(),
    course: course.optional(),
    providerName: z.string().optional(),
    costPence: costPence.optional(),
    amountPence: amountPence.optional(),
    otherFunding: z.string().optional(),
    paysFor: paysFor.optional(),
    reason: z.string().optional(),
    applicantStatement: z.string().optional(),
    question: z.string().optional().meta({ description: 'What the hub wants to know' }),
    declinedBecause: z.string().optional(),
    statements: z.array(AskedStatement),
    award: Award.optional(),
    progress: z.array(ProgressDue),
    invoices: z.array(OwnInvoice),
    eligibility: z.array(Clause).optional().meta({ description: 'By the rules of its pot' }),
    allowance: z
      .object({ inYear: pence.nullable(), overYears: pence.nullable() })
      .optional()
      .meta({ description: 'What is left for this person in pence; `null`: no such cap' }),
  })
  .meta({ id: 'FundingRequest' });

const StaffStatement = AskedStatement.extend({
  askedAt: instant,
  answeredAt: instant.optional(),
  releaseTime: z.enum(releaseTimes).optional(),
  excessPaidBy: z.enum(excessPayers).optional(),
  text: z.string().optional(),
  documentIds: z.array(id),
});
const StaffDocument = z.object({
  documentId: id,
  purpose: z.enum(documentPurposes),
  filename: z.string().meta({ example: 'invoice-2041.pdf' }),
  status: z.enum(documentStatuses),
  rejectedBecause: z.string().optional(),
  createdAt: instant,
  statementId: statementId.optional(),
});

export const StaffFundingRequest = FundingRequest.extend({
  statements: z.array(StaffStatement),
  documents: z.array(StaffDocument),
  decidedBy: z
    .object({ potVersion: version, clauses: z.array(Clause) })
    .optional()
    .meta({ description: 'The version of the pot’s rules, and each of them as it was when the award was made' }),
  proposal: z
    .object({ potId, pence: somePence, at: instant })
    .optional()
    .meta({ description: 'Approved by one person: somebody else must do so, too' }),
  history: z
    .array(
      z.object({
        at: instant,
        what: z.string().meta({ example: 'submit' }),
        by: z.string().meta({ example: 'applicant' }),
        note: z.string().optional(),
      }),
    )
    .meta({ description: 'Oldest first; of very many changes the latest three hundred' }),
}).meta({ id: 'StaffFundingRequest' });

export const FundingQueueEntry = FundingRequest.pick({
  fundingRequestId: true,
  reference: true,
  status: true,
  statusSince: true,
  submittedAt: true,
  person: true,
  potId: true,
  course: true,
  costPence: true,
  amountPence: true,
})
  .extend({
    needsSecondApproval: z.boolean().meta({ description: 'One person has approved it: somebody else must do so, too' }),
  })
  .meta({ id: 'FundingQueueEntry' });

export const Review = z.strictObject({ version: version.optional() }).meta({ id: 'Review' });
export const InformationRequest = z
  .strictObject({ question: note(2000).meta({ example: 'Which days is the course on?' }) })
  .meta({ id: 'InformationRequest' });
export const Decision = z
  .strictObject({
    decision: z.enum(['approve', 'decline']).meta({ example: 'approve' }),
    potId: potId.optional().meta({ description: 'Where it is approved: from which pot' }),
    pence: somePence.optional().meta({ description: 'Where it is approved: how much', example: 33_333 }),
    conditions: note(1000).optional(),
    lastDay: day.optional().meta({
      description: 'Where it is approved: the last day of the award, if before the end of the pot’s financial year',
    }),
    reason: note(2000).optional().meta({
      description: 'Where it is declined: the person is told',
      example: 'The course is outside primary care.',
    }),
  })
  .refine(({ decision, potId: pot }) => decision === 'decline' || pot !== undefined, {
    path: ['potId'],
    error: 'Say from which pot',
  })
  .refine(({ decision, pence: amount }) => decision === 'decline' || amount !== undefined, {
    path: ['pence'],
    error: 'Say how much, in pence',
  })
  .refine(({ decision, reason: why }) => decision === 'approve' || why !== undefined, {
    path: ['reason'],
    error: 'Give the reason: the person is told',
  })
  .meta({
    anyOf: [
      { properties: { decision: { const: 'approve' } }, required: ['potId', 'pence'] },
      { properties: { decision: { const: 'decline' } }, required: ['reason'] },
    ],
  })
  .meta({ id: 'FundingDecision' });

const places = z
  .int()
  .min(1, 'Enter a number from 1 to 10000')
  .max(10_000, 'Enter a number from 1 to 10000')
  .nullable()
  .meta({ description: '`null`: as many as the money allows', example: null });
const budgetPence = pence.meta({ example: 5_000_000 });
const rules = potRules.meta({
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

const Mismatch = z
  .object({
    what: z.enum(mismatchNames),
    detail: z.string().meta({ example: 'It is for £500, and £333.33 is due for this stage' }),
    invoiceId: invoiceId.optional().meta({ description: 'Where it looks like another: which one', example: undefined }),
  })
  .meta({ id: 'Mismatch' });
export const StaffInvoice = z
  .object({
    invoiceId,
    fundingRequestId,
    status: z.enum(invoiceStatuses),
    receivedAt: instant,
    statusSince: instant,
    number: invoiceFields.number,
    issuedOn: day,
    payeeKind: z.enum(payeeKinds),
    payeeName: invoiceFields.payeeName,
    totalPence: pence,
    lines: z.array(z.object({ learner: z.string().meta({ example: "Siobhán O'Brien" }), pence })),
    claims: z.array(z.object({ fundingRequestId, potId, stage: z.int(), pence })),
    documentIds: z.array(id),
    mismatches: z.array(Mismatch).meta({ description: 'In what it does not fit the award, as both now stand' }),
    question: z.string().optional(),
    because: z.string().optional(),
    paidAt: instant.optional(),
  })
  .meta({ id: 'StaffInvoice' });
export const InvoiceMatch = z
  .strictObject({
    alsoFor: z
      .array(fundingRequestId)
      .max(10)
      .default([])
      .meta({ description: 'Requests of the other learners on it', example: [] }),
    differsFrom: z
      .array(invoiceId)
      .max(10)
      .default([])
      .meta({ description: 'Invoices that it looks like and is not: you have seen both', example: [] }),
  })
  .meta({ id: 'InvoiceMatch' });
export const InvoiceQuery = z
  .strictObject({ question: note(2000).meta({ example: 'The total is more than the award. Is it for two people?' }) })
  .meta({ id: 'InvoiceQuery' });
export const InvoiceRejection = z
  .strictObject({ because: note(2000).meta({ example: 'It is for another course.' }) })
  .meta({ id: 'InvoiceRejection' });
export const ClawBack = z
  .strictObject({
    pence: somePence.meta({ example: 10_000 }),
    because: note(2000).meta({ example: 'The course was not finished.' }),
  })
  .meta({ id: 'ClawBack' });

export const HeldApplicant = z.object(disowned).meta({ id: 'HeldApplicant' });
