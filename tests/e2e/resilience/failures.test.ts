import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { accepted } from '#http/client.ts';
import { aBooking, hour } from '../../support/hub.ts';
import { sampleOf } from '../../support/long.ts';
import { startTestPlatform, type TestPlatform, until } from '../../support/platform.ts';

const minute = 60_000;

const serviceOf = {
  UpdateItem: 'dynamodb',
  BatchGetItem: 'dynamodb',
  SendRawEmail: 'ses',
  SendMessageBatch: 'sqs',
} as const;

describe('when AWS fails', () => {
  let hub: TestPlatform;

  beforeAll(async () => {
    hub = await startTestPlatform();
  });
  afterEach(() => hub.clearFaults());
  afterAll(() => hub.stop());

  const bookWithKey = (sessionId: string, address: string) =>
    hub.api.bookPlace({ body: aBooking(sessionId, address) }, { idempotencyKey: `key-${address}` });

  /** Moves the clock on until the condition holds, as time would: retries wait by it. */
  async function inTime<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean): Promise<T> {
    for (let step = 0; step < 12; step += 1) {
      const found = await until(ask, wanted, 300, 'a try').catch(() => undefined);
      if (found !== undefined) return found;
      await hub.advance(11 * minute);
    }
    return until(ask, wanted, 1000, 'what should have happened in two hours');
  }

  it.each(sampleOf(['TransactionConflict', 'ThrottlingException', 'ProvisionedThroughputExceededException'], 1))(
    'books all the same through a few answers of %s',
    async (error) => {
      const sessionId = await hub.publishSession();
      await hub.fault({ service: 'dynamodb', operation: 'TransactWriteItems', error, count: 4 });
      const reply = await bookWithKey(sessionId, `${error.toLowerCase()}@nhs.net`);
      expect(reply).toMatchObject({ ok: true, status: 201 });
      expect(await hub.untilEmails(`${error.toLowerCase()}@nhs.net`, 1)).toHaveLength(1);
    },
  );

  it('says that it is busy, and when to come back, if it goes on; and nothing was changed', async () => {
    const sessionId = await hub.publishSession();
    await hub.fault({
      service: 'dynamodb',
      operation: 'TransactWriteItems',
      error: 'TransactionConflict',
      count: 1000,
    });
    const reply = await bookWithKey(sessionId, 'busy@nhs.net');
    expect(reply).toMatchObject({ ok: false, status: 503, code: 'busy' });
    expect(reply.headers.get('retry-after')).toBe('2');
    await hub.clearFaults();
    expect(accepted(await hub.api.getSession({ path: { sessionId } })).body.placesLeft).toBe(30);
    expect(await bookWithKey(sessionId, 'busy@nhs.net')).toMatchObject({ ok: true, status: 201 });
  });

  it('makes one booking when the table did it but the function did not hear so', async () => {
    const sessionId = await hub.publishSession();
    await hub.fault({
      service: 'dynamodb',
      operation: 'TransactWriteItems',
      error: 'InternalServerError',
      status: 500,
      when: 'after',
    });
    const first = await bookWithKey(sessionId, 'unheard@nhs.net');
    const second = await bookWithKey(sessionId, 'unheard@nhs.net');
    expect(second).toMatchObject({ ok: true, status: 201 });
    if (first.ok && second.ok) expect(second.body).toEqual(first.body);
    expect(accepted(await hub.api.getSession({ path: { sessionId } })).body.placesLeft).toBe(29);
    await hub.untilEmails('unheard@nhs.net', 1);
    await sleep(500);
    expect(await hub.emailsTo('unheard@nhs.net')).toHaveLength(1);
  });

  const dying = [
    { operation: 'BatchGetItem', when: 'before' },
    { operation: 'BatchGetItem', when: 'after' },
    { operation: 'TransactWriteItems', when: 'before' },
    { operation: 'TransactWriteItems', when: 'after' },
  ] as const;
  it.each(sampleOf(dying, 2))(
    'makes one booking and one email of a retry after the function dies $when its $operation',
    async ({ operation, when }) => {
      const address = `dies-${operation}-${when}@nhs.net`.toLowerCase();
      const sessionId = await hub.publishSession();
      // Whoever lists it reads in batches as well, and would be killed in place of who books.
      await until(
        () => hub.api.listSessions({ query: { limit: 100 } }),
        (reply) => reply.ok && reply.body.items.some((session) => session.sessionId === sessionId),
        15_000,
        'the session to be listed',
      );
      await hub.fault({ service: 'dynamodb', operation, when, kill: true });
      const died = await bookWithKey(sessionId, address);
      expect(died).toMatchObject({ ok: false, status: 502, code: 'no-answer' });
      expect(await bookWithKey(sessionId, address)).toMatchObject({ ok: true, status: 201 });
      expect(accepted(await hub.api.getSession({ path: { sessionId } })).body.placesLeft).toBe(29);
      await hub.untilEmails(address, 1);
      await sleep(500);
      expect(await hub.emailsTo(address)).toHaveLength(1);
    },
  );

  it.each(sampleOf(['Throttling', 'ServiceUnavailable', 'AccountSendingPausedException'], 1))(
    'sends the email later when SES answers %s',
    async (error) => {
      const address = `ses-${error.toLowerCase()}@nhs.net`;
      const sessionId = await hub.publishSession();
      await hub.fault({ service: 'ses', error, status: error === 'ServiceUnavailable' ? 503 : 400, count: 2 });
      await hub.book(sessionId, address);
      await inTime(
        () => hub.emailsTo(address),
        (emails) => emails.length > 0,
      );
      expect(await hub.emailsTo(address)).toHaveLength(1);
    },
  );

  it('gives an email up that SES refuses for good, and does not try again', async () => {
    const sessionId = await hub.publishSession();
    await hub.fault({ service: 'ses', error: 'InvalidParameterValue' });
    await hub.book(sessionId, 'refused@nhs.net');
    await until(
      async () => hub.logs(),
      (logs) => logs.includes('email-given-up'),
      5000,
      'the email to be given up',
    );
    await hub.advance(2 * hour);
    await hub.fire('requeue-emails');
    await sleep(500);
    expect(await hub.emailsTo('refused@nhs.net')).toHaveLength(0);
  });

  it('sends an email once though the function died after SES took it, since SES says so itself', async () => {
    const sessionId = await hub.publishSession();
    await hub.fault({ service: 'ses', when: 'after', kill: true });
    await hub.book(sessionId, 'taken@nhs.net');
    await hub.untilEmails('taken@nhs.net', 1);
    for (let step = 0; step < 3; step += 1) {
      await hub.advance(11 * minute);
      await hub.fire('requeue-emails');
      await sleep(700);
    }
    expect(await hub.emailsTo('taken@nhs.net')).toHaveLength(1);
  });

  const dyingDeliverers = [
    { caller: 'emails-deliver', operation: 'UpdateItem', when: 'before', step: 'taking the lease' },
    { caller: 'emails-deliver', operation: 'UpdateItem', when: 'after', step: 'taking the lease' },
    {
      caller: 'emails-deliver',
      operation: 'BatchGetItem',
      when: 'after',
      step: 'looking whether the address returns mail',
    },
    { caller: 'emails-deliver', operation: 'SendRawEmail', when: 'before', step: 'sending' },
    { caller: 'changes-relay', operation: 'SendMessageBatch', when: 'before', step: 'relaying' },
    { caller: 'changes-relay', operation: 'SendMessageBatch', when: 'after', step: 'relaying' },
  ] as const;
  it.each(sampleOf(dyingDeliverers, 3))(
    'sends an email once though the function died $when $step',
    async ({ caller, operation, when, step }) => {
      const address = `${when}-${step.replaceAll(' ', '-')}@nhs.net`;
      const sessionId = await hub.publishSession();
      await hub.fault({ service: serviceOf[operation], operation, caller, when, kill: true });
      await hub.book(sessionId, address);
      await inTime(
        () => hub.emailsTo(address),
        (emails) => emails.length > 0,
      );
      await sleep(300);
      expect(await hub.emailsTo(address)).toHaveLength(1);
      expect(await hub.faultsLeft()).toEqual([]);
    },
  );

  it('sends an email at once though the function did not hear that the right to send it is its own', async () => {
    const sessionId = await hub.publishSession();
    await hub.fault({
      service: 'dynamodb',
      operation: 'UpdateItem',
      error: 'InternalServerError',
      status: 500,
      when: 'after',
      caller: 'emails-deliver',
    });
    await hub.book(sessionId, 'lease@nhs.net');
    expect(await hub.untilEmails('lease@nhs.net', 1)).toHaveLength(1);
    expect(await hub.faultsLeft()).toEqual([]);
  });

  it('writes no more to an address that returns mail for good', async () => {
    const address = 'bounce+gone@simulator.amazonses.com';
    const first = await hub.publishSession();
    await hub.book(first, address);
    await hub.untilEmails(address, 1);
    await until(
      async () => hub.logs(),
      (logs) => logs.includes('"status":"bounced"'),
      5000,
      'the bounce to be recorded',
    );
    const second = await hub.publishSession();
    expect((await hub.book(second, address)).status).toBe('confirmed');
    await until(
      async () => hub.logs(),
      (logs) => logs.includes('address-suppressed'),
      5000,
      'the email to be withheld',
    );
    expect(await hub.emailsTo(address)).toHaveLength(1);
  });
});
