import * as z from 'zod';
import type { emailAddress } from '../domain/fields.ts';
import { periodInLondon } from '../domain/london.ts';
import type { Hub } from '../hub/hub.ts';
import { type EmailBody, facts, link } from './layout.ts';

export interface RenderContext {
  readonly hub: Hub;
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
const SessionSnapshot = z.object({
  sessionId: z.string(),
  title: z.string(),
  format: z.enum(['in-person', 'webinar']),
  provider: z.string(),
  venue: z.string().nullable(),
  joinLink: z.string().nullable(),
  startsAt: z.string(),
  endsAt: z.string(),
  /** Rises with every change of the session, as a calendar wants to know which word is the last. */
  sequence: z.int(),
});
export type SessionSnapshot = z.output<typeof SessionSnapshot>;

export const BookingFacts = z.object({
  bookingId: z.string(),
  reference: z.string(),
  name: z.string(),
  session: SessionSnapshot,
});

/** What a session is, where and when, and the reference of the booking. */
export const bookingFacts = ({ reference, session }: z.output<typeof BookingFacts>) =>
  facts(
    ['Session', session.title],
    ['When', `${periodInLondon(session.startsAt, session.endsAt)} (UK time)`],
    session.venue !== null && session.format === 'in-person' ? ['Where', session.venue] : undefined,
    session.format === 'webinar' ? ['Where', 'Online'] : undefined,
    ['Given by', session.provider],
    ['Your booking reference', reference],
  );

export const manageLink = (text: string, { manageUrl }: RenderContext) => link(text, manageUrl);

/** One kind of email: what it says, made of facts that were stored when it became owed. */
export interface MessageKind<Kind extends string = string, Facts extends z.ZodObject = z.ZodObject> {
  readonly kind: Kind;
  readonly facts: Facts;
  render(facts: z.output<Facts>, context: RenderContext): MessageBody;
}

export const messageKind = <const Kind extends string, Facts extends z.ZodObject>(
  declaration: MessageKind<Kind, Facts>,
) => ({
  ...declaration,
  /** What is stored of it, and parsed again before it is rendered. */
  message: z.object({ kind: z.literal(declaration.kind), facts: declaration.facts }),
});
