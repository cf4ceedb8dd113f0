import * as z from 'zod';
import { documentPurposes, documentStatuses } from '#domain/documents/document.ts';
import { statementKinds } from '#domain/funding/pot.ts';
import { fundingStatuses } from '#domain/funding/request.ts';
import { toldEntry } from '#domain/funding/told-history.ts';
import { id } from '#domain/ids.ts';
import { pence, somePence } from '#domain/money.ts';
import { note } from '#domain/text/text.ts';
import { instant } from '#domain/time/instant.ts';
import { Award } from '../decisions/schemas.ts';
import { OwnInvoice } from '../invoices/schemas.ts';
import { ProgressDue } from '../progress/schemas.ts';
import {
  Applicant,
  amountPence,
  Clause,
  costPence,
  course,
  documentIds,
  fundingRequestId,
  paysFor,
  potId,
  statementId,
  version,
} from '../schemas.ts';
import { AskedStatement, StaffStatement } from '../statements/schemas.ts';

const reference = z.string().meta({ description: 'To read out on the telephone', example: '7K3M9-Q2XDH' });

/** The same whoever's address it is: it names no request. */
export const FundingReceipt = z
  .object({ status: z.enum(fundingStatuses).extract(['draft']) })
  .meta({ id: 'FundingReceipt' });

export const Withdrawal = z
  .strictObject({
    reason: note(500).optional().meta({
      example: 'I cannot go this year',
      'x-label': 'Why (if you like)',
      'x-ask': 'Enter why',
    }),
  })
  .meta({ id: 'Withdrawal' });

export const Reply = z
  .strictObject({
    reply: note(4000).meta({
      example: 'The course is on Mondays.',
      'x-label': 'Your answer',
      'x-ask': 'Enter your answer',
    }),
    documentIds: documentIds.default([]),
  })
  .meta({ id: 'FundingReply' });

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
    potName: z.string().optional(),
    statementsNeeded: z
      .array(z.enum(statementKinds))
      .meta({ description: 'Whose statements its pot asks for; not sure which: those that the hub always asks for' }),
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

/** As whoever looks at it sees it; what answers a change does not tell what came before. */
export const FundingRequestSeen = FundingRequest.extend({
  history: z
    .array(toldEntry)
    .meta({ description: 'What has become of it, oldest first; of very many changes the latest three hundred' }),
}).meta({ id: 'FundingRequestSeen' });

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

/** As a list of them shows it to whose it is; the link to it shows the rest. */
export const OwnFundingRequest = FundingRequest.pick({
  fundingRequestId: true,
  reference: true,
  status: true,
  createdAt: true,
  statusSince: true,
  submittedAt: true,
  potId: true,
  course: true,
  costPence: true,
  amountPence: true,
}).meta({ id: 'OwnFundingRequest' });

export const Review = z.strictObject({ version: version.optional() }).meta({ id: 'Review' });

export const InformationRequest = z
  .strictObject({ question: note(2000).meta({ example: 'Which days is the course on?' }) })
  .meta({ id: 'InformationRequest' });
