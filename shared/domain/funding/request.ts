import * as z from 'zod';
import { documentIds } from '../documents/document.ts';
import { id } from '../ids.ts';
import { somePence } from '../money.ts';
import { version } from '../numbers.ts';
import { personDetails } from '../people/person.ts';
import { note } from '../text/text.ts';
import { day, instant } from '../time/instant.ts';
import { award } from './award.ts';
import { course } from './course.ts';
import { costKinds, employerKinds, progressKinds } from './pot.ts';
import { statementSummary } from './statement.ts';

export const fundingStatuses = [
  'draft',
  'awaiting-statement',
  'submitted',
  'in-review',
  'information-requested',
  'approved',
  'declined',
  'enrolled',
  'completed',
  'lapsed',
  'withdrawn',
] as const;
export type FundingStatus = (typeof fundingStatuses)[number];

/** What can happen to a request, from which states, and to which it leads. Nothing else changes a status. */
export const fundingTransitions = {
  'ask-statements': { from: ['draft'], to: 'awaiting-statement' },
  submit: { from: ['draft', 'awaiting-statement'], to: 'submitted' },
  review: { from: ['submitted'], to: 'in-review' },
  'request-information': { from: ['in-review'], to: 'information-requested' },
  reply: { from: ['information-requested'], to: 'in-review' },
  approve: { from: ['in-review'], to: 'approved' },
  decline: { from: ['in-review'], to: 'declined' },
  enrol: { from: ['approved'], to: 'enrolled' },
  complete: { from: ['enrolled'], to: 'completed' },
  lapse: { from: ['approved', 'enrolled'], to: 'lapsed' },
  withdraw: {
    from: ['draft', 'awaiting-statement', 'submitted', 'in-review', 'information-requested', 'approved', 'enrolled'],
    to: 'withdrawn',
  },
} as const satisfies Record<string, { readonly from: readonly FundingStatus[]; readonly to: FundingStatus }>;
export type FundingTransition = keyof typeof fundingTransitions;

/** The state that a transition leads to; none where it does not lead on from here. */
export function after(transition: FundingTransition, status: FundingStatus): FundingStatus | undefined {
  const { from, to } = fundingTransitions[transition];
  return (from as readonly FundingStatus[]).includes(status) ? to : undefined;
}

/** Over without an award: kept for a shorter time. */
export const isUndecided = (status: FundingStatus): boolean =>
  ['draft', 'awaiting-statement', 'submitted', 'in-review', 'information-requested'].includes(status);

/** A report on the course: when it is due, and how it was chased. */
export const progressReport = z.object({
  kind: z.enum(progressKinds),
  dueOn: day,
  reportedAt: instant.optional(),
  note: note(2000).optional(),
  documentIds: documentIds.optional(),
  askedAt: instant.optional(),
  overdueAt: instant.optional(),
  escalatedAt: instant.optional(),
});
export type ProgressReport = z.output<typeof progressReport>;

export const fundingRequest = z.object({
  fundingRequestId: id,
  reference: z.string(),
  status: z.enum(fundingStatuses),
  version,
  createdAt: instant,
  statusSince: instant,
  submittedAt: instant.optional(),
  /** `null`: the applicant is not sure. */
  potId: id.nullable(),
  statements: z.array(statementSummary),
  documentIds: z.array(id),
  invoiceIds: z.array(id),
  /** What its applicant has changed since the hub asked: each is told of once. */
  changedFields: z.array(z.string()).optional(),
  ...personDetails,
  employer: z.enum(employerKinds),
  course: course.optional(),
  costPence: somePence.optional(),
  amountPence: somePence.optional(),
  otherFunding: note(500).optional(),
  paysFor: z.array(z.enum(costKinds)).optional(),
  reason: note(3000).optional(),
  applicantStatement: note(4000).optional(),
  question: note(2000).optional(),
  /** Approved by one of two people: waits for the other. */
  proposal: z.object({ potId: id, pence: somePence, by: z.string(), at: instant }).optional(),
  award: award.optional(),
  declinedBecause: note(2000).optional(),
  progress: z.array(progressReport),
});

/** What has happened to a request. */
export const historyEntry = z.object({
  at: instant,
  what: z.string(),
  by: z.enum(['applicant', 'author', 'staff', 'clock']),
  note: z.string().optional(),
});
export type HistoryEntry = z.output<typeof historyEntry>;

export interface FundingRequest extends z.output<typeof fundingRequest> {
  /** What has happened to it since it was read: kept with the change in a record of its own. */
  readonly history?: readonly HistoryEntry[];
}

export type AwardedRequest = FundingRequest & { readonly award: NonNullable<FundingRequest['award']> };

/** A request with one more line in its history. @param note - what they said, for staff to read */
export const noted = (
  request: FundingRequest,
  what: string,
  by: HistoryEntry['by'],
  now: Date,
  note?: string,
): FundingRequest => ({
  ...request,
  history: [...(request.history ?? []), { at: now.toISOString(), what, by, ...(note !== undefined && { note }) }],
});

/** A request after something has happened to it; none where that cannot happen in the state that it is in. */
export function transitioned(
  request: FundingRequest,
  transition: FundingTransition,
  by: HistoryEntry['by'],
  now: Date,
  note?: string,
): FundingRequest | undefined {
  const status = after(transition, request.status);
  return status && noted({ ...request, status, statusSince: now.toISOString() }, transition, by, now, note);
}
