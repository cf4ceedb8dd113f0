import * as z from 'zod';
import { layOut } from './layout.ts';
import type { CalendarPart, MessageBody, MessageKind, RenderContext } from './message.ts';
import { attended } from './messages/attended.ts';
import { bookingCancelled } from './messages/booking-cancelled.ts';
import { bookingConfirmed } from './messages/booking-confirmed.ts';
import { bookingLink } from './messages/booking-link.ts';
import { bookingLinkAgain } from './messages/booking-link-again.ts';
import { bookingWaitlisted } from './messages/booking-waitlisted.ts';
import { didNotAttend } from './messages/did-not-attend.ts';
import { documentRefused } from './messages/document-refused.ts';
import { awardAboutToLapse, awardLapsed } from './messages/funding-award.ts';
import { fundingApproved, fundingDeclined } from './messages/funding-decision.ts';
import { fundingDigest } from './messages/funding-digest.ts';
import {
  invoicePaid,
  invoicePaymentFailed,
  invoiceQueried,
  invoiceReceived,
  invoiceRejected,
} from './messages/funding-invoice.ts';
import { courseCompleted, progressDue, progressOverdue } from './messages/funding-progress.ts';
import {
  fundingLinkAgain,
  fundingReceived,
  fundingStarted,
  fundingWithdrawn,
  informationRequested,
} from './messages/funding-request.ts';
import {
  statementAnswered,
  statementAsked,
  statementGiven,
  statementLinkEnded,
  statementNotSupported,
  statementRefused,
} from './messages/funding-statement.ts';
import { offerExpired } from './messages/offer-expired.ts';
import { minimumNotReached, sessionFull } from './messages/organiser-notices.ts';
import { placeHandedOver } from './messages/place-handed-over.ts';
import { placeOffered } from './messages/place-offered.ts';
import { placeReceived } from './messages/place-received.ts';
import { reminder } from './messages/reminder.ts';
import { sessionCancelled } from './messages/session-cancelled.ts';
import { sessionChanged } from './messages/session-changed.ts';

/** Every email that the hub sends. Another is a file in `messages/` and its name here. */
const kinds = [
  bookingConfirmed,
  bookingWaitlisted,
  bookingLink,
  bookingLinkAgain,
  placeOffered,
  offerExpired,
  bookingCancelled,
  sessionChanged,
  sessionCancelled,
  placeHandedOver,
  placeReceived,
  reminder,
  attended,
  didNotAttend,
  sessionFull,
  minimumNotReached,
  fundingStarted,
  fundingReceived,
  fundingLinkAgain,
  statementAsked,
  statementAnswered,
  statementGiven,
  statementNotSupported,
  statementRefused,
  statementLinkEnded,
  informationRequested,
  fundingApproved,
  fundingDeclined,
  fundingWithdrawn,
  awardAboutToLapse,
  awardLapsed,
  invoiceReceived,
  invoiceQueried,
  invoiceRejected,
  invoicePaid,
  invoicePaymentFailed,
  progressDue,
  progressOverdue,
  courseCompleted,
  documentRefused,
  fundingDigest,
] as const;

type MessagesOf<Kinds extends readonly { readonly message: z.ZodObject }[]> = {
  readonly [Index in keyof Kinds]: Kinds[Index]['message'];
};

/** Parses what is stored of an email into the message that `render` takes. */
export const EmailMessage = z.discriminatedUnion(
  'kind',
  kinds.map(({ message }) => message) as unknown as MessagesOf<typeof kinds>,
);
export type EmailMessage = z.output<typeof EmailMessage>;

export interface RenderedEmail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly calendar?: CalendarPart;
}

/** Plain text and HTML that say the same, and a calendar part where the message has a date to keep or to give up. */
export function render(message: EmailMessage, context: RenderContext): RenderedEmail {
  const kind = kinds.find((candidate) => candidate.kind === message.kind) as MessageKind;
  const body: MessageBody = kind.render(message.facts, context);
  return {
    subject: body.subject,
    ...layOut(context.hub, body),
    ...(body.calendar && { calendar: body.calendar }),
  };
}
