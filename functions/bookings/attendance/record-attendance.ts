import { type Attendance, initials } from '#domain/bookings/attendance.ts';
import { type Charge, chargeFor } from '#domain/bookings/cancellation-policy.ts';
import { decideAttendance } from '#domain/bookings/session.ts';
import { certificateCode } from '#domain/reference.ts';
import { owedMessage } from '#email/owed-message.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { FieldError } from '#http/problems.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Random } from '#platform/ids.ts';
import { carryThrough, type Work } from '#platform/work.ts';
import { attendanceBatch, type RecordedAttendance } from '#records/bookings/attendance.ts';
import type { HeldBooking } from '#records/bookings/booking-reads.ts';
import type { StoredSession } from '#records/bookings/stored-session.ts';
import type { bookings } from '../contract.ts';
import { findSession, wrongState } from '../sessions/session.ts';
import { bookingInEmail } from '../telling/booking-email.ts';
import type { SessionUseCaseDeps } from '../use-case-deps.ts';

interface RecordAttendanceDeps extends SessionUseCaseDeps {
  readonly random: Random;
}

interface Seen {
  readonly bookingId: string;
  readonly attendance: Attendance;
}

const subjectOf = (sessionId: string) => `SESSION#${sessionId}`;

/** What is wrong with each entry, before anything is recorded: either all of a request is, or nothing. */
function faultsOf(seen: readonly Seen[], found: ReadonlyMap<string, HeldBooking>, sessionId: string): FieldError[] {
  const twice = (bookingId: string, index: number) =>
    seen.findIndex((other) => other.bookingId === bookingId) !== index;
  return seen.flatMap(({ bookingId }, index): FieldError[] => {
    const booking = found.get(bookingId);
    const fault = (detail: string) => [{ in: 'body' as const, pointer: `/attendance/${index}/bookingId`, detail }];
    if (booking?.sessionId !== sessionId) return fault('There is no such booking for this session');
    if (booking.status !== 'confirmed')
      return fault(`Only who had a place can have come: this booking is ${booking.status}`);
    return twice(bookingId, index) ? fault('Give each booking once') : [];
  });
}

interface Recorded extends Seen {
  readonly charge?: Charge;
  readonly certificateCode?: string;
}

/** What is answered of one booking: as it becomes by these changes, or as it was where it is none of them. */
function asRecorded(
  { booking, attendance }: { readonly booking: HeldBooking | undefined; readonly attendance: Attendance },
  changes: readonly RecordedAttendance[],
): Recorded[] {
  if (!booking) return [];
  const { bookingId } = booking;
  const change = changes.find((candidate) => candidate.booking.bookingId === bookingId);
  const charge = change ? change.charge : booking.charge;
  const code = change ? change.certificate?.code : booking.certificateCode;
  return [{ bookingId, attendance, ...(charge && { charge }), ...(code && { certificateCode: code }) }];
}

/** What follows for one person: a certificate, a charge or neither, and the email that says so. */
function consequences(
  deps: RecordAttendanceDeps,
  booking: HeldBooking,
  attendance: Attendance,
  session: StoredSession,
): RecordedAttendance {
  const facts = bookingInEmail(booking, session);
  const nothing = { booking, attendance, charge: undefined, certificate: undefined, email: undefined };
  if (attendance === 'excused') return nothing;
  const emailId = deps.newId();
  if (attendance === 'did-not-attend') {
    const charge = chargeFor('did-not-attend', session.session.cancellationPolicy, session.session);
    const email = owedMessage(emailId, { kind: 'did-not-attend', facts: { ...facts, ...(charge && { charge }) } });
    return { ...nothing, charge, email };
  }
  const { title, provider, startsAt, endsAt, sessionId } = session.session;
  const code = certificateCode(deps.random);
  const issuedAt = deps.clock().toISOString();
  const { bookingId, name } = booking;
  return {
    ...nothing,
    certificate: {
      code,
      bookingId,
      sessionId,
      title,
      provider,
      startsAt,
      endsAt,
      issuedAt,
      initials: initials(name),
    },
    email: owedMessage(emailId, { kind: 'attended', facts: { ...facts, certificateCode: code, issuedAt } }),
  };
}

export const createRecordAttendance = (
  deps: RecordAttendanceDeps,
): UseCase<typeof bookings.routes.recordAttendance> => {
  async function read(seen: readonly Seen[], sessionId: string, work: Work) {
    const found = await deps.bookings.findMany(
      seen.map(({ bookingId }) => bookingId),
      work,
    );
    const byId = new Map(found.map((booking) => [booking.bookingId, booking]));
    const errors = faultsOf(seen, byId, sessionId);
    if (errors.length > 0) throw new ProblemError('not-valid', { errors });
    return byId;
  }

  return async ({ path, body }, { caller, work, once }) => {
    const { sessionId } = path;
    const seen = body.attendance;
    const session = await findSession(deps.sessions, sessionId, work);
    const decision = decideAttendance(session.session, deps.clock());
    if (decision === 'wrong-state') throw wrongState(session, `The session is ${session.session.status}`);
    if (decision === 'not-over') {
      throw new ProblemError('not-over-yet', { extensions: { endsAt: session.session.endsAt } });
    }
    await read(seen, sessionId, work);

    let items: Recorded[] = [];
    for (let first = 0; first < seen.length; first += attendanceBatch) {
      const batch = seen.slice(first, first + attendanceBatch);
      const before = items;
      // With the last of them, so that a retry of what was broken off records the rest.
      const ofLast = first + attendanceBatch >= seen.length ? once : undefined;
      const { body } = await carryThrough({ work, once: ofLast }, async () => {
        const found = await read(batch, sessionId, work);
        const standing = batch.map(({ bookingId, attendance }) => ({ booking: found.get(bookingId), attendance }));
        const changes = standing.flatMap(({ booking, attendance }) =>
          booking && booking.attendance !== attendance ? [consequences(deps, booking, attendance, session)] : [],
        );
        const audit = {
          action: 'attendance-recorded',
          subject: subjectOf(sessionId),
          actor: caller.sub,
          facts: { bookings: changes.length },
        };
        const reply: { status: 200; body: { items: Recorded[] } } = {
          status: 200,
          body: { items: [...before, ...standing.flatMap((each) => asRecorded(each, changes))] },
        };
        return {
          reply,
          change: (carrying) => deps.bookings.recordAttendance(changes, { ...carrying, audit: [audit] }),
        };
      });
      items = body.items;
    }
    deps.counter.count('AttendanceRecorded', items.length);
    return { status: 200, body: { items } };
  };
};
