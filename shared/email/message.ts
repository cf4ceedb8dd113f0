import * as z from 'zod';
import { bookingFields, bookingHolderFields } from '#domain/bookings/booking.ts';
import { policyInWords } from '#domain/bookings/cancellation-policy.ts';
import { sessionFields } from '#domain/bookings/session.ts';
import type { EmailSort } from '#domain/email-sort.ts';
import type { emailAddress } from '#domain/people/person.ts';
import { periodInLondon } from '#domain/time/london.ts';
import type { Hub } from '#hub/hub.ts';
import { type Block, type EmailBody, facts, link, paragraph } from './layout.ts';
import { notMeUrl } from './manage-url.ts';

export interface RenderContext {
  readonly hub: Hub;
  /** The hub's website, without a slash at the end. */
  readonly siteUrl: string;
  /** Where the reader sees and changes what the email is about. */
  readonly manageUrl: string;
  readonly now: Date;
  readonly to: z.output<typeof emailAddress>;
}

/** A date to keep in the reader's calendar, or to take out of it. */
export interface CalendarPart {
  readonly method: 'REQUEST' | 'CANCEL';
  /** iCalendar (RFC 5545). */
  readonly content: string;
}

export interface MessageBody extends EmailBody {
  readonly calendar?: CalendarPart;
}

/** A session as it was when the email became owed. */
export const SessionSnapshot = z.object(sessionFields).pick({
  sessionId: true,
  title: true,
  format: true,
  provider: true,
  venue: true,
  joinLink: true,
  startsAt: true,
  endsAt: true,
  cancellationPolicy: true,
  sequence: true,
});
export type SessionSnapshot = z.output<typeof SessionSnapshot>;

export const BookingFacts = z.object({
  bookingId: bookingFields.bookingId,
  reference: bookingFields.reference,
  name: bookingHolderFields.name,
  session: SessionSnapshot,
});
export type BookingFacts = z.output<typeof BookingFacts>;

/** What a session is, where and when. */
export const sessionRows = (session: SessionSnapshot): ([string, string] | undefined)[] => [
  ['Session', session.title],
  ['When', `${periodInLondon(session.startsAt, session.endsAt)} (UK time)`],
  session.venue !== null && session.format === 'in-person' ? ['Where', session.venue] : undefined,
  session.format === 'webinar' ? ['Where', 'Online'] : undefined,
  ['Given by', session.provider],
];

/** What a session is, where and when, and the reference of the booking. */
export const bookingFacts = ({ reference, session }: BookingFacts) =>
  facts(...sessionRows(session), ['Your booking reference', reference]);

export const dear = ({ name }: { readonly name: string }) => paragraph(`Dear ${name},`);

export const manageLink = (text: string, { manageUrl }: Pick<RenderContext, 'manageUrl'>) => link(text, manageUrl);

/**
 * For who has never heard of us: what somebody else made in their name ends with one press.
 *
 * @param unless - `If you did not ask for this booking`
 * @param ends - `cancel it free of charge`
 */
export const notMe = (
  unless: string,
  ends: string,
  { manageUrl, hub }: Pick<RenderContext, 'manageUrl' | 'hub'>,
): Block[] => [
  paragraph(
    `${unless}, use this link to tell us. We will ${ends}, and then accept no form with your email address for ${hub.openForms.holdDays} days.`,
  ),
  link('This was not me', notMeUrl(manageUrl)),
];

/** In every email about a booking that stands: anybody may have made it. */
export const notMyBooking = (context: Pick<RenderContext, 'manageUrl' | 'hub'>): Block[] =>
  notMe('If you did not ask for this booking', 'cancel it free of charge', context);

export const notMyRequest = (context: Pick<RenderContext, 'manageUrl' | 'hub'>): Block[] =>
  notMe('If you did not start this request', 'withdraw it', context);

/** How to join, for those with a place. */
export const joinBlocks = ({ joinLink }: SessionSnapshot): Block[] =>
  joinLink === null ? [] : [link('Join the session', joinLink)];

/** What the cancellation policy means for whoever has a place. */
export const policyBlock = (
  { cancellationPolicy: policy, ...times }: SessionSnapshot,
  { hub }: Pick<RenderContext, 'hub'>,
) =>
  paragraph(
    policy === null
      ? 'If you cannot come, please cancel as soon as you can, so that a colleague can have your place.'
      : policyInWords(policy, times, hub.proclaimedBankHolidays),
  );

/** One kind of email: what it says, made of facts that were stored when it became owed. */
export interface MessageKind<
  Kind extends string = string,
  Facts extends z.ZodObject = z.ZodObject,
  Sort extends EmailSort = EmailSort,
> {
  readonly kind: Kind;
  /** Only `news` may say what staff wrote that is not about the very thing that its reader booked or asked for. */
  readonly sort: Sort;
  readonly facts: Facts;
  render(facts: z.output<Facts>, context: RenderContext): MessageBody;
}

export const messageKind = <const Kind extends string, Facts extends z.ZodObject, const Sort extends EmailSort>(
  declaration: MessageKind<Kind, Facts, Sort>,
) => ({
  ...declaration,
  /** What is stored of it, and parsed again before it is rendered. */
  message: z.object({ kind: z.literal(declaration.kind), facts: declaration.facts }),
});
