import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { StoreKind } from '#privacy/store-kinds.ts';
import { aFundingRequest } from '../../support/funding-nouns.ts';
import { fundingVisitorOf } from '../../support/funding-visitor.ts';
import { aBooking, day } from '../../support/hub.ts';
import { startTestPlatform, type TestPlatform, until } from '../../support/platform.ts';
import { scanAll } from '../../support/scan.ts';
import { type Found, searchEverywhere, storesIn } from '../../support/search-everywhere.ts';
import { uploadFor } from '../../support/uploads.ts';

const planted = 'Ottoline-Quirke-Vane';
const stream = 'changes Records';

/** A stage of its own, since what is planted stays. */
describe('a search of every store finds what is planted in', () => {
  let hub: TestPlatform;

  beforeAll(async () => {
    hub = await startTestPlatform();
  });
  afterAll(() => hub?.stop());

  const resource = (name: string) => {
    const found = hub.kept.resources.find(({ logicalId }) => logicalId.replace(/[0-9A-F]{8}$/, '') === name);
    if (!found) throw new Error(`There is no ${name}`);
    return found;
  };
  const putObject = (bucket: string, key: string, body: Buffer) =>
    hub.kept.objects.put({
      bucket: resource(bucket).ref,
      key,
      contentType: 'text/plain',
      encryption: '',
      encryptionKey: '',
      body,
    });
  const send = async (queue: string, body: object) => {
    const { ref, properties } = resource(queue);
    const response = await fetch(hub.kept.queues, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-amz-json-1.0', 'X-Amz-Target': 'AmazonSQS.SendMessage' },
      body: JSON.stringify({
        QueueUrl: ref,
        MessageBody: JSON.stringify(body),
        ...(properties.FifoQueue === true && { MessageGroupId: 'planted', MessageDeduplicationId: 'planted' }),
      }),
    });
    if (!response.ok) throw new Error(await response.text());
  };
  /** What is on its way is found for as long as it is: nothing else is looked through meanwhile. */
  const untilFound = (value: string, kind: StoreKind, name: string) =>
    until(
      () => searchEverywhere(hub, value, [kind]),
      (found) => storesIn(found).includes(`${kind} ${name}`),
      15_000,
      `${value} in ${name}`,
      20,
    );

  it('a table: in any field, in what is packed, and in the stream of what became of it', async () => {
    await hub.fill([
      { pk: 'SESSION#planted', sk: 'SESSION', deep: { er: [{ text: `from ${planted}` }] }, packed: gzipSync(planted) },
      { pk: 'REPLY#planted', sk: 'REPLY', body: JSON.stringify({ name: planted }) },
    ]);
    const found = await searchEverywhere(hub, planted);
    expect(storesIn(found)).toEqual([stream, 'items Records', 'items Records REPLY#']);
    const items = found.filter(({ kind }) => kind === 'items').map(({ key, path }) => `${key}: ${path}`);
    expect(items.sort()).toEqual([
      'REPLY#planted REPLY: body',
      'SESSION#planted SESSION: deep.er[0].text',
      'SESSION#planted SESSION: packed',
    ]);
  });

  it.each([
    ['Documents', 'documents/'],
    ['Documents', 'training-documents/'],
    ['Documents', 'exports/'],
    ['AccessLogs', 'documents/'],
    ['Seals', 'audit-heads/'],
  ])('an object of the bucket %s under %s, an old version of it, and one that a marker hides', async (bucket, part) => {
    const value = `${planted}-${bucket}-${part.slice(0, -1)}`;
    const key = `${part}planted`;
    putObject(bucket, key, Buffer.from(value));
    putObject(bucket, key, Buffer.from('a newer version'));
    hub.kept.objects.delete(resource(bucket).ref, key);
    expect(await searchEverywhere(hub, value)).toEqual([
      { kind: 'objects', resource: bucket, part, key, path: 'body' },
    ]);
  });

  it('an upload that is not finished, and the key of one that is', async () => {
    const bucket = resource('Documents').ref;
    const upload = { bucket, key: 'exports/bookings/unfinished.csv', contentType: 'text/csv' };
    const { uploadId } = hub.kept.uploads.begin({ ...upload, encryption: '', encryptionKey: '' });
    hub.kept.uploads.keepPart(uploadId, 1, Buffer.from(`${planted}-unfinished`));
    putObject('Documents', `exports/${planted}-key`, Buffer.from('nothing'));
    expect(await searchEverywhere(hub, `${planted}-unfinished`)).toMatchObject([{ path: 'unfinished' }]);
    expect(await searchEverywhere(hub, `${planted}-key`)).toMatchObject([{ path: 'key' }]);
  });

  it.each(['EventDeadLetters', 'EmailDeadLetters', 'FollowUpDeadLetters', 'ListingDeadLetters', 'DocumentDeadLetters'])(
    'the dead letters %s',
    async (queue) => {
      await send(queue, { name: `${planted}-${queue}` });
      expect(storesIn(await searchEverywhere(hub, `${planted}-${queue}`))).toEqual([`messages ${queue}`]);
    },
  );

  it.each(['Emails', 'EmailsWithDocuments', 'FollowUps', 'ListingChanges', 'DocumentRemovals'])(
    'the queue %s, while its reader fails at it',
    async (queue) => {
      await send(queue, { name: `${planted}-${queue}` });
      await untilFound(`${planted}-${queue}`, 'messages', queue);
    },
  );

  it('a topic, and then the dead letters of the function that fails at it', async () => {
    const value = `${planted}@nhs.net`.toLowerCase();
    const timestamp = (await hub.now()).toISOString();
    const id = '01J00000000000000000000000';
    await hub.fault({ service: 'dynamodb', operation: 'UpdateItem', kill: true, count: 20 });
    hub.kept.notifications.publish(resource('StatusTopic').ref, {
      eventType: 'Bounce',
      mail: { timestamp, tags: { 'email-id': [id], 'about-kind': ['booking'], 'about-id': [id] } },
      bounce: { timestamp, bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: value }] },
    });
    await untilFound(value, 'notices', 'StatusTopic');
    await untilFound(value, 'messages', 'EventDeadLetters');
    await hub.clearFaults();
  });

  it('the bus, for each rule that would hand it on', async () => {
    const value = `${planted}-event`;
    hub.kept.notifications.publishToBus({
      source: 'aws.guardduty',
      'detail-type': 'GuardDuty Malware Protection Object Scan Result',
      detail: { s3ObjectDetails: { bucketName: resource('Documents').ref, objectKey: 1, note: value } },
    });
    const found = await until(
      () => searchEverywhere(hub, value, ['events']),
      (places) => places.length > 0,
      15_000,
      'the event',
      10,
    );
    expect(new Set(found.map(({ resource: rule }) => rule)).size).toBe(1);
  });

  it('a user of either pool', async () => {
    const [staff, learner] = [`${planted}-staff@hub.example`, `${planted}-learner@nhs.net`];
    await hub.kept.addUser(resource('StaffPool').ref, { email: staff, groups: [] });
    await hub.kept.addUser(resource('LearnerPool').ref, { email: learner, groups: [] });
    expect(storesIn(await searchEverywhere(hub, staff))).toEqual(['users StaffPool']);
    expect(storesIn(await searchEverywhere(hub, learner))).toEqual(['users LearnerPool']);
  });

  it('the log of a function', async () => {
    const fn = resource('bookingspublicFunction');
    appendFileSync(join(hub.stateDir, 'logs', `${fn.ref}.log`), `{"name":"${planted}-log"}\n`);
    expect(await searchEverywhere(hub, `${planted}-log`)).toMatchObject([
      { kind: 'log', resource: 'bookingspublicLog' },
    ]);
  });

  it('SES’s own list of addresses that return mail', async () => {
    hub.kept.suppressionList.add(`${planted}-returned@nhs.net`);
    expect(storesIn(await searchEverywhere(hub, `${planted}-returned@nhs.net`))).toEqual([
      'suppressions ConfigurationSet',
      'suppressions SignInConfigurationSet',
    ]);
  });

  it('and fails where something lies in no part that the inventory knows', async () => {
    putObject('Documents', 'elsewhere/planted', Buffer.from(planted));
    await expect(searchEverywhere(hub, planted)).rejects.toThrow('says what begins with "elsewhere/"');
    const withOneMore = {
      ...hub,
      kept: { ...hub.kept, resources: [{ ...resource('Emails'), logicalId: 'MoreEmails01234567' }] },
    };
    await expect(searchEverywhere(withOneMore, planted)).rejects.toThrow('what is kept in MoreEmails01234567');
  });
});

describe('what a guest leaves behind', () => {
  let hub: TestPlatform;
  let start: Date;
  const address = 'perpetua.vantongeren@nhs.net';
  const manager = 'crispin.oyelaran@practice.example';
  const name = 'Perpetua van Tongeren-Iyér';
  const needs = 'A seat by the door, please: I leave at a quarter past to "feed" my dog Bartholomew';
  const reason = 'Marmalade clinics need somebody who can read spirometry';
  const inDocument = '%PDF-1.7 scanned letter of the dean of Quillhampton';
  const find = (value: string) => searchEverywhere(hub, value);
  let bookingId: string;
  let fundingRequestId: string;

  beforeAll(async () => {
    hub = await startTestPlatform();
    start = new Date('2027-01-04T09:00:00.000Z');
    await hub.moveClockTo(start);
    const sessionId = await hub.publishSession();
    const { person } = aBooking(sessionId, address);
    const changes = { person: { ...person, name }, accessNeeds: needs, managerEmail: manager };
    ({ id: bookingId } = await hub.booked(sessionId, address, changes));
    const people = fundingVisitorOf(hub);
    const own = await people.begin(aFundingRequest(address, { reason }, { name }));
    fundingRequestId = own.fundingRequestId;
    await uploadFor(hub, fundingRequestId, own.token, 'evidence', Buffer.from(`${inDocument}\n%%EOF`));
    await people.asked(own, 'manager', manager);
    await hub.untilEmailsSent();
  });
  afterAll(() => hub?.stop());

  it('is in the table and its stream, and nowhere else', async () => {
    for (const value of [name, address, manager, reason])
      expect(storesIn(await find(value)), value).toEqual([stream, 'items Records']);
    const typesOf = (found: readonly Found[]) =>
      [...new Set(found.flatMap(({ kind, key }) => (kind === 'items' ? [key.split('#')[0]] : [])))].sort();
    // Access needs stand in the one record that ends 30 days after the session.
    expect(await find(needs)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ key: `ACCESS-NEEDS#${bookingId} ACCESS-NEEDS`, path: 'accessNeeds' }),
      ]),
    );
    expect(typesOf(await find(needs))).toEqual(['ACCESS-NEEDS']);
    expect(typesOf(await find(reason))).toEqual(['FUNDING']);
  });

  it('is an object where it was uploaded, and no record says what is in it', async () => {
    const found = await find(inDocument);
    expect(storesIn(found)).toEqual(['objects Documents documents/']);
    expect(found.map(({ key }) => key.startsWith(`documents/${fundingRequestId}/`))).toEqual([true]);
  });

  it('is a user and nothing else where somebody signs up', async () => {
    await hub.tokenOf('only.signs.up@nhs.net');
    expect(storesIn(await find('only.signs.up@nhs.net'))).toEqual(['users LearnerPool']);
  });

  it('goes when its time has come: first what was needed, then what was asked for, at last that they came', async () => {
    const at = async (days: number) => {
      await hub.moveClockTo(new Date(start.getTime() + days * day));
      await hub.sweep();
    };
    /** Each change is kept for a day, and what was deleted is one. */
    const withoutStream = async (value: string) => storesIn(await find(value)).filter((store) => store !== stream);

    const { ref: bucket } = hub.kept.resources.find(
      ({ type, logicalId }) => type === 'AWS::S3::Bucket' && logicalId.startsWith('Documents'),
    ) ?? { ref: '' };
    const table = { bucket, key: 'exports/bookings/1.csv', contentType: 'text/csv', encryption: '', encryptionKey: '' };
    hub.kept.objects.put({ ...table, body: Buffer.from(`${name};${needs}`) });
    expect(await withoutStream(name)).toEqual(['items Records', 'objects Documents exports/']);

    await at(14 + 31);
    const Ending = z.object({ pk: z.string(), endedAt: z.string().optional() });
    const recordsTable = hub.kept.tables.find((table) => table.includes('Records')) ?? '';
    // The consent ends with what it was for, a moment later: its own time is counted from then, not from the next step.
    await until(
      () => scanAll(DynamoDBDocumentClient.from(hub.kept.client), recordsTable, Ending),
      (items) => items.every(({ pk, endedAt }) => !pk.startsWith('NEEDS-CONSENTS#') || endedAt !== undefined),
      15_000,
      'the consent to end',
    );
    expect(await withoutStream(needs)).toEqual([]);
    expect(await withoutStream(name)).toEqual(['items Records']);

    await at(2 * 365 + 40);
    await until(
      async () => withoutStream(inDocument),
      (stores) => stores.length === 0,
      15_000,
      'the document to be deleted',
    );
    expect(await withoutStream(reason)).toEqual([]);
    expect(storesIn(await find(bookingId))).toContain('items Records');

    await at(6 * 365 + 60);
    for (const value of [name, address, manager, needs, reason, inDocument])
      expect(await withoutStream(value), value).toEqual([]);
    expect(await hub.denied()).toEqual([]);
  });
});
