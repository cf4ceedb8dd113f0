import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRelayChanges } from '#functions/changes/relay-changes.ts';
import { sha256 } from '#platform/ids.ts';
import { EmailRecord } from '#records/emails/items.ts';
import { createEmailsQueue } from '#records/emails/queue.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { aBooking, createTestHub, type TestHub } from '../../support/hub.ts';
import { scanAll } from '../../support/scan.ts';

describe('the order of emails about one thing', () => {
  let engine: RunningEngine;
  let hub: TestHub;

  beforeAll(async () => {
    engine = await startEngine();
    hub = createTestHub(engine.client);
  });
  afterAll(() => engine.stop());

  it('is kept when one shard of the stream is read long before the other', async () => {
    for (let n = 0; n < 12; n += 1) {
      const sessionId = await hub.publishedSession();
      const bookingId = await hub.booked(aBooking(sessionId, `ordered${n}@nhs.net`));
      hub.time.advance(60_000);
      await hub.cancel(bookingId, await hub.linkTo(bookingId));
    }
    const emails = await scanAll(hub.document, 'records', EmailRecord);
    const inOrder = emails.toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
    // A stream's shards are cut by the partition key, and each is read on its own.
    const shardOf = (pk: string) => Number.parseInt(sha256(pk).slice(0, 2), 16) % 2;
    const shards = [1, 0].map((shard) => inOrder.filter(({ pk }) => shardOf(pk) === shard));
    expect(shards.every((shard) => shard.length > 0)).toBe(true);

    const groups = new Map<string, string[]>();
    const queue = (messages: readonly { group: string; body: unknown }[]) => {
      for (const { group, body } of messages) {
        groups.set(group, [...(groups.get(group) ?? []), (body as { emailId: string }).emailId]);
      }
      return Promise.resolve(new Set<number>());
    };
    const relay = createRelayChanges({
      enqueueEmails: createEmailsQueue({ emails: queue, emailsWithDocuments: queue }),
      enqueueFollowUps: queue,
      enqueueListingChanges: queue,
      enqueueRemovals: queue,
      enqueueEndings: queue,
      enqueueUpkeep: queue,
      setAside: queue,
      log: { event: () => undefined, begin: () => undefined },
      counter: hub.counter,
    });
    for (const shard of shards) {
      const inserted = shard.map((email, index) => ({
        eventName: 'INSERT',
        dynamodb: { SequenceNumber: String(index), NewImage: marshall(email, { removeUndefinedValues: true }) },
      }));
      await relay({ Records: inserted as DynamoDBRecord[] });
    }

    expect(groups.size).toBe(12);
    for (const [group, emailIds] of groups) {
      const made = inOrder.filter(({ about }) => `${about.kind}-${about.id}` === group).map(({ emailId }) => emailId);
      expect(emailIds).toEqual(made);
      expect(made).toHaveLength(2);
    }
  });
});
