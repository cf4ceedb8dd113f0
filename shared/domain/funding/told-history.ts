import * as z from 'zod';
import { type HistoryEntry, historyEntry } from './request.ts';

/** Those whose note names a statement by its kind, or an invoice by its number; any other note is what somebody wrote for somebody else to read. */
const naming = [
  'ask-statement',
  'upload-statement',
  'redirect-statement',
  'remind-statement',
  'statement-supported',
  'statement-not-supported',
  'statement-refused',
  'statement-ended',
  'claim-invoice',
  'pay-invoice',
  'payment-failed',
  'reject-invoice',
] as const;

/**
 * What of a request's history its applicant is told: what they did themselves, and what they have learned of by email or on its page. Not who of
 * the hub proposed what, nor whom it wrote to about a report that does not come.
 */
export const toldEvents = [
  ...naming,
  'start',
  'change',
  'ask-statements',
  'submit',
  'review',
  'request-information',
  'reply',
  'approve',
  'decline',
  'ask-progress',
  'chase-progress',
  'progress-started',
  'progress-half-way',
  'progress-finished',
  'claw-back',
  'warn-of-lapse',
  'rest-lapsed',
  'lapse',
  'withdraw',
] as const;
export type ToldEvent = (typeof toldEvents)[number];

const names: ReadonlySet<ToldEvent> = new Set(naming);

/** One line of it. */
export const toldEntry = historyEntry.pick({ at: true, by: true }).extend({
  what: z.enum(toldEvents).meta({ example: 'submit' }),
  about: z
    .string()
    .optional()
    .meta({ description: 'Which statement, by its kind, or which invoice, by its number', example: undefined }),
});
export type ToldEntry = z.output<typeof toldEntry>;

/** The history of a request for its applicant to read, in the order that it has. */
export const toldHistory = (history: readonly HistoryEntry[]): ToldEntry[] =>
  history.flatMap(({ at, what, by, note }) => {
    const told = toldEvents.find((event) => event === what);
    if (!told) return [];
    return [{ at, what: told, by, ...(names.has(told) && note !== undefined && { about: note }) }];
  });
