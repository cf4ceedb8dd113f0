import * as z from 'zod';
import { bookingStatuses } from '../domain/booking.ts';
import { emailAddress, id, instant, jobRole, line, paragraphs, secureUrl, workplace } from '../domain/fields.ts';
import { sessionFormats, sessionStatuses } from '../domain/session.ts';
import type { RetentionRuleName } from '../privacy/retention.ts';
import { notPersonal, personal } from '../privacy/stored-fields.ts';

const count = z.int().min(0);

/**
 * One kind of stored record: its shape, each field with a data class, and the rule by which it ends.
 * `v` rises when the shape changes so that old records need translating.
 */
function record<const Type extends string, Shape extends z.ZodRawShape>(
  type: Type,
  retention: RetentionRuleName | 'kept',
  shape: Shape,
) {
  const schema = z.object({
    ...notPersonal({
      type: z.literal(type),
      v: z.literal(1),
      pk: z.string(),
      sk: z.string(),
      gsi1pk: z.string().optional(),
      gsi1sk: z.string().optional(),
      gsi2pk: z.string().optional(),
      gsi2sk: z.string().optional(),
    }),
    ...(retention === 'kept' ? {} : notPersonal({ expiresAt: z.int() })),
    ...shape,
  }) as unknown as z.ZodObject<
    {
      type: z.ZodLiteral<Type>;
      v: z.ZodLiteral<1>;
      pk: z.ZodString;
      sk: z.ZodString;
      gsi1pk: z.ZodOptional<z.ZodString>;
      gsi1sk: z.ZodOptional<z.ZodString>;
      gsi2pk: z.ZodOptional<z.ZodString>;
      gsi2sk: z.ZodOptional<z.ZodString>;
      expiresAt: z.ZodOptional<z.ZodInt>;
    } & Shape
  >;
  retentionOf.set(schema, retention);
  recordTypes.push(schema);
  return schema;
}

type StorageField = 'type' | 'v' | 'pk' | 'sk' | 'gsi1pk' | 'gsi1sk' | 'gsi2pk' | 'gsi2sk' | 'expiresAt';

/** What a record says, without how it is stored. */
export type FactsOf<S extends z.ZodObject> = Omit<z.output<S>, StorageField>;

const retentionOf = new WeakMap<z.ZodObject, RetentionRuleName | 'kept'>();
/** Every kind of record there is: what the tests of the data inventory go through. */
export const recordTypes: z.ZodObject[] = [];

/** The rule by which records of this kind end; `kept` for those that hold nothing personal. */
export const retentionRuleOf = (schema: z.ZodObject): RetentionRuleName | 'kept' | undefined => retentionOf.get(schema);

export const SessionRecord = record('session', 'kept', {
  ...notPersonal({
    sessionId: id,
    title: line(150),
    description: paragraphs(4000),
    format: z.enum(sessionFormats),
    provider: line(200),
    venue: line(300).nullable(),
    joinLink: secureUrl.nullable(),
    startsAt: instant,
    endsAt: instant,
    status: z.enum(sessionStatuses),
    version: z.int().min(1),
    createdAt: instant,
    publishedAt: instant.optional(),
  }),
});

export const PlacesRecord = record('places', 'kept', {
  ...notPersonal({
    sessionId: id,
    status: z.enum(sessionStatuses),
    capacity: z.int().min(1),
    confirmed: count,
    waitlisted: count,
    startsAt: instant,
  }),
});

export const BookingRecord = record('booking', 'booking', {
  ...notPersonal({
    bookingId: id,
    sessionId: id,
    personId: id,
    reference: z.string(),
    status: z.enum(bookingStatuses),
    bookedAt: instant,
    cancelledAt: instant.optional(),
  }),
  ...personal('booking', {
    name: line(200),
    workEmail: emailAddress,
    workplace,
    jobRole,
    jobTitle: line(120),
    managerEmail: emailAddress.optional(),
  }),
});

/** Kept apart from the booking, since it says something about a person's health and is needed only until the session is over. */
export const AccessNeedsRecord = record('access-needs', 'access-needs', {
  ...notPersonal({ bookingId: id }),
  ...personal('access-needs', { accessNeeds: paragraphs(1000) }),
});

/** That a person holds a booking for a session: its key is what makes a second one impossible. */
export const AttendeeRecord = record('attendee', 'booking', {
  ...notPersonal({ sessionId: id, personId: id, bookingId: id }),
});

/** A person, known by one work email. What a booking says of them is not copied here after the first: anybody may type an address. */
export const PersonRecord = record('person', 'account', {
  ...notPersonal({ personId: id, createdAt: instant, lastActiveAt: instant }),
  ...personal('account', { name: line(200), workEmail: emailAddress, workplace, jobRole, jobTitle: line(120) }),
});

export const AddressRecord = record('address', 'account', {
  ...notPersonal({ personId: id }),
});

export const ManageTokenRecord = record('manage-token', 'booking', {
  ...notPersonal({ bookingId: id, createdAt: instant }),
});

/** An email: owed from the change that caused it until it is sent, then kept for a while to answer “did it arrive?”. */
export const EmailRecord = record('email', 'email', {
  ...notPersonal({
    emailId: id,
    kind: z.string(),
    bookingId: id,
    createdAt: instant,
    attempts: count,
    /** While set and in the future, somebody is sending it, or it is not known whether they did. */
    leasedUntil: instant.optional(),
    sesMessageId: z.string().optional(),
    sentAt: instant.optional(),
    deliveredAt: instant.optional(),
    bouncedAt: instant.optional(),
    complainedAt: instant.optional(),
    gaveUpAt: instant.optional(),
    gaveUpBecause: z.string().optional(),
    /** When the manage link in it ends, in seconds since 1970: with the booking that it opens. */
    linkExpiresAt: z.int(),
  }),
  ...personal('email', { to: emailAddress, facts: z.record(z.string(), z.unknown()) }),
});

export const SuppressedAddressRecord = record('suppressed-address', 'suppressed-address', {
  ...personal('suppressed-address', { reason: z.enum(['bounced', 'complained']), since: instant }),
});

export const ReplyRecord = record('reply', 'reply-to-retry', {
  ...notPersonal({ fingerprint: z.string(), status: z.int() }),
  ...personal('reply-to-retry', { body: z.string() }),
});

/** An entry of the Audit table. Nothing changes or deletes one but its retention. */
export const AuditRecord = record('audit', 'audit', {
  ...notPersonal({
    at: instant,
    action: z.string(),
    subject: z.string(),
    chain: id,
    position: z.int().min(1),
    previousHash: z.string().nullable(),
    hash: z.string(),
    facts: z.record(z.string(), z.unknown()),
  }),
  ...personal('audit', { actor: z.string() }),
});
