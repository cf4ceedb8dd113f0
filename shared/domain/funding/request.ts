import type { AskedStatementKind, StatementKind } from './pot.ts';

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

export const statementStatuses = ['asked', 'supported', 'not-supported', 'refused', 'replaced'] as const;
export type StatementStatus = (typeof statementStatuses)[number];

export interface StatementSummary {
  readonly statementId: string;
  readonly kind: AskedStatementKind;
  readonly status: StatementStatus;
}

/** The statements that a pot needs and nobody has given. @param needed - the applicant's own is part of the request */
export const missingStatements = (
  needed: readonly StatementKind[],
  given: readonly StatementSummary[],
): AskedStatementKind[] =>
  needed.filter(
    (kind): kind is AskedStatementKind =>
      kind !== 'applicant' && !given.some((each) => each.kind === kind && each.status === 'supported'),
  );
