import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SendOutcome } from '#email/send-email.ts';
import { createDeliverEmail } from '#functions/emails/deliver-email.ts';
import { createRequeueOwedEmails } from '#functions/emails/requeue-owed-emails.ts';
import type { LogEvents } from '#platform/logger.ts';
import { EmailRecord } from '#records/emails/items.ts';
import { type EmailRef, keys } from '#records/keys.ts';
import { ManageTokenRecord } from '#records/people/items.ts';
import { acts } from '../../support/acting-as.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { aBooking, createTestHub, day, type TestHub, workOf } from '../../support/hub.ts';
import { isLong } from '../../support/long.ts';
import { scanAll } from '../../support/scan.ts';
import { seen } from '../../support/seen.ts';

const minute = 60_000;
/** Far more than the three hours after which what cannot be sent is given up. */
const pausedDays = isLong ? 4 : 1;
const context = { awsRequestId: 'test', getRemainingTimeInMillis: () => 20_000 } as never;
const taken: SendOutcome = { outcome: 'sent', sesMessageId: 'ses-1' };
const paused: SendOutcome = { outcome: 'stopped', reason: 'AccountSendingPausedException' };

describe('emails while nothing can be sent', () => {
  let engine: RunningEngine;
  let hub: TestHub;

  beforeAll(async () => {
    engine = await startEngine();
    hub = createTestHub(engine.client);
  });
  afterAll(() => engine.stop());

  const stored = (email: EmailRef) => hub.records.find(seen(EmailRecord), keys.email(email), workOf());
  const owedAbout = async (id: string) => (await hub.owedEmails()).filter(({ about }) => about.id === id);

  /** A queue of groups, a deliverer behind it and the net beside it; SES answers as `ses` says at the time. */
  function sending() {
    const events: (keyof LogEvents)[] = [];
    const log = { event: (name: keyof LogEvents) => void events.push(name), begin: () => undefined };
    const world = { ses: taken, tries: 0, sent: [] as EmailRef[], events };
    const line: { email: EmailRef; from: number }[] = [];
    const deliver = acts(
      'emails-deliver',
      createDeliverEmail({
        ...hub,
        ...hub.delivering,
        log,
        sendEmail: async (_mime, email) => {
          world.tries += 1;
          if (world.ses.outcome === 'sent') world.sent.push(email);
          return world.ses;
        },
      }),
    );
    const requeue = acts(
      'emails-requeue',
      createRequeueOwedEmails({
        ...hub,
        log,
        enqueue: async (emails) => {
          line.push(...emails.map((email) => ({ email, from: 0 })));
          return new Set<string>();
        },
      }),
    );
    /** Hands out what is visible: of each group only what stands first. */
    async function drain() {
      for (let index = 0; index < line.length; ) {
        const message = line[index];
        if (!message) return;
        const { id } = message.email.about;
        const first = line.find(({ email }) => email.about.id === id);
        const now = hub.clock().getTime();
        if (first !== message || message.from > now) {
          index += 1;
          continue;
        }
        const handled = await deliver(message.email, workOf());
        if (handled.outcome === 'done') {
          line.splice(index, 1);
          index = 0;
        } else message.from = now + handled.inSeconds * 1000;
      }
    }
    return {
      world,
      deliver: (email: EmailRef) => deliver(email, workOf()),
      put: (email: EmailRef) => line.push({ email, from: 0 }),
      waiting: () => line.length,
      requeue: (event: unknown = {}) => requeue(event, context),
      drain,
      async pass(milliseconds: number) {
        for (let passed = 0; passed < milliseconds; passed += 15 * minute) {
          hub.time.advance(15 * minute);
          await requeue({}, context);
          await drain();
        }
      },
    };
  }

  async function bookAndCancel(address: string) {
    const sessionId = await hub.publishedSession();
    const bookingId = await hub.booked(aBooking(sessionId, address));
    const [confirmed] = await hub.owedEmails().then((all) => all.filter(({ about }) => about.id === bookingId));
    hub.time.advance(1000);
    await hub.cancel(bookingId, await hub.linkTo(bookingId));
    const cancelled = (await owedAbout(bookingId)).find(({ emailId }) => emailId !== confirmed?.emailId);
    if (!confirmed || !cancelled) throw new Error('two emails are owed');
    return { bookingId, confirmed, cancelled };
  }

  it('are all kept though SES is paused for days, and all go when it ends, in their order', async () => {
    const subjects = [await bookAndCancel('paused1@nhs.net'), await bookAndCancel('paused2@nhs.net')];
    const { world, put, pass, waiting } = sending();
    for (const { confirmed, cancelled } of subjects) {
      put(confirmed);
      put(cancelled);
    }
    world.ses = paused;
    await pass(pausedDays * day);
    for (const { confirmed, cancelled } of subjects) {
      expect(await stored(confirmed)).not.toHaveProperty('gaveUpAt');
      expect(await stored(confirmed)).toMatchObject({ attempts: 0 });
      expect(await stored(cancelled)).not.toHaveProperty('gaveUpAt');
    }
    // Twice an hour for each of the two that stand first, and never one behind them.
    expect(world.tries).toBeLessThanOrEqual(2 * (pausedDays * 48 + 20));
    expect(waiting()).toBeLessThanOrEqual(4);
    world.ses = taken;
    await pass(60 * minute);
    for (const { bookingId, confirmed, cancelled } of subjects) {
      const sent = world.sent.filter(({ about }) => about.id === bookingId).map(({ emailId }) => emailId);
      expect(sent).toEqual([confirmed.emailId, cancelled.emailId]);
    }
  });

  it('are tried again within seconds where only the rate was too high', async () => {
    const { confirmed } = await bookAndCancel('rate@nhs.net');
    const { world, deliver } = sending();
    world.ses = { outcome: 'stopped', reason: 'Throttling' };
    expect(await deliver(confirmed)).toEqual({ outcome: 'later', inSeconds: 5 });
    world.ses = taken;
    expect(await deliver(confirmed)).toEqual({ outcome: 'done' });
    expect(await stored(confirmed)).toMatchObject({ attempts: 1 });
  });

  it('leave no link behind that stands in no email', async () => {
    const { confirmed, bookingId } = await bookAndCancel('links@nhs.net');
    const links = async () =>
      (await scanAll(hub.document, 'records', ManageTokenRecord)).filter(({ opens }) => opens.id === bookingId).length;
    const before = await links();
    const { world, deliver } = sending();
    world.ses = { outcome: 'stopped', reason: 'Throttling' };
    for (let attempt = 0; attempt < 10; attempt += 1) await deliver(confirmed);
    expect(await links()).toBe(before);
    world.ses = taken;
    await deliver(confirmed);
    expect(await links()).toBe(before + 1);
  });

  it('go in their order though the later one comes first', async () => {
    const { confirmed, cancelled } = await bookAndCancel('overtakes@nhs.net');
    const { world, put, drain, pass } = sending();
    put(cancelled);
    await drain();
    expect(world.sent).toEqual([]);
    put(confirmed);
    await drain();
    await pass(30 * minute);
    expect(world.sent.filter(({ about }) => about.id === confirmed.about.id).map(({ emailId }) => emailId)).toEqual([
      confirmed.emailId,
      cancelled.emailId,
    ]);
  });

  const change = (email: EmailRef, name: string, value: unknown) =>
    hub.document.send(
      new UpdateCommand({
        TableName: 'records',
        Key: keys.email(email),
        UpdateExpression: 'SET #name = :value',
        ExpressionAttributeNames: { '#name': name },
        ExpressionAttributeValues: { ':value': value },
      }),
    );

  it.each<[string, string, unknown]>([
    ['of a kind', 'kind', 'something-newer'],
    ['that says something', 'facts', { says: 'something newer' }],
    ['of a version', 'v', 99],
  ])(
    'are owed as long as they are kept where one is %s that only newer code knows, and keep none behind them waiting',
    async (_what, name, newer) => {
      const { confirmed, cancelled } = await bookAndCancel(`newer-${name}@nhs.net`);
      const older = (await stored(confirmed))?.[name as 'kind'];
      await change(confirmed, name, newer);
      const { world, put, drain, pass } = sending();
      const counted = hub.counted.EmailNotReadable ?? 0;
      put(confirmed);
      put(cancelled);
      await drain();
      expect(world.sent.map(({ emailId }) => emailId)).toEqual([cancelled.emailId]);
      expect(world.events).toContain('email-not-readable');
      expect(hub.counted.EmailNotReadable).toBeGreaterThan(counted);
      await pass(pausedDays * day);
      await change(confirmed, name, older ?? 1);
      expect(await stored(confirmed)).not.toHaveProperty('gaveUpAt');
      await pass(60 * minute);
      expect((await stored(confirmed))?.sentAt).toBeDefined();
    },
  );

  it('are owed again where they were given up in a period, but not where a later word has been sent', async () => {
    const from = hub.clock().toISOString();
    const overtaken = await bookAndCancel('overtaken@nhs.net');
    const again = await bookAndCancel('again@nhs.net');
    const { world, put, drain, requeue } = sending();
    world.ses = { outcome: 'refused', reason: 'InvalidParameterValue' };
    for (const email of [overtaken.confirmed, again.confirmed, again.cancelled]) put(email);
    await drain();
    expect(await stored(again.confirmed)).toMatchObject({ gaveUpBecause: 'InvalidParameterValue' });
    world.ses = taken;
    put(overtaken.cancelled);
    await drain();
    world.sent.length = 0;
    hub.time.advance(minute);
    await requeue({
      givenUp: { from: hub.clock().toISOString(), to: new Date(hub.clock().getTime() + day).toISOString() },
    });
    await drain();
    const ours = () =>
      world.sent
        .filter(({ about }) => [overtaken.bookingId, again.bookingId].includes(about.id))
        .map(({ emailId }) => emailId);
    expect(ours()).toEqual([]);
    await requeue({ givenUp: { from, to: hub.clock().toISOString() } });
    await drain();
    expect(ours()).toEqual([again.confirmed.emailId, again.cancelled.emailId]);
    expect(await stored(overtaken.confirmed)).toHaveProperty('gaveUpAt');
    expect(world.events).toContain('emails-owed-again');
  });

  it('are counted apart where their address refuses mail: anybody can bring that about', async () => {
    const { confirmed } = await bookAndCancel('refuses@nhs.net');
    await hub.emails.suppress('refuses@nhs.net', 'bounced', workOf());
    const before = { ...hub.counted };
    await sending().deliver(confirmed);
    expect(await stored(confirmed)).toMatchObject({ gaveUpBecause: 'address-suppressed' });
    expect(hub.counted.EmailGivenUp).toBe(before.EmailGivenUp);
    expect(hub.counted.EmailToSuppressedAddress).toBe((before.EmailToSuppressedAddress ?? 0) + 1);
  });
});
