import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { DocumentStore } from '#documents/document-store.ts';
import type { Exports } from '#documents/exports.ts';
import { wireForFollowUps } from '#functions/bookings/wiring/for-follow-ups.ts';
import { wireForLearners } from '#functions/bookings/wiring/for-learners.ts';
import { wireForPeople } from '#functions/bookings/wiring/for-people.ts';
import { wireForStaff } from '#functions/bookings/wiring/for-staff.ts';
import { wireCalendar } from '#functions/calendar/wiring.ts';
import * as documents from '#functions/documents/wiring.ts';
import { wireEmails } from '#functions/emails/wiring.ts';
import * as funding from '#functions/funding/wiring.ts';
import { PurposeError } from '#platform/errors.ts';
import type { Work } from '#platform/work.ts';
import { about, technical } from '#privacy/fields.ts';
import { openly, type View, type ViewFor, view, wholly } from '#privacy/views.ts';
import type { Purpose } from '#privacy/vocabulary.ts';
import { createReader, type Reader } from '#records/engine/reading.ts';
import { record } from '#records/engine/record.ts';
import { type OpenRecords, openRecords } from '#records/open-records.ts';

const Loan = record('loan-with-needs', {
  ends: { rule: 'booking' },
  fields: { ...about('booking', { title: z.string() }), ...about('access-needs', { needs: z.string() }) },
});
const Shelf = record('shelf-of-nobody', { ends: 'kept', fields: technical({ inches: z.int() }) });

const key = { pk: 'LOAN#1', sk: 'LOAN' };
const stored = { ...key, type: 'loan-with-needs', v: 1, title: 'A', needs: 'large print', expiresAt: 4_000_000_000 };
const work: Work = { signal: new AbortController().signal, deadline: Number.POSITIVE_INFINITY };

function readerFor(...purposes: Purpose[]) {
  const client = mockClient(DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-west-2' })));
  client.on(GetCommand).callsFake(({ Key }) => ({
    Item: Key.pk === 'LOAN#1' ? stored : { ...Key, type: 'shelf-of-nobody', v: 1, inches: 3 },
  }));
  const reader = createReader({
    client: client as unknown as DynamoDBDocumentClient,
    tableName: 'records',
    clock: () => new Date('2027-01-18T09:30:00Z'),
    purposes,
    report: () => undefined,
  });
  return { reader, calls: () => client.calls().length };
}

describe('what is stored', () => {
  const Title = view('report-on-workforce', Loan, ['title']);

  it('is read through a view, for a purpose that the function was given, and nothing else of it', async () => {
    const { reader } = readerFor('report-on-workforce');
    expect(await reader.find(Title, key, work)).toEqual({ title: 'A' });
  });

  it('is not read without a view', async () => {
    const { reader, calls } = readerFor('provide-services');
    // @ts-expect-error A record is no view of itself.
    await expect(reader.find(Loan, key, work)).rejects.toThrow(PurposeError);
    expect(calls()).toBe(0);
  });

  it('is not read for a purpose that the function was not given, in whatever way', async () => {
    const { reader, calls } = readerFor('provide-services', 'pay');
    const list = { index: 'table', pk: 'LOAN#1' } as const;
    const refused = 'This is read to report-on-workforce, and this function reads to provide-services, pay';
    await expect(reader.find(Title, key, work)).rejects.toThrow(refused);
    await expect(reader.findAll([[Title, key]], work)).rejects.toThrow(refused);
    await expect(reader.findEach(Title, [key], work)).rejects.toThrow(refused);
    await expect(reader.list(Title, list, { limit: 1 }, work)).rejects.toThrow(refused);
    await expect(reader.walk(Title, list, {}, work).next()).rejects.toThrow(refused);
    expect(calls()).toBe(0);
  });

  it('is read by whoever has one of the purposes of a view that serves several', async () => {
    const Both = view(['provide-services', 'report-on-workforce'], Loan, ['title']);
    expect(await readerFor('report-on-workforce').reader.find(Both, key, work)).toEqual({ title: 'A' });
    await expect(readerFor('pay').reader.find(Both, key, work)).rejects.toThrow(PurposeError);
  });

  it('is refused to a view that is read for nothing', () => {
    expect(() => view([], Loan, ['title'])).toThrow('A view is read for a purpose');
  });

  it('is refused to a view where any of its purposes may not read a field', () => {
    expect(() => view(['provide-services', 'report-on-workforce'], Loan, ['needs'])).toThrow(
      '"needs" is of the class "access-needs", which "report-on-workforce" may not read',
    );
  });

  it('is read whole by anybody where it is about nobody, and only there', async () => {
    expect(await readerFor().reader.find(openly(Shelf), { pk: 'SHELF#1', sk: 'SHELF' }, work)).toMatchObject({
      inches: 3,
    });
    expect(() => openly(Loan)).toThrow('"title" may be about somebody');
  });

  it('is read whole for its subject’s own sake', async () => {
    const { reader } = readerFor('answer-rights');
    expect(await reader.find(wholly('answer-rights', Loan), key, work)).toEqual({
      ...key,
      title: 'A',
      needs: 'large print',
      expiresAt: 4_000_000_000,
    });
  });

  it('is read by no store in a function that has none of its purposes: that does not compile', async () => {
    const forRights = readerFor('answer-rights').reader as Reader<ViewFor<'answer-rights'>>;
    const forReports = readerFor('report-on-workforce').reader as Reader<ViewFor<'report-on-workforce'>>;
    const titleOf = (reader: Reader<typeof Title>) => reader.find(Title, key, work);
    expect(await titleOf(forReports)).toEqual({ title: 'A' });
    // @ts-expect-error The store reads to report, and this function to answer rights.
    await expect(titleOf(forRights)).rejects.toThrow(PurposeError);
    // @ts-expect-error Nor does the function by itself.
    await expect(forRights.find(Title, key, work)).rejects.toThrow(PurposeError);
    // @ts-expect-error Nor one that says nothing of what it reads to.
    const whatever: Reader<View> = forRights;
    const Both = view(['answer-rights', 'provide-services'], Loan, ['title']);
    const either = (reader: Reader<typeof Both>) => reader.find(Both, key, work);
    expect(await either(whatever)).toEqual({ title: 'A' });
    expect(await either(forRights)).toEqual({ title: 'A' });
    expect(await forRights.find(openly(Shelf), { pk: 'SHELF#1', sk: 'SHELF' }, work)).toMatchObject({ inches: 3 });
  });
});

describe('a Lambda', () => {
  /** Never called: what matters is that it does not compile. */
  const wirings = (
    open: <P extends Purpose>(...purposes: P[]) => OpenRecords<ViewFor<P>>,
    store: DocumentStore,
    exports: Exports,
  ) => {
    const [forServices, forStaff] = [open('provide-services'), open('decide-funding')];
    // @ts-expect-error Who books needs their mailbox's ceiling.
    wireForPeople(forServices);
    // @ts-expect-error What follows sends links, which are counted.
    wireForFollowUps(forServices);
    // @ts-expect-error Staff of bookings do not decide about funding.
    wireForStaff(forStaff, exports);
    // @ts-expect-error Nor those of funding about bookings.
    wireForLearners(forStaff);
    // @ts-expect-error Applicants do not see what staff see.
    funding.wireForStaff(forServices, exports);
    // @ts-expect-error Nor the other way round.
    funding.wireForApplicants(open('decide-funding', 'pay', 'run-reliably'));
    // @ts-expect-error The clock writes to mailboxes.
    funding.wireTending(open('decide-funding', 'pay'));
    // @ts-expect-error A file is judged for who has sent it.
    documents.wireForChecking(forStaff, store);
    // @ts-expect-error And opened for who decides.
    documents.wireForStaff(forServices, store);
    // @ts-expect-error Emails are delivered for that alone.
    wireEmails(forServices);
    // @ts-expect-error A calendar shows what is about nobody, and no store of people.
    wireForLearners(open<never>());
    wireCalendar(open<never>(), 'https://hub.example');
    // @ts-expect-error One purpose or another is not both.
    openRecords({ HUB: '', RECORDS_TABLE: '' }, 'pay' as 'pay' | 'decide-funding');
    // @ts-expect-error Nor is any of them all of them.
    openRecords({ HUB: '', RECORDS_TABLE: '' }, ...(['pay'] as Purpose[]));
  };

  it('is wired with no store that reads for other purposes', () => expect(wirings).toBeTypeOf('function'));
});
