import * as z from 'zod';
import { documentIds } from '../documents/document.ts';
import { id } from '../ids.ts';
import { count } from '../numbers.ts';
import { emailAddress } from '../people/person.ts';
import { line, note } from '../text/text.ts';
import { instant } from '../time/instant.ts';
import { type AskedStatementKind, askedStatementKinds, type StatementKind } from './pot.ts';

export const statementStatuses = ['asked', 'supported', 'not-supported', 'refused', 'replaced'] as const;

/** Whether the learner's time on the course is work time. */
export const releaseTimes = ['paid', 'unpaid', 'own-time', 'not-needed'] as const;
export type ReleaseTime = (typeof releaseTimes)[number];

const releaseInWords: Readonly<Record<ReleaseTime, string>> = {
  paid: 'Yes, it is paid work time',
  unpaid: 'Yes, it is unpaid leave',
  'own-time': 'No, they do it in their own time',
  'not-needed': 'It takes no work time',
};

export const releaseTimeInWords = (time: ReleaseTime): string => releaseInWords[time];

/** Who pays what the award does not. */
export const excessPayers = ['employer', 'learner', 'nobody'] as const;
export type ExcessPayer = (typeof excessPayers)[number];

const payersInWords: Readonly<Record<ExcessPayer, string>> = {
  employer: 'The practice',
  learner: 'They do themselves',
  nobody: 'There is nothing else to pay',
};

export const excessPayerInWords = (payer: ExcessPayer): string => payersInWords[payer];

/** A statement that somebody was asked for. */
export const statement = z.object({
  statementId: id,
  fundingRequestId: id,
  kind: z.enum(askedStatementKinds),
  status: z.enum(statementStatuses),
  /** Whose author named this one; left out: the applicant did. */
  insteadOf: id.optional(),
  askedAt: instant,
  /** How often they were written to because the applicant wanted it; left out: once. */
  timesAsked: count.optional(),
  /** Until when the link can be used. */
  endsAt: instant,
  /** The last email that asked for it: whether that came back shows on it. */
  emailId: id,
  answeredAt: instant.optional(),
  documentIds,
  authorName: line(200),
  authorEmail: emailAddress,
  releaseTime: z.enum(releaseTimes).optional(),
  excessPaidBy: z.enum(excessPayers).optional(),
  text: note(4000).optional(),
});
export type Statement = z.output<typeof statement>;

/**
 * Whether who was asked said that they do not know the applicant, also where somebody else was asked since. They answered and gave
 * nothing: whoever answers otherwise says of time off, or has signed what was uploaded.
 */
export const isDisowned = ({ status, answeredAt, releaseTime, documentIds: given }: Statement): boolean =>
  status === 'refused' ||
  (status === 'replaced' && answeredAt !== undefined && releaseTime === undefined && given.length === 0);

/** What a request itself says of each of its statements. */
export const statementSummary = statement.pick({ statementId: true, kind: true, status: true, endsAt: true }).extend({
  remindedAt: instant.optional(),
  endedToldAt: instant.optional(),
});
export type StatementSummary = z.output<typeof statementSummary>;

/** The statements that a pot needs and nobody has given. @param needed - the applicant's own is part of the request */
export const missingStatements = (
  needed: readonly StatementKind[],
  given: readonly Pick<StatementSummary, 'kind' | 'status'>[],
): AskedStatementKind[] =>
  needed.filter(
    (kind): kind is AskedStatementKind =>
      kind !== 'applicant' && !given.some((each) => each.kind === kind && each.status === 'supported'),
  );
