import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EmailMessage, render } from '#email/registry.ts';
import { createFollowUpHandler } from '#functions/bookings/follow-up.ts';
import { createDeliverEmail } from '#functions/emails/deliver-email.ts';
import { readStaffParts } from '#functions/funding/requests/read-request.ts';
import { FollowUp } from '#records/bookings/follow-ups.ts';
import { BookingRecord } from '#records/bookings/items.ts';
import { ListingChanges } from '#records/bookings/listing-changes.ts';
import { DocumentRemoval } from '#records/documents/removals.ts';
import { EmailRecord } from '#records/emails/items.ts';
import { EmailJob } from '#records/emails/queue.ts';
import { verifyChain } from '#records/engine/audit-chains.ts';
import { AuditRecord } from '#records/engine/items.ts';
import { readItem } from '#records/engine/read-item.ts';
import { kindOf, recordTypes } from '#records/engine/record.ts';
import { update } from '#records/engine/writes.ts';
import { keys } from '#records/keys.ts';
import { AccountEnding } from '#records/people/account-endings.ts';
import { currentVersion, frozen, hashesOf, type Item, readRelease, releases } from '../../fixtures/releases.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { createTestFunding, type TestFunding } from '../../support/funding.ts';
import { workOf } from '../../support/hub.ts';

const log = { event: () => undefined, begin: () => undefined };
const schemaOf = (type: string) => recordTypes.find((schema) => kindOf(schema)?.type === type);

async function holding(engine: RunningEngine, at: string, items: readonly Item[]): Promise<TestFunding> {
  const hub = createTestFunding(engine.client, at);
  for (const Item of items) await hub.document.send(new PutCommand({ TableName: 'records', Item }));
  return hub;
}

const deliverer = (hub: TestFunding) =>
  createDeliverEmail({
    ...hub,
    ...hub.delivering,
    sendEmail: async () => ({ outcome: 'sent', sesMessageId: 'ses-1' }),
    log,
  });

const ofType = (items: readonly Item[], type: string) => items.filter((item) => item.type === type);
const idsIn = (items: readonly Item[], type: string, field: string) =>
  ofType(items, type).map((item) => String(item[field]));

describe.each(releases())('what release %s has left behind', (version) => {
  const release = readRelease(version);
  let engine: RunningEngine;
  let hub: TestFunding;

  beforeAll(async () => {
    engine = await startEngine();
    hub = await holding(engine, release.at, release.records);
  });
  afterAll(() => engine.stop());

  it('is as it was written when the release was made', () => {
    const own = Object.entries(frozen()).filter(([file]) => file.startsWith(`${version}/`));
    expect(Object.fromEntries(own)).toEqual(hashesOf(version));
  });

  it('is understood, record by record', () => {
    for (const item of [...release.records, ...release.audit]) {
      const schema = schemaOf(item.type);
      expect(schema && readItem(schema, item), `${item.pk} ${item.sk}`).toMatchObject({ readable: true });
    }
  });

  it('is shown by the stores of today, nothing of it left out', async () => {
    const work = workOf();
    for (const sessionId of idsIn(release.records, 'session', 'sessionId')) {
      expect(await hub.sessions.find(sessionId, work)).toBeDefined();
      await hub.attendees.listForSession(sessionId, { limit: 100 }, work);
    }
    for (const id of idsIn(release.records, 'booking', 'bookingId')) {
      expect(await hub.bookings.find(id, work)).toMatchObject({ bookingId: id });
    }
    for (const id of idsIn(release.records, 'funding-request', 'fundingRequestId')) {
      const request = await hub.requests.find(id, work);
      expect(request).toMatchObject({ fundingRequestId: id });
      if (request) await readStaffParts(hub, request, work);
    }
    for (const id of idsIn(release.records, 'invoice', 'invoiceId')) {
      expect(await hub.invoices.find(id, work)).toMatchObject({ invoiceId: id });
    }
    expect(await hub.pots.listAll(work)).toHaveLength(ofType(release.records, 'pot').length);
    expect(hub.unreadable).toEqual([]);
  });

  it('reads, where it is an email, as a whole message', () => {
    const emails = ofType(release.records, 'email').map((item) => EmailRecord.parse(item));
    expect(emails.length).toBeGreaterThan(0);
    for (const { kind, facts, to } of emails) {
      const { subject, text } = render(EmailMessage.parse({ kind, facts }), {
        hub: hub.hub,
        siteUrl: 'https://www.hub.example',
        manageUrl: 'https://www.hub.example/bookings/1?token=t',
        now: new Date(release.at),
        to,
      });
      expect(subject, kind).not.toBe('');
      expect(text, kind).not.toMatch(/undefined|\[object|NaN/);
    }
  });

  it('is carried out, where it waits in a queue', async () => {
    const { emails, followUps, listing, removals, endings } = release.messages;
    for (const body of followUps) await hub.followUp(FollowUp.parse(body));
    const deliver = deliverer(hub);
    for (const body of emails) expect(await deliver(EmailJob.parse(body), workOf())).toEqual({ outcome: 'done' });
    for (const body of endings) expect(AccountEnding.parse(body).sub).not.toBe('');
    for (const body of removals) expect(DocumentRemoval.parse(body).objectKey).not.toBe('');
    for (const body of listing) await hub.upkeep.renew(ListingChanges.parse(body), workOf());
    expect(Math.min(emails.length, followUps.length, listing.length, removals.length)).toBeGreaterThan(0);
  });

  it('is a trail whose chains hold', () => {
    const entries = release.audit.map((item) => AuditRecord.parse(item));
    for (const [chain, own] of Map.groupBy(entries, (entry) => entry.chain)) {
      const known = { chain, entries: own, sealed: [], lastDay: '', now: new Date(release.at) };
      expect(verifyChain({ ...known, retention: hub.hub.retention })).toEqual({ faults: [], expired: 0 });
    }
  });
});

describe('what the next release may leave behind', () => {
  const release = readRelease(currentVersion);
  const newer = (item: Item): Item => ({ ...item, v: Number(item.v) + 1, mood: 'cheerful' });
  let engine: RunningEngine;

  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine.stop());

  it('loses no field of which nothing is known yet, though the record is changed', async () => {
    const items = release.records.map((item) => ({ ...item, mood: 'cheerful' }));
    const hub = await holding(engine, release.at, items);
    for (const item of items) {
      const schema = schemaOf(item.type);
      expect(schema && readItem(schema, item), item.pk).toMatchObject({ readable: true });
    }
    const [bookingId = ''] = idsIn(items, 'booking', 'bookingId');
    const write = update(BookingRecord, keys.booking(bookingId), { set: { reference: 'CHANGED' } });
    expect(await hub.records.updateOne(write, workOf())).toMatchObject({ done: true });
    const { Item } = await hub.document.send(new GetCommand({ TableName: 'records', Key: keys.booking(bookingId) }));
    expect(Item).toMatchObject({ reference: 'CHANGED', mood: 'cheerful' });
  });

  it('is reported and left as it is where its version is newer, and what stands beside it goes on', async () => {
    const [sessionId] = [...Map.groupBy(ofType(release.records, 'booking'), (item) => String(item.sessionId))]
      .toSorted(([, a], [, b]) => b.length - a.length)
      .map(([id]) => id);
    const own = ofType(release.records, 'booking').filter((item) => item.sessionId === sessionId);
    const [first, ...others] = own;
    if (!first || !sessionId || others.length === 0) throw new Error('a session of several bookings is among them');
    const hub = await holding(engine, release.at, [...release.records, newer(first)]);
    const { items } = await hub.attendees.listForSession(sessionId, { limit: 100 }, workOf());
    expect(items.map(({ bookingId }) => bookingId).sort()).toEqual(others.map(({ bookingId }) => bookingId).sort());
    await hub.followUp({ kind: 'tell-attendees', sessionId }).catch(() => undefined);
    expect(hub.unreadable).toContainEqual({
      recordType: 'booking',
      key: `${first.pk} ${first.sk}`,
      fields: 'v',
    });
    const { Item } = await hub.document.send(
      new GetCommand({ TableName: 'records', Key: { pk: first.pk, sk: first.sk } }),
    );
    expect(Item).toEqual(newer(first));
  });

  it('comes again, where it is a message of a kind that nobody knows yet, and the others are carried out', async () => {
    const hub = await holding(engine, release.at, release.records);
    const [sessionId = ''] = idsIn(release.records, 'session', 'sessionId');
    const handler = createFollowUpHandler({
      ...hub,
      log,
      sqs: { send: async () => ({}) } as never,
      queueUrl: 'http://127.0.0.1/queue',
    });
    const message = (messageId: string, body: unknown) => ({
      messageId,
      receiptHandle: messageId,
      body: JSON.stringify(body),
      attributes: { MessageGroupId: messageId, ApproximateReceiveCount: '1' },
    });
    const answer = await handler(
      {
        Records: [
          message('unknown', { kind: 'thank-the-speaker', sessionId }),
          message('known', { kind: 'tell-attendees', sessionId, because: 'a newer reason' }),
        ],
      } as never,
      { awsRequestId: 'test', getRemainingTimeInMillis: () => 20_000 } as never,
    );
    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: 'unknown' }]);
  });
});
