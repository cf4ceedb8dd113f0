import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SendEmail, SendOutcome } from '#email/send-email.ts';
import { createDeliverEmail } from '#functions/emails/deliver-email.ts';
import { createRecordEmailStatus } from '#functions/emails/record-email-status.ts';
import { createRequeueOwedEmails } from '#functions/emails/requeue-owed-emails.ts';
import { EmailRecord } from '#records/emails/items.ts';
import { type EmailRef, keys, lists } from '#records/keys.ts';
import { ManageTokenRecord } from '#records/people/items.ts';
import { acts } from '../../support/acting-as.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { aBooking, createTestHub, day, type TestHub, workOf } from '../../support/hub.ts';
import { testedEngines } from '../../support/long.ts';
import { scanAll } from '../../support/scan.ts';
import { seen } from '../../support/seen.ts';

const minute = 60_000;
const log = { event: () => undefined, begin: () => undefined };
const context = { awsRequestId: 'test', getRemainingTimeInMillis: () => 20_000 } as never;

describe.each(testedEngines)('emails that are owed, on %s', (engineName) => {
  let engine: RunningEngine;
  let hub: TestHub;

  beforeAll(async () => {
    engine = await startEngine(engineName);
    hub = createTestHub(engine.client);
  });
  afterAll(() => engine.stop());

  /** Books as somebody new; answers the email that is owed to them. */
  async function owe(address: string): Promise<EmailRef> {
    const sessionId = await hub.publishedSession();
    const bookingId = await hub.booked(aBooking(sessionId, address));
    const email = (await hub.emails.listOwed(8000, workOf())).find(({ about }) => about.id === bookingId);
    if (!email) throw new Error('no email is owed');
    return email;
  }

  /** A deliverer whose SES answers as told, the last answer for ever. */
  function deliverer(...answers: SendOutcome[]) {
    const sent: string[] = [];
    const sendEmail: SendEmail = (_mime, { to }) => {
      sent.push(to);
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      return Promise.resolve(answer ?? { outcome: 'sent', sesMessageId: 'ses-1' });
    };
    const deliver = acts(
      'emails-deliver',
      createDeliverEmail({
        ...hub,
        ...hub.delivering,
        sendEmail,
        log,
      }),
    );
    return { sent, deliver: (email: EmailRef) => deliver(email, workOf()) };
  }

  const stored = (email: EmailRef) => hub.records.find(seen(EmailRecord), keys.email(email), workOf());
  const tell = (message: unknown) =>
    acts('emails-status', createRecordEmailStatus({ ...hub, log }))(
      { Records: [{ Sns: { Message: JSON.stringify(message) } }] } as never,
      context,
    );
  const mailOf = ({ emailId, about }: EmailRef) => ({
    timestamp: hub.clock().toISOString(),
    tags: { 'email-id': [emailId], 'about-kind': [about.kind], 'about-id': [about.id] },
  });

  it('are in the hands of who was not answered, as if they had been: taken once, put off once, and nobody else’s meanwhile', async () => {
    /** As it is where each answer to an update is lost, and the SDK asks again. */
    async function unheard<T>(act: () => Promise<T>): Promise<T> {
      const { middlewareStack } = engine.client;
      middlewareStack.add(
        (next, { commandName = '' }) =>
          async (args) => {
            if (commandName.startsWith('Update')) await next(args);
            return next(args);
          },
        { step: 'build', name: 'unheard' },
      );
      return act().finally(() => middlewareStack.remove('unheard'));
    }
    const email = await owe('unheard@nhs.net');
    const until = new Date(hub.clock().getTime() + 10 * minute).toISOString();
    const taken = await unheard(() => hub.emails.lease(email, until, workOf()));
    if (taken.outcome !== 'leased') throw new Error(taken.outcome);
    expect(taken.email.attempts).toBe(1);
    expect(await hub.emails.lease(email, until, workOf())).toEqual({ outcome: 'held', until });

    await unheard(() => hub.emails.putOff(taken.email, until, 'counts-not', workOf()));
    expect(await stored(email)).toMatchObject({ attempts: 0 });
    const again = await hub.emails.lease(email, until, workOf());
    expect(again.outcome).toBe('leased');
    // Who was late with it takes it from nobody.
    await hub.emails.putOff(taken.email, until, 'counts-not', workOf());
    expect(await hub.emails.lease(email, until, workOf())).toEqual({ outcome: 'held', until });
  });

  it('are sent once, though twenty deliverers try at once', async () => {
    const email = await owe('twenty@nhs.net');
    const { sent, deliver } = deliverer();
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => deliver(email)));
    expect(sent).toEqual(['twenty@nhs.net']);
    expect(outcomes.some(({ outcome }) => outcome === 'done')).toBe(true);
    expect((await stored(email))?.sentAt).toBeDefined();
  });

  it('are tried again later and later, and given up after about three hours', async () => {
    const email = await owe('never@nhs.net');
    const { sent, deliver } = deliverer({ outcome: 'not-sent', reason: 'MessageRejected' });
    const waits: number[] = [];
    for (let attempt = 0; attempt < 40; attempt += 1) {
      const delivery = await deliver(email);
      if (delivery.outcome === 'done') break;
      waits.push(delivery.inSeconds);
      hub.time.advance(delivery.inSeconds * 1000);
    }
    expect(sent).toHaveLength(18);
    expect(waits.slice(0, 3)).toEqual([20, 40, 80]);
    expect(Math.max(...waits)).toBe(900);
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(2.5 * 3600);
    expect(await stored(email)).toMatchObject({ gaveUpBecause: 'MessageRejected' });
    expect(hub.counted.EmailGivenUp).toBe(1);
  });

  it('follow whoever has another address by now, and are held back where that one returns mail', async () => {
    const register = async (address: string) => hub.confirms(await hub.asksForAccount(aBooking('', address).person));
    const [email, otherSpelling] = [await owe('moved.old@nhs.net'), await owe('moved.old+tag@nhs.net')];
    hub.time.advance(1000);
    await hub.movesTo('moved.new@nhs.net', await register('moved.old@nhs.net'));
    const { sent, deliver } = deliverer();
    await deliver(email);
    await deliver(otherSpelling);
    // Who reads `name+tag@` need not be who reads `name@`.
    expect(sent).toEqual(['moved.new@nhs.net', 'moved.old+tag@nhs.net']);
    const told = (await hub.owedEmails()).find(({ kind }) => kind === 'email-changed');
    if (!told) throw new Error('nobody was told');
    await deliver(told);
    expect(sent.at(-1)).toBe('moved.old@nhs.net');

    // Whoever books with the old one from then on may be who has the mailbox now.
    await deliver(await owe('moved.old@nhs.net'));
    expect(sent.at(-1)).toBe('moved.old@nhs.net');

    const another = await owe('bounces.before@nhs.net');
    hub.time.advance(1000);
    await hub.movesTo('bounces.after@nhs.net', await register('bounces.before@nhs.net'));
    await hub.emails.suppress('bounces.after@nhs.net', 'bounced', workOf());
    const before = sent.length;
    await deliver(another);
    expect(sent).toHaveLength(before);
    expect(await stored(another)).toMatchObject({ gaveUpBecause: 'address-suppressed' });
  });

  it('are given up, too, where what is attached cannot be made, and leave no link that opens anything', async () => {
    const email = await owe('no-document@nhs.net');
    const deliver = acts(
      'emails-deliver',
      createDeliverEmail({
        ...hub,
        ...hub.delivering,
        sendEmail: async () => ({ outcome: 'sent', sesMessageId: 'ses-1' }),
        makeAttachments: async () => {
          throw new Error('the font lacks a letter');
        },
        log,
      }),
    );
    const tokens = async () =>
      (await scanAll(hub.document, 'records', ManageTokenRecord)).filter(({ opens }) => opens.id === email.about.id)
        .length;
    const before = await tokens();
    const givenUpBefore = hub.counted.EmailGivenUp ?? 0;
    let tries = 0;
    for (let handled = await deliver(email, workOf()); handled.outcome === 'later'; tries += 1) {
      hub.time.advance(handled.inSeconds * 1000);
      handled = await deliver(email, workOf());
    }
    expect(tries).toBe(17);
    expect(await stored(email)).toMatchObject({ gaveUpBecause: 'not-composed' });
    expect(await tokens()).toBe(before);
    expect(hub.counted.EmailGivenUp).toBe(givenUpBefore + 1);
  });

  it('are left alone while it is not known whether they were sent, and then sent again', async () => {
    const email = await owe('doubt@nhs.net');
    const { sent, deliver } = deliverer(
      { outcome: 'unknown', reason: 'TimeoutError' },
      { outcome: 'sent', sesMessageId: 'ses-2' },
    );
    expect(await deliver(email)).toEqual({ outcome: 'later', inSeconds: 600 });
    hub.time.advance(5 * minute);
    expect(await deliver(email)).toEqual({ outcome: 'later', inSeconds: 300 });
    hub.time.advance(5 * minute);
    expect(await deliver(email)).toEqual({ outcome: 'done' });
    expect(sent).toHaveLength(2);
  });

  it('are not sent again where SES itself says that they were', async () => {
    const email = await owe('says@nhs.net');
    const { sent, deliver } = deliverer({ outcome: 'unknown', reason: 'TimeoutError' });
    await deliver(email);
    await tell({ eventType: 'Send', mail: mailOf(email) });
    hub.time.advance(20 * minute);
    expect(await deliver(email)).toEqual({ outcome: 'done' });
    expect(sent).toHaveLength(1);
  });

  it('were sent when SES itself says, though it said so before its answer arrived', async () => {
    const email = await owe('first-word@nhs.net');
    const at = new Date(hub.clock().getTime() - 5000).toISOString();
    const deliver = acts(
      'emails-deliver',
      createDeliverEmail({
        ...hub,
        ...hub.delivering,
        sendEmail: async () => {
          await tell({ eventType: 'Send', mail: { ...mailOf(email), timestamp: at } });
          return { outcome: 'sent', sesMessageId: 'ses-3' };
        },
        log,
      }),
    );
    await deliver(email, workOf());
    expect((await stored(email))?.sentAt).toBe(at);
  });

  it('have the status that SES’s events say, in whatever order and however often they arrive', async () => {
    const email = await owe('events@nhs.net');
    const at = (seconds: number) => new Date(hub.clock().getTime() + seconds * 1000).toISOString();
    const events = [
      { eventType: 'Send', mail: { ...mailOf(email), timestamp: at(1) } },
      { eventType: 'Delivery', mail: mailOf(email), delivery: { timestamp: at(2) } },
      {
        eventType: 'Complaint',
        mail: mailOf(email),
        complaint: { timestamp: at(3), complainedRecipients: [{ emailAddress: 'Events@nhs.net' }] },
      },
    ];
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...events, ...events], { minLength: 6 }), async (order) => {
        for (const event of order) await tell(event);
        expect(await stored(email)).toMatchObject({ sentAt: at(1), deliveredAt: at(2), complainedAt: at(3) });
      }),
      { numRuns: 10 },
    );
    expect(await hub.emails.isSuppressed('events@nhs.net', workOf())).toBe(true);
  });

  it('are not withheld from an address whose mailbox was only full', async () => {
    const email = await owe('full@nhs.net');
    const bounce = {
      timestamp: hub.clock().toISOString(),
      bounceType: 'Transient',
      bouncedRecipients: [{ emailAddress: 'full@nhs.net' }],
    };
    await tell({ eventType: 'Bounce', mail: mailOf(email), bounce });
    expect(await hub.emails.isSuppressed('full@nhs.net', workOf())).toBe(false);
  });

  it('suppress an address anew by what SES bounces of itself, but not by what its own list withheld', async () => {
    const bounceOf = (address: string, bounceSubType: string) => ({
      timestamp: hub.clock().toISOString(),
      bounceType: 'Permanent',
      bounceSubType,
      bouncedRecipients: [{ emailAddress: address }],
    });
    const listed = await owe('on-its-list@nhs.net');
    const bounce = bounceOf('on-its-list@nhs.net', 'OnAccountSuppressionList');
    await tell({ eventType: 'Bounce', mail: mailOf(listed), bounce });
    expect(await hub.emails.isSuppressed('on-its-list@nhs.net', workOf())).toBe(false);
    expect((await stored(listed))?.bouncedAt).toBeDefined();
    const gone = await owe('general@nhs.net');
    await tell({ eventType: 'Bounce', mail: mailOf(gone), bounce: bounceOf('general@nhs.net', 'General') });
    expect(await hub.emails.isSuppressed('general@nhs.net', workOf())).toBe(true);
  });

  it('are withheld from an address that refuses them, until that is a year ago', async () => {
    await hub.emails.suppress('gone@nhs.net', 'bounced', workOf());
    const { sent, deliver } = deliverer();
    await deliver(await owe('gone@nhs.net'));
    expect(sent).toEqual([]);
    hub.time.advance(366 * day);
    await deliver(await owe('gone@nhs.net'));
    expect(sent).toEqual(['gone@nhs.net']);
  });

  it('are listed by key alone, in as many parts as spread what a whole hub writes', async () => {
    for (let n = 0; n < 20; n += 1) await owe(`spread${n}@nhs.net`);
    const parts = new Set<string>();
    for (let shard = 0; shard < 8; shard += 1) {
      const { Items = [] } = await hub.document.send(
        new QueryCommand({
          TableName: 'records',
          IndexName: 'owed',
          KeyConditionExpression: 'owedpk = :part',
          ExpressionAttributeValues: { ':part': lists.emailsOwed(shard).pk },
        }),
      );
      for (const item of Items) {
        expect(Object.keys(item).sort()).toEqual(['expiresAt', 'owedpk', 'owedsk', 'pk', 'sk']);
        parts.add(String(item.owedpk));
      }
    }
    expect(parts.size).toBeGreaterThan(4);
  });

  it('go in line again after a quarter of an hour, and are counted after an hour', async () => {
    const email = await owe('overdue@nhs.net');
    const queued: string[] = [];
    const requeue = acts(
      'emails-requeue',
      createRequeueOwedEmails({
        ...hub,
        log,
        enqueue: (emails) => {
          queued.push(...emails.map(({ emailId }) => emailId));
          return Promise.resolve(new Set<string>());
        },
      }),
    );
    await requeue({}, context);
    expect(queued).not.toContain(email.emailId);
    hub.time.advance(16 * minute);
    await requeue({}, context);
    expect(queued).toContain(email.emailId);
    const before = hub.counted.EmailsOwedTooLong ?? 0;
    hub.time.advance(60 * minute);
    await requeue({}, context);
    expect(hub.counted.EmailsOwedTooLong ?? 0).toBeGreaterThan(before);
  });

  it('are forgotten after thirty days, with their contents', async () => {
    const email = await owe('month@nhs.net');
    hub.time.advance(31 * day);
    expect(await stored(email)).toBeUndefined();
    const { sent, deliver } = deliverer();
    expect(await deliver(email)).toEqual({ outcome: 'done' });
    expect(sent).toEqual([]);
  });
});
