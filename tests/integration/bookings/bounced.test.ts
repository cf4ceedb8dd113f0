import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFreeBounced } from '#functions/bookings/places/free-bounced.ts';
import { createRecordEmailStatus } from '#functions/emails/record-email-status.ts';
import type { EmailRef } from '#records/keys.ts';
import { acts } from '../../support/acting-as.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { aBooking, createTestHub, type TestHub, workOf } from '../../support/hub.ts';
import { expectConsistent, readStored } from '../../support/stored-bookings.ts';

const log = { event: () => undefined, begin: () => undefined };
const context = { awsRequestId: 'test', getRemainingTimeInMillis: () => 20_000 } as never;

describe('a booking whose email comes back', () => {
  let engine: RunningEngine;
  let hub: TestHub;

  beforeAll(async () => {
    engine = await startEngine();
    hub = createTestHub(engine.client);
  });
  afterAll(() => engine.stop());

  async function owedTo(address: string) {
    const email = (await hub.owedEmails()).find(({ to }) => to === address);
    if (!email) throw new Error('no email is owed');
    return email;
  }
  /** What SES says of an email. */
  async function tell(email: EmailRef, eventType: 'Bounce' | 'Delivery', address: string, bounceType = 'Permanent') {
    const timestamp = hub.clock().toISOString();
    const message = {
      eventType,
      mail: {
        timestamp,
        tags: { 'email-id': [email.emailId], 'about-kind': [email.about.kind], 'about-id': [email.about.id] },
      },
      ...(eventType === 'Bounce'
        ? { bounce: { timestamp, bounceType, bouncedRecipients: [{ emailAddress: address }] } }
        : { delivery: { timestamp } }),
    };
    await acts('emails-status', createRecordEmailStatus({ ...hub, log }))(
      { Records: [{ Sns: { Message: JSON.stringify(message) } }] } as never,
      context,
    );
  }
  async function bookAndBounce(sessionId: string, address: string) {
    await hub.book(aBooking(sessionId, address));
    await tell(await owedTo(address), 'Bounce', address);
  }
  const free = (sessionId: string, query: { cursor?: string } = {}) =>
    hub.freeBounced({ ...hub.nothing, path: { sessionId }, query }, hub.asStaff());
  const listed = async (sessionId: string) => {
    const reply = await hub.listSessionBookings(
      { ...hub.nothing, path: { sessionId }, query: { limit: 100 } },
      { ...hub.asStaff(), accepts: 'application/json' },
    );
    if (!('body' in reply) || reply.status !== 200) throw new Error('not a list');
    return reply.body.items;
  };
  const expectRight = async (sessionId: string) =>
    expectConsistent(await readStored(hub.document, 'records'), sessionId);

  it('says so on the session’s list, and in its spreadsheet', async () => {
    const sessionId = await hub.publishedSession();
    await bookAndBounce(sessionId, 'nowhere@nhs.net');
    const at = hub.clock().toISOString();
    expect(await listed(sessionId)).toMatchObject([{ emailBouncedAt: at, emailReturned: 'bounced' }]);
    const sheet = await hub.listSessionBookings(
      { ...hub.nothing, path: { sessionId }, query: { limit: 100 } },
      { ...hub.asStaff(), accepts: 'text/csv' },
    );
    if (!('file' in sheet)) throw new Error('not a spreadsheet');
    const [heading = '', line = ''] = sheet.file.content.split('\r\n');
    expect(line.split(',')[heading.split(',').indexOf('Email bounced at (UTC)')]).toBe(at);
  });

  it('says so no more once an email about it has arrived', async () => {
    const sessionId = await hub.publishedSession();
    await hub.book(aBooking(sessionId, 'mended@nhs.net'));
    const email = await owedTo('mended@nhs.net');
    await tell(email, 'Bounce', 'mended@nhs.net');
    hub.time.advance(60_000);
    await tell(email, 'Delivery', 'mended@nhs.net');
    const [booking] = await listed(sessionId);
    expect(booking).not.toHaveProperty('emailBouncedAt');
  });

  it('says nothing where a mailbox was only full, or the email went to another than its holder', async () => {
    const sessionId = await hub.publishedSession();
    await hub.book(aBooking(sessionId, 'holder@nhs.net'));
    const email = await owedTo('holder@nhs.net');
    await tell(email, 'Bounce', 'holder@nhs.net', 'Transient');
    await hub.returnedEmails.cameBack({ ...email, to: 'before@nhs.net' }, hub.clock().toISOString(), workOf());
    await hub.returnedEmails.cameBack(
      { ...email, about: { kind: 'funding-request', id: email.about.id } },
      hub.clock().toISOString(),
      workOf(),
    );
    const [booking] = await listed(sessionId);
    expect(booking).not.toHaveProperty('emailBouncedAt');
  });

  it('is ended by one action of staff, with all others like it: places go to those who wait, and nobody is written to', async () => {
    const sessionId = await hub.publishedSession({ capacity: 3 });
    await hub.book(aBooking(sessionId, 'real@nhs.net'));
    await bookAndBounce(sessionId, 'invented1@nhs.net');
    await hub.emails.suppress('invented2@nhs.net', 'bounced', workOf());
    await hub.book(aBooking(sessionId, 'invented2@nhs.net'));
    await bookAndBounce(sessionId, 'invented3@nhs.net');
    await hub.book(aBooking(sessionId, 'waits@nhs.net'));
    const owedBefore = (await hub.owedEmails()).length;

    expect((await free(sessionId)).body).toEqual({ freed: 3 });
    expect((await free(sessionId)).body).toEqual({ freed: 0 });
    expect((await hub.owedEmails()).length).toBe(owedBefore);
    const { confirmed, inLine, bookings } = await expectRight(sessionId);
    expect(confirmed.map(({ workEmail }) => workEmail)).toEqual(['real@nhs.net']);
    expect(bookings.filter(({ cancelledBecause }) => cancelledBecause === 'email-bounced')).toHaveLength(3);
    expect(inLine).toHaveLength(1);
    await hub.followUp({ kind: 'offer-places', sessionId });
    expect((await expectRight(sessionId)).offered.map(({ workEmail }) => workEmail)).toEqual(['waits@nhs.net']);
  });

  it('stays where staff made it for somebody whom they know, or where the address complained of us', async () => {
    const sessionId = await hub.publishedSession();
    await hub.emails.suppress('by-phone@nhs.net', 'bounced', workOf());
    const { person } = aBooking(sessionId, 'by-phone@nhs.net');
    await hub.bookForPerson({ ...hub.nothing, path: { sessionId }, body: { person } }, hub.asStaff());
    await hub.emails.suppress('complains@nhs.net', 'complained', workOf());
    await hub.book(aBooking(sessionId, 'complains@nhs.net'));
    expect((await free(sessionId)).body).toEqual({ freed: 0 });
    expect((await expectRight(sessionId)).confirmed).toHaveLength(2);
  });

  it('is ended in parts where there are many', async () => {
    const sessionId = await hub.publishedSession({ capacity: 60 });
    for (let each = 0; each < 30; each += 1) {
      await hub.emails.suppress(`many${each}@nhs.net`, 'bounced', workOf());
      await hub.book(aBooking(sessionId, `many${each}@nhs.net`));
    }
    const first = (await free(sessionId)).body;
    expect(first).toMatchObject({ freed: 25, nextCursor: expect.any(String) });
    const second = (await free(sessionId, first.nextCursor === undefined ? {} : { cursor: first.nextCursor })).body;
    expect(second).toEqual({ freed: 5 });
    expect((await expectRight(sessionId)).confirmed).toEqual([]);
  });

  it.each([
    [
      'an email about it arrives',
      async (address: string) => {
        const email = await owedTo(address);
        hub.time.advance(60_000);
        await tell(email, 'Delivery', address);
      },
    ],
    [
      'its person cancels it',
      async (address: string) => {
        const { about } = await owedTo(address);
        await hub.cancel(about.id, await hub.linkTo(about.id));
      },
    ],
  ])('is left as it then is where, as it is about to be ended, %s', async (_title, meanwhile) => {
    const sessionId = await hub.publishedSession();
    const address = `between${hub.clock().getTime()}@nhs.net`;
    await hub.book(aBooking(sessionId, address));
    const email = await owedTo(address);
    await hub.returnedEmails.cameBack(email, hub.clock().toISOString(), workOf());
    let done = false;
    const bookings: typeof hub.bookings = {
      ...hub.bookings,
      async find(bookingId, work) {
        const found = await hub.bookings.find(bookingId, work);
        if (!done) {
          done = true;
          await meanwhile(address);
        }
        return found;
      },
    };
    const freeBounced = createFreeBounced({ ...hub, bookings });
    const reply = await freeBounced({ ...hub.nothing, path: { sessionId }, query: {} }, hub.asStaff());
    expect(reply.body).toEqual({ freed: 0 });
    const { bookings: stored } = await expectRight(sessionId);
    expect(stored[0]?.cancelledBecause).not.toBe('email-bounced');
  });

  it('is ended no more once the session has begun', async () => {
    const sessionId = await hub.publishedSession();
    await bookAndBounce(sessionId, 'late-bounce@nhs.net');
    const session = await hub.sessions.find(sessionId, workOf());
    hub.time.moveTo(session?.session.startsAt ?? '');
    await expect(free(sessionId)).rejects.toMatchObject({ code: 'booking-closed' });
  });

  it('keeps its place where its holder has another address by now: bounces of the old one do not come along', async () => {
    const sessionId = await hub.publishedSession();
    await bookAndBounce(sessionId, 'left.old@nhs.net');
    const me = await hub.confirms(await hub.asksForAccount(aBooking('', 'left.old@nhs.net').person));
    hub.time.advance(1000);
    await hub.movesTo('left.new@nhs.net', me);
    expect((await free(sessionId)).body).toEqual({ freed: 0 });
    expect((await listed(sessionId)).map(({ status }) => status)).toEqual(['confirmed']);
  });
});
