import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accepted } from '#http/client.ts';
import { aBooking, aSession, day, hour } from '../../support/hub.ts';
import { type ReceivedEmail, startTestPlatform, type TestPlatform, tokenIn, until } from '../../support/platform.ts';

/** A Monday, three weeks after the platform's clock begins. */
const startsAt = new Date('2027-01-25T13:00:00.000Z');
const endsAt = new Date('2027-01-25T16:00:00.000Z');
const policy = {
  unit: 'working-days' as const,
  notice: 2,
  feeBands: [{ upToMinutes: null, pence: 5000 }],
  payer: 'practice' as const,
  waivedBySubstitute: true,
};
const organiser = 'info@seltraininghub.co.uk';
const calendarOf = (email: ReceivedEmail) =>
  email.attachments.find(({ contentType }) => contentType.includes('calendar'))?.content ?? '';
/** A line of the event, or of the calendar before its time zone; the zone has lines of the same names. */
const lineOf = (calendar: string, name: string) =>
  new RegExp(`^${name}[^:\\r\\n]*:(.*)$`, 'm')
    .exec(calendar.replace(/BEGIN:VTIMEZONE.*END:VTIMEZONE/s, ''))?.[1]
    ?.trim();

describe('a session, from its publication to the certificates', () => {
  let hub: TestPlatform;
  let staff: { token: string };
  let sessionId: string;
  const bookings = new Map<string, string>();
  const at = (instant: Date, milliseconds: number) => new Date(instant.getTime() + milliseconds);

  beforeAll(async () => {
    hub = await startTestPlatform();
    await hub.moveClockTo(new Date('2027-01-04T09:00:00.000Z'));
    staff = { token: await hub.tokenOf('bookings') };
    const details = aSession(await hub.now(), {
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
      capacity: 2,
      minimumNumbers: 2,
      cancellationPolicy: policy,
    });
    ({ sessionId } = accepted(await hub.api.createSession({ body: details }, staff)).body);
    accepted(await hub.api.publishSession({ path: { sessionId }, body: {} }, staff));
  });
  afterAll(() => hub.stop());

  const addressOf = (name: string) => `${name}@nhs.net`;
  /** The latest email to somebody, once its subject begins so. */
  async function latestTo(address: string, subject: string): Promise<ReceivedEmail> {
    const [email] = await until(
      () => hub.emailsTo(address),
      ([newest]) => newest?.subject.startsWith(subject) ?? false,
      15_000,
      `“${subject}” to ${address}`,
    );
    if (!email) throw new Error('no email');
    return email;
  }
  const linkOf = async (name: string) => {
    const emails = await hub.emailsTo(addressOf(name));
    const [newest] = emails;
    if (!newest) throw new Error(`${name} has had no email`);
    return { token: tokenIn(newest) };
  };
  const bookingOf = (name: string) => ({ bookingId: bookings.get(name) ?? '' });
  async function book(name: string) {
    // Whoever names a manager is found from there, too: what says so is written wherever the booking is kept longer.
    const named = name === 'di' ? { managerEmail: 'manager.of.di@nhs.net' } : {};
    const receipt = await hub.booked(sessionId, addressOf(name), named);
    bookings.set(name, receipt.id);
    return receipt;
  }
  const seen = async (name: string) =>
    accepted(await hub.api.getBooking({ path: bookingOf(name) }, await linkOf(name))).body;

  it('fills: who comes first has a place, the others wait in their order, and the organiser hears that it is full', async () => {
    expect(await book('ann')).toMatchObject({ status: 'confirmed' });
    expect(await book('bob')).toMatchObject({ status: 'confirmed' });
    expect(await book('cy')).toMatchObject({ status: 'waitlisted', placeInLine: 1 });
    expect(await book('di')).toMatchObject({ status: 'waitlisted', placeInLine: 2 });
    expect(await book('eve')).toMatchObject({ status: 'waitlisted', placeInLine: 3 });
    await latestTo(organiser, 'This session is full');
    const waiting = await latestTo(addressOf('eve'), 'You are on the waiting list');
    expect(waiting.text).toContain('number 3');
    expect(await seen('eve')).toMatchObject({ status: 'waitlisted', placeInLine: 3 });
  });

  it('moves somebody to the front of the line for a reason, and nobody else', async () => {
    const body = { bookingId: bookings.get('eve') ?? '', before: bookings.get('cy') ?? '', reason: 'Needs it to work' };
    accepted(await hub.api.moveInLine({ path: { sessionId }, body }, staff));
    const waiting = { path: { sessionId }, query: { status: 'waitlisted' as const } };
    const { items } = accepted(await hub.api.listSessionBookings(waiting, staff)).body;
    expect(items.map(({ bookingId }) => bookingId)).toEqual(['eve', 'cy', 'di'].map((name) => bookings.get(name)));
    expect(await seen('cy')).toMatchObject({ placeInLine: 2 });
    const back = { bookingId: body.bookingId, before: null, reason: 'A mistake' };
    accepted(await hub.api.moveInLine({ path: { sessionId }, body: back }, staff));
    expect(await seen('eve')).toMatchObject({ placeInLine: 3 });
  });

  it('gives staff the list for a spreadsheet', async () => {
    const reply = accepted(
      await hub.api.listSessionBookings({ path: { sessionId } }, { ...staff, accept: 'text/csv' }),
    );
    if (reply.status !== 200) throw new Error('only a link');
    const rows = parse(reply.body, { bom: true, columns: true }) as Record<string, string>[];
    expect(rows.map((row) => [row['Work email'], row.Status])).toEqual([
      ['ann@nhs.net', 'confirmed'],
      ['bob@nhs.net', 'confirmed'],
      ['cy@nhs.net', 'waitlisted'],
      ['di@nhs.net', 'waitlisted'],
      ['eve@nhs.net', 'waitlisted'],
    ]);
    expect(rows[0]).toMatchObject({ Name: "Siobhán O'Brien", Workplace: 'G85001', Borough: 'Lambeth' });
  });

  it('lets somebody hand their place over to a colleague, and tells both', async () => {
    const { person } = aBooking(sessionId, addressOf('fay'), {});
    const body = { person: { ...person, name: 'Fay Colleague' } };
    const handed = accepted(await hub.api.substitute({ path: bookingOf('bob'), body }, await linkOf('bob'))).body;
    expect(handed).toMatchObject({ status: 'cancelled', cancelledBecause: 'handed-over' });
    expect(handed).not.toHaveProperty('charge');
    const told = await latestTo(addressOf('bob'), 'You have handed over your place');
    expect(lineOf(calendarOf(told), 'METHOD')).toBe('CANCEL');
    const received = await latestTo(addressOf('fay'), 'You have a place');
    expect(received.text).toContain('https://webinars.example/asthma');
    bookings.set('fay', /bookings\/(\w+)\?/.exec(received.text)?.[1] ?? '');
    expect(await seen('fay')).toMatchObject({ status: 'confirmed', person: { name: 'Fay Colleague' } });
  });

  it('is moved by an hour, and everybody’s calendar with it', async () => {
    const before = calendarOf(await latestTo(addressOf('fay'), 'You have a place'));
    const { version } = accepted(await hub.api.getAnySession({ path: { sessionId } }, staff)).body;
    const body = { version, startsAt: at(startsAt, hour).toISOString(), endsAt: at(endsAt, hour).toISOString() };
    accepted(await hub.api.changeSession({ path: { sessionId }, body }, staff));
    const told = await latestTo(addressOf('fay'), 'This session has changed');
    expect(told.text).toContain('2pm to 5pm');
    const after = calendarOf(told);
    expect(lineOf(after, 'UID')).toBe(lineOf(before, 'UID'));
    expect(Number(lineOf(after, 'SEQUENCE'))).toBeGreaterThan(Number(lineOf(before, 'SEQUENCE')));
    expect(lineOf(after, 'DTSTART')).toBe('20270125T140000');
    const waits = await latestTo(addressOf('di'), 'This session has changed');
    expect(calendarOf(waits)).toBe('');
    expect(waits.text).not.toContain('webinars.example');
    // To everybody, before weeks pass: what is on its way then comes after what follows.
    await hub.untilEmailsSent();
  });

  it('reminds those with a place a week before, once', async () => {
    await hub.moveClockTo(at(startsAt, hour - 7 * day));
    await hub.fire('tend-sessions');
    const reminder = await latestTo(addressOf('ann'), 'In a week');
    expect(reminder.text).toContain('2pm to 5pm');
    await latestTo(addressOf('fay'), 'In a week');
    const emails = await hub.emailCount();
    await hub.fire('tend-sessions');
    await hub.fire('tend-sessions');
    await hub.advance(hour);
    expect(await hub.emailCount()).toBe(emails);
    expect((await hub.emailsTo(addressOf('cy'))).map(({ subject }) => subject.slice(0, 9))).not.toContain('In a week');
  });

  it('says what a late cancellation costs and who pays before it is made, and offers the place to the first in line', async () => {
    // Friday: two whole working days no longer lie between this and the Monday.
    await hub.moveClockTo(new Date('2027-01-22T09:00:00.000Z'));
    const path = bookingOf('ann');
    const link = await linkOf('ann');
    expect(await seen('ann')).toMatchObject({ chargeIfCancelledNow: { pence: 5000, payer: 'practice' } });
    const asked = await hub.api.cancelBooking({ path, body: {} }, link);
    expect(asked).toMatchObject({
      ok: false,
      status: 409,
      code: 'late-cancellation',
      problem: {
        // For people, who see no fields; what a form sends on stands apart.
        detail: expect.not.stringContaining('acceptCharge'),
        charge: { pence: 5000, payer: 'practice' },
        confirmWith: { acceptCharge: true },
      },
    });
    if (!asked.ok) expect(asked.problem.detail).toContain('£50, to be paid by your practice or employer');
    expect(await seen('ann')).toMatchObject({ status: 'confirmed' });
    const cancelled = accepted(await hub.api.cancelBooking({ path, body: { acceptCharge: true } }, link)).body;
    expect(cancelled).toMatchObject({ status: 'cancelled', charge: { pence: 5000, because: 'late-cancellation' } });
    expect((await latestTo(addressOf('ann'), 'Your booking is cancelled')).text).toContain('a fee of £50');
    const offer = await latestTo(addressOf('cy'), 'A place is free for you');
    expect(offer.text).toContain('Answer by: Saturday 23 January 2027');
    expect(await seen('cy')).toMatchObject({ status: 'offered' });
    expect(await hub.book(sessionId, 'late@nhs.net')).toMatchObject({ status: 'waitlisted' });
  });

  it('offers a place that is declined, or that nobody answers for in time, to the next in line', async () => {
    const declined = accepted(await hub.api.declineOffer({ path: bookingOf('cy') }, await linkOf('cy'))).body;
    expect(declined).toMatchObject({ status: 'cancelled', cancelledBecause: 'offer-declined' });
    await latestTo(addressOf('cy'), 'You have declined the place');
    await latestTo(addressOf('di'), 'A place is free for you');
    const { offerEndsAt } = await seen('di');
    await hub.moveClockTo(new Date(offerEndsAt ?? ''));
    const late = await hub.api.acceptOffer({ path: bookingOf('di') }, await linkOf('di'));
    expect(late).toMatchObject({ ok: false, status: 409, code: 'offer-ended' });
    await hub.fire('tend-sessions');
    await latestTo(addressOf('di'), 'The place we kept for you is gone');
    await latestTo(addressOf('eve'), 'A place is free for you');
    const taken = accepted(await hub.api.acceptOffer({ path: bookingOf('eve') }, await linkOf('eve'))).body;
    expect(taken).toMatchObject({ status: 'confirmed', session: { joinLink: 'https://webinars.example/asthma' } });
    const confirmation = await latestTo(addressOf('eve'), 'You have a place');
    expect(lineOf(calendarOf(confirmation), 'DTSTART')).toBe('20270125T140000');
  });

  it('reminds a day and an hour before, and never who cancelled', async () => {
    await hub.moveClockTo(at(startsAt, hour - day));
    await hub.fire('tend-sessions');
    await latestTo(addressOf('fay'), 'Tomorrow');
    await latestTo(addressOf('eve'), 'Tomorrow');
    await hub.moveClockTo(startsAt);
    await hub.fire('tend-sessions');
    expect((await latestTo(addressOf('fay'), 'In an hour')).text).toContain('https://webinars.example/asthma');
    await latestTo(addressOf('eve'), 'In an hour');
    expect((await hub.emailsTo(addressOf('ann')))[0]?.subject).toContain('Your booking is cancelled');
  });

  it('records who came only once it is over, and all of a request or nothing', async () => {
    const record = (attendance: Parameters<typeof hub.api.recordAttendance>[0]['body']['attendance']) =>
      hub.api.recordAttendance({ path: { sessionId }, body: { attendance } }, staff);
    const fay = { ...bookingOf('fay'), attendance: 'attended' as const };
    expect(await record([fay])).toMatchObject({ ok: false, code: 'not-over-yet' });
    expect(await hub.api.completeSession({ path: { sessionId }, body: {} }, staff)).toMatchObject({
      code: 'not-over-yet',
    });
    await hub.moveClockTo(at(endsAt, hour));
    const withAnn = await record([fay, { ...bookingOf('ann'), attendance: 'attended' }]);
    expect(withAnn).toMatchObject({
      ok: false,
      code: 'not-valid',
      problem: { errors: [{ pointer: '/attendance/1/bookingId' }] },
    });
    expect(await seen('fay')).not.toHaveProperty('attendance');

    const both = accepted(await record([fay, { ...bookingOf('eve'), attendance: 'did-not-attend' }])).body.items;
    expect(both).toMatchObject([{ attendance: 'attended' }, { charge: { pence: 5000, because: 'did-not-attend' } }]);
    expect((await latestTo(addressOf('eve'), 'We missed you')).text).toContain('a fee of £50');
  });

  it('sends a certificate to who attended, which anybody can check', async () => {
    const thanks = await latestTo(addressOf('fay'), 'Thank you for coming');
    const { certificateCode: code = '' } = await seen('fay');
    expect(thanks.text).toContain(code);
    const [certificate] = thanks.attachments.filter(({ contentType }) => contentType.startsWith('application/pdf'));
    expect(certificate?.filename).toBe(`certificate-${code}.pdf`);
    expect(certificate?.content.length).toBeGreaterThan(5000);
    const checked = accepted(await hub.api.checkCertificate({ path: { code } })).body;
    expect(checked).toMatchObject({
      valid: true,
      certificate: { initials: 'F. C.', title: 'Asthma reviews in primary care' },
    });
    expect(JSON.stringify(checked)).not.toContain('Colleague');
    const none = accepted(await hub.api.checkCertificate({ path: { code: '22222-22222-22222' } })).body;
    expect(none).toEqual({ valid: false });
  });

  it('lets staff put attendance right: no charge for who is excused, no certificate for who was not there', async () => {
    const attendance = [
      { ...bookingOf('eve'), attendance: 'excused' as const },
      { ...bookingOf('fay'), attendance: 'did-not-attend' as const },
    ];
    const { certificateCode: code = '' } = await seen('fay');
    accepted(await hub.api.recordAttendance({ path: { sessionId }, body: { attendance } }, staff));
    expect(await seen('eve')).not.toHaveProperty('charge');
    expect(accepted(await hub.api.checkCertificate({ path: { code } })).body).toEqual({ valid: false });
    accepted(await hub.api.completeSession({ path: { sessionId }, body: {} }, staff));
    expect(accepted(await hub.api.getSession({ path: { sessionId } })).body.status).toBe('completed');
    const closed = await hub.api.bookPlace({ body: aBooking(sessionId, 'late.comer@nhs.net') });
    expect(closed).toMatchObject({ ok: false, code: 'booking-closed' });
  });

  it('asks IAM for nothing that its policies do not give', async () => {
    expect(await hub.denied()).toEqual([]);
  });
});
