import * as z from 'zod';
import type { EmailSort } from '#domain/email-sort.ts';
import { attended } from './bookings/attended.ts';
import { bookingCancelled } from './bookings/booking-cancelled.ts';
import { bookingConfirmed } from './bookings/booking-confirmed.ts';
import { bookingLink } from './bookings/booking-link.ts';
import { bookingLinkAgain } from './bookings/booking-link-again.ts';
import { bookingWaitlisted } from './bookings/booking-waitlisted.ts';
import { colleaguesBooked } from './bookings/colleagues-booked.ts';
import { didNotAttend } from './bookings/did-not-attend.ts';
import { offerExpired } from './bookings/offer-expired.ts';
import { minimumNotReached, sessionFull } from './bookings/organiser-notices.ts';
import { placeHandedOver } from './bookings/place-handed-over.ts';
import { placeOffered } from './bookings/place-offered.ts';
import { placeReceived } from './bookings/place-received.ts';
import { reminder } from './bookings/reminder.ts';
import { sessionCancelled } from './bookings/session-cancelled.ts';
import { sessionChanged } from './bookings/session-changed.ts';
import { documentRefused } from './documents/document-refused.ts';
import { trainingDocumentRefused } from './documents/training-document-refused.ts';
import { awardAboutToLapse, awardLapsed } from './funding/award.ts';
import { fundingApproved, fundingDeclined } from './funding/decision.ts';
import { fundingDigest } from './funding/digest.ts';
import {
  invoicePaid,
  invoicePaymentFailed,
  invoiceQueried,
  invoiceReceived,
  invoiceRejected,
} from './funding/invoice.ts';
import { courseCompleted, progressDue, progressOverdue } from './funding/progress.ts';
import {
  fundingLinkAgain,
  fundingReceived,
  fundingStarted,
  fundingWithdrawn,
  informationRequested,
} from './funding/request.ts';
import {
  statementAnswered,
  statementAsked,
  statementGiven,
  statementLinkEnded,
  statementNotSupported,
  statementRedirected,
  statementRefused,
} from './funding/statement.ts';
import { layOut } from './layout.ts';
import type { CalendarPart, MessageBody, MessageKind, RenderContext } from './message.ts';
import { newsLetter } from './news/news-letter.ts';
import { accountEnds } from './people/account-ends.ts';
import { accountLeft } from './people/account-left.ts';
import { confirmAccount } from './people/confirm-account.ts';
import { confirmNewEmail, emailChanged, emailToChange } from './people/email-change.ts';
import { recordsMerged, recordsParted } from './people/merged-records.ts';
import { policyChanges } from './people/policy-changes.ts';
import { consentTakenBack, objectionRecorded } from './people/told-choices.ts';
import { trainingDisputeSettled } from './training/dispute-settled.ts';

/** Every email that the hub sends. Another is a file in its area's folder and its name here. */
const kinds = [
  bookingConfirmed,
  bookingWaitlisted,
  bookingLink,
  bookingLinkAgain,
  colleaguesBooked,
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
  statementRedirected,
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
  confirmAccount,
  accountEnds,
  confirmNewEmail,
  emailToChange,
  emailChanged,
  accountLeft,
  recordsMerged,
  recordsParted,
  policyChanges,
  newsLetter,
  consentTakenBack,
  objectionRecorded,
  trainingDisputeSettled,
  trainingDocumentRefused,
] as const;

type MessagesOf<Kinds extends readonly { readonly message: z.ZodObject }[]> = {
  readonly [Index in keyof Kinds]: Kinds[Index]['message'];
};

/** Parses what is stored of an email into the message that `render` takes. A list's own type forgets that no kind of message is missing. */
export const EmailMessage = z.discriminatedUnion(
  'kind',
  kinds.map(({ message }) => message) as unknown as MessagesOf<typeof kinds>,
);
export type EmailMessage = z.output<typeof EmailMessage>;

type KindOfSort<Sort extends EmailSort> = Extract<(typeof kinds)[number], { readonly sort: Sort }>;
/** What is of a sort, as whoever owes it writes it. */
export type MessageOfSort<Sort extends EmailSort> = z.output<KindOfSort<Sort>['message']>;

/** Which kinds nobody is sent without their consent. */
export const isNews = (message: EmailMessage): message is MessageOfSort<'news'> =>
  kinds.some(({ kind, sort }) => kind === message.kind && sort === 'news');

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
