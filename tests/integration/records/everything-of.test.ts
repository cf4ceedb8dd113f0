import { randomBytes } from 'node:crypto';
import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { mailboxOf } from '#domain/people/mailbox.ts';
import { createAdminUseCases } from '#functions/privacy/admin-use-cases.ts';
import { wireForStaff } from '#functions/privacy/wiring.ts';
import type { Learner } from '#http/callers.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { Unreadable } from '#platform/errors.ts';
import { identity, valued } from '#privacy/fields.ts';
import { hasExpired } from '#privacy/retention.ts';
import { BookingRecord } from '#records/bookings/items.ts';
import { record } from '#records/engine/record.ts';
import { createRecords } from '#records/engine/records.ts';
import { subjectsUnder } from '#records/engine/subjects.ts';
import { put, remove, update } from '#records/engine/writes.ts';
import { createEverythingOf, type Holding } from '#records/everything-of.ts';
import { keys } from '#records/keys.ts';
import { AddressView } from '#records/people/views.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { createTestFunding, staffMember, type TestFunding } from '../../support/funding.ts';
import { aFundingRequest, anInvoice, aPot } from '../../support/funding-nouns.ts';
import { aBooking, workOf } from '../../support/hub.ts';
import { isLong } from '../../support/long.ts';
import { scanAll } from '../../support/scan.ts';
import { type Item, itemsOf, type Somebody } from '../../support/whose.ts';

const subjectsKey = new Uint8Array(32).fill(1);
const answer = { supports: true, releaseTime: 'paid', excessPaidBy: 'employer', text: 'Yes', documentIds: [] } as const;

/** Nobody else's, in letters alone. */
const word = () =>
  randomBytes(12)
    .toString('hex')
    .replaceAll(/\d/g, (digit) => 'ghijklmnop'[Number(digit)] ?? '');

/** A kind of the tests' own, as forms that hubs define will be. */
const FormRecord = record('form-with-answers', {
  ends: { rule: 'booking' },
  subjects: { workEmail: 'holder' },
  fields: { ...identity('booking', { workEmail: z.string() }), answers: valued() },
});

let engine: RunningEngine;
let hub: TestFunding;
let everythingOf: ReturnType<typeof createEverythingOf>;
let staff: ReturnType<typeof createAdminUseCases>;
const unreadable: Unreadable[] = [];

beforeAll(async () => {
  engine = await startEngine();
  hub = createTestFunding(engine.client);
  const records = createRecords({
    client: hub.document,
    tableName: 'records',
    clock: hub.clock,
    retention: hub.hub.retention,
    purposes: ['answer-rights'],
    subjectsKey: async () => subjectsKey,
    report: (found) => unreadable.push(found),
  });
  const subjectOf = subjectsUnder(subjectsKey);
  everythingOf = createEverythingOf({ records, subjectOf });
  staff = createAdminUseCases(wireForStaff(hub, { subjectOf, trail: { entriesAbout: async () => [] } }));
});
beforeEach(() => hub.time.moveTo('2027-01-04T09:00:00.000Z'));
afterAll(async () => {
  expect(unreadable).toEqual([]);
  await engine.stop();
});

const guest = () => ({ caller: { kind: 'guest' } as const, work: workOf(), once: undefined });
const finance = (name: string) => hub.asStaff(staffMember(name, 'finance'));
const on = (invoiceId: string) => ({ ...hub.nothing, path: { invoiceId } });
const of = (fundingRequestId: string) => ({ ...hub.nothing, path: { fundingRequestId } });

/** A day in February, for sessions that are booked in January and over in the same test. */
const inFebruary = { startsAt: '2027-02-13T09:00:00.000Z', endsAt: '2027-02-13T12:00:00.000Z' };

/** What is found of somebody, as many of each kind and role. */
const counted = (found: readonly Holding[]) =>
  Object.fromEntries(
    [...Map.groupBy(found, ({ role, type }) => `${role} ${type}`)]
      .map(([name, { length }]) => [name, length] as const)
      .toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );
const look = async (address: string) => counted(await everythingOf(address, workOf()));
const idsIn = (found: readonly Holding[], type: string, field: string) =>
  found.filter((holding) => holding.type === type).map(({ record }) => record[field]);

async function ask(
  fundingRequestId: string,
  authorEmail: string,
  more: { authorName?: string; kind?: 'employer'; documentIds?: string[] } = {},
) {
  const body = { kind: 'manager' as const, authorName: 'Pat Manager', authorEmail, documentIds: [], ...more };
  const asked = await hub.askStatement({ ...of(fundingRequestId), body }, await hub.as(fundingRequestId));
  return asked.body.statements.at(-1)?.statementId ?? '';
}

async function give(statementId: string, text = 'Yes', documentIds: string[] = []) {
  const input = { ...hub.nothing, path: { statementId }, body: { ...answer, text, documentIds } };
  await hub.giveStatement(input, await hub.holderOf('statement', statementId));
}

async function asAttended(
  sessionId: string,
  bookingId: string,
  attendance: 'attended' | 'did-not-attend' = 'attended',
) {
  await hub.recordAttendance(
    { ...hub.nothing, path: { sessionId }, body: { attendance: [{ bookingId, attendance }] } },
    hub.asStaff(),
  );
}

/** As two of the staff do who answer people about themselves. */
async function merge(kept: string, other: string) {
  const rights = (sub: string) =>
    ({ kind: 'staff', sub, workEmail: `${sub}@hub.example`, groups: ['data-protection'] }) as const;
  const personIdOf = async (address: string) =>
    (await hub.records.find(AddressView, keys.address(address), workOf()))?.personId ?? '';
  const input = { ...hub.nothing, path: { personId: await personIdOf(kept) } };
  const proposal = { otherPersonId: await personIdOf(other), reason: 'One human being' };
  const { body } = await staff.proposeMerge({ ...input, body: proposal }, hub.asStaff(rights('ann')));
  await staff.approveMerge({ ...input, body: { mergeId: body.mergeId } }, hub.asStaff(rights('bob')));
}

async function handOver(bookingId: string, person: ReturnType<typeof aBooking>['person']) {
  const body = { person, acceptCharge: true, accessNeeds: undefined };
  const caller = await hub.linkTo(bookingId);
  await hub.substitute({ ...hub.nothing, path: { bookingId }, body }, { caller, work: workOf(), once: undefined });
}

describe('everything of somebody', () => {
  it('whoever has confirmed one spelling of a mailbox is shown nothing of another', async () => {
    const sessionId = await hub.publishedSession();
    const plain = await hub.booked(aBooking(sessionId, 'spelled@nhs.net', { managerEmail: 'spelled.boss@nhs.net' }));
    const tagged = await hub.booked(aBooking(await hub.publishedSession(), 'spelled+tag@nhs.net'));
    const ids = async (confirmed?: ReadonlySet<string>) =>
      idsIn(await everythingOf('spelled+tag@nhs.net', workOf(), { confirmed }), 'booking', 'bookingId').sort();
    expect(await ids()).toEqual([plain, tagged].sort());
    const only = new Set(['spelled+tag@nhs.net']);
    expect(await ids(only)).toEqual([tagged]);
    const found = await everythingOf('spelled+tag@nhs.net', workOf(), { confirmed: only });
    expect(JSON.stringify(found)).not.toContain('spelled@nhs.net');
    expect(JSON.stringify(found)).not.toContain(plain);
    // A manager is shown that they are named.
    const boss = await everythingOf('spelled.boss@nhs.net', workOf(), { confirmed: new Set(['spelled.boss@nhs.net']) });
    expect(idsIn(boss, 'booking', 'bookingId')).toEqual([plain]);
  });

  it('who has booked: their booking and all that belongs to it, and what is kept by their mailbox', async () => {
    const sessionId = await hub.publishedSession();
    const bookingId = await hub.booked(
      aBooking(sessionId, 'ann@nhs.net', { accessNeeds: 'A hearing loop', managerEmail: 'boss@nhs.net' }),
    );
    await hub.linkTo(bookingId);
    await hub.askForLinks({ ...hub.nothing, body: { workEmail: 'ann@nhs.net' } }, guest());
    const all = {
      'holder access-needs': 1,
      'holder address': 1,
      'holder asks': 1,
      'holder attendee': 1,
      'holder booking': 1,
      'holder choice': 1,
      'addressee email': 1,
      'holder links-asked': 1,
      'holder manage-token': 1,
      'holder person': 1,
    };
    expect(await look('ann@nhs.net')).toEqual(all);
    for (const same of ['Ann@NHS.net', 'ann+courses@nhs.net']) expect(await look(same)).toEqual(all);
  });

  it('who is named as a manager: the booking that names them and what points there, and nothing of what is its holder’s', async () => {
    const sessionId = await hub.publishedSession();
    await hub.booked(
      aBooking(sessionId, 'bea@nhs.net', { accessNeeds: 'A hearing loop', managerEmail: 'chef+x@nhs.net' }),
    );
    expect(await look('chef@nhs.net')).toEqual({ 'manager booking': 1, 'manager subject': 1 });
  });

  it('who is named by a value that says so itself, while the record says it', async () => {
    const manager = (value: string) =>
      ({ sort: 'identity', dataClass: 'booking', source: 'given-by-the-person', role: 'manager', value }) as const;
    const ends = { after: '2027-02-01T09:00:00.000Z' };
    const key = { pk: 'FORM#1', sk: 'FORM' };
    const form = put(FormRecord, key, {
      workEmail: 'forms@nhs.net',
      answers: { line: manager('named@nhs.net') },
      ends,
    });
    await hub.records.commit({ form }, { work: workOf() });
    expect(await look('forms+x@nhs.net')).toEqual({ 'holder form-with-answers': 1 });
    expect(await look('named@nhs.net')).toEqual({ 'manager form-with-answers': 1, 'manager subject': 1 });
    const another = { set: { answers: { line: manager('other@nhs.net') } }, ends };
    await hub.records.commit({ form: update(FormRecord, key, another) }, { work: workOf() });
    expect(await look('named@nhs.net')).toEqual({});
    expect(await look('other@nhs.net')).toEqual({ 'manager form-with-answers': 1, 'manager subject': 1 });
    const more = { set: { answers: { second: manager('third@nhs.net') } }, ends };
    await hub.records.commit({ form: update(FormRecord, key, more) }, { work: workOf() });
    // What stood beside it still points there, and nothing of it is theirs.
    expect(await look('other@nhs.net')).toEqual({ 'manager subject': 1 });
    expect(await look('third@nhs.net')).toEqual({ 'manager form-with-answers': 1, 'manager subject': 1 });
    // What only a later version of this software knows is not passed over: whoever is answered would take the rest for the whole.
    await hub.document.send(
      new UpdateCommand({
        TableName: 'records',
        Key: key,
        UpdateExpression: 'SET answers.#second.dataClass = :later',
        ExpressionAttributeNames: { '#second': 'second' },
        ExpressionAttributeValues: { ':later': 'of-tomorrow' },
      }),
    );
    await expect(everythingOf('third@nhs.net', workOf())).rejects.toThrow();
    expect(unreadable.splice(0).map(({ fields }) => fields)).toEqual(['answers']);
    for (const sk of ['FORM', 'FORM#SUBJECT#manager#answers.line', 'FORM#SUBJECT#manager#answers.second'])
      await hub.document.send(new DeleteCommand({ TableName: 'records', Key: { pk: 'FORM#1', sk } }));
  });

  it('who was named as a manager of a booking that is gone: nothing that still points there', async () => {
    const sessionId = await hub.publishedSession();
    const bookingId = await hub.booked(aBooking(sessionId, 'gone@nhs.net', { managerEmail: 'was.boss@nhs.net' }));
    const alone = await hub.booked(aBooking(sessionId, 'gone.too@nhs.net'));
    const gone = [bookingId, alone].map((id) => [id, remove(BookingRecord, keys.booking(id))] as const);
    expect(await hub.records.commit(Object.fromEntries(gone), { work: workOf() })).toEqual({ done: true });
    expect(await look('was.boss@nhs.net')).toEqual({});
    const left = await scanAll(hub.document, 'records', z.record(z.string(), z.unknown()));
    expect(left.filter(({ pk }) => pk === keys.booking(bookingId).pk)).toEqual([]);
  });

  it('a manager who has booked, too: each in its role', async () => {
    const sessionId = await hub.publishedSession();
    await hub.booked(aBooking(sessionId, 'own@nhs.net', { managerEmail: 'own+boss@nhs.net' }));
    expect(await look('own@nhs.net')).toMatchObject({
      'holder booking': 1,
      'manager booking': 1,
      'manager subject': 1,
    });
  });

  it('a stranger: nothing', async () => {
    expect(await everythingOf('nobody@nhs.net', workOf())).toEqual([]);
  });

  it('is not answered in part, where something of theirs cannot be read', async () => {
    const sessionId = await hub.publishedSession();
    await hub.booked(aBooking(sessionId, 'newer@nhs.net'));
    const found = await everythingOf('newer@nhs.net', workOf());
    for (const type of ['email', 'booking']) {
      const { pk, sk } = found.find((each) => each.type === type)?.key ?? { pk: '', sk: '' };
      const update = (v: number) =>
        hub.document.send(
          new UpdateCommand({
            TableName: 'records',
            Key: { pk, sk },
            UpdateExpression: 'SET v = :v',
            ExpressionAttributeValues: { ':v': v },
          }),
        );
      await update(99);
      await expect(everythingOf('newer@nhs.net', workOf())).rejects.toThrow();
      await update(1);
    }
    expect(unreadable.splice(0).map(({ recordType }) => recordType)).toEqual(['email', 'booking']);
  });

  it('who waits for a place, and to whom one is offered', async () => {
    const sessionId = await hub.publishedSession({ capacity: 1 });
    const first = await hub.booked(aBooking(sessionId, 'first@nhs.net'));
    await hub.booked(aBooking(sessionId, 'waits@nhs.net'));
    expect(await look('waits@nhs.net')).toMatchObject({ 'holder line-entry': 1 });
    expect(await look('first@nhs.net')).not.toHaveProperty('holder line-entry');
    await hub.cancel(first, await hub.linkTo(first));
    await hub.followUp({ kind: 'offer-places', sessionId });
    const found = await look('waits@nhs.net');
    expect(found).toMatchObject({ 'holder offer': 1, 'addressee email': 2 });
    expect(found).not.toHaveProperty('holder line-entry');
  });

  it('who has a certificate', async () => {
    const sessionId = await hub.publishedSession(inFebruary);
    const bookingId = await hub.booked(aBooking(sessionId, 'attended@nhs.net'));
    hub.time.moveTo('2027-02-14T09:00:00.000Z');
    await asAttended(sessionId, bookingId);
    expect(await look('attended@nhs.net')).toMatchObject({ 'holder certificate': 1 });
  });

  it('whose address returns mail: the one that is asked with, and those that were typed', async () => {
    const sessionId = await hub.publishedSession();
    const suppress = (address: string) => hub.emails.suppress(address, 'bounced', workOf());
    await hub.booked(aBooking(sessionId, 'back+s@nhs.net'));
    await suppress('back@nhs.net');
    expect(await look('back@nhs.net')).toMatchObject({ 'holder suppressed-address': 1 });
    await suppress('back+s@nhs.net');
    expect(await look('back@nhs.net')).toMatchObject({ 'holder suppressed-address': 2 });
    await suppress('only@nhs.net');
    expect(await look('only@nhs.net')).toEqual({ 'holder suppressed-address': 1 });
    const id = await hub.start(aFundingRequest('applies+s@nhs.net'));
    await suppress('applies+s@nhs.net');
    expect(await look('applies@nhs.net')).toMatchObject({ 'applicant suppressed-address': 1 });
    await ask(id, 'writes+s@nhs.net');
    await suppress('writes+s@nhs.net');
    expect(await look('writes@nhs.net')).toMatchObject({ 'author suppressed-address': 1 });
    // That the author's address does is nothing of the applicant's.
    expect(await look('applies@nhs.net')).toMatchObject({ 'applicant suppressed-address': 1 });
  });

  it('who books for colleagues, and each of these: what names them, and nothing of the others', async () => {
    const sessionId = await hub.publishedSession();
    const colleague = (workEmail: string, name: string) => {
      const { workplace: _, ...rest } = aBooking(sessionId, workEmail).person;
      return { ...rest, name };
    };
    await hub.bookForColleagues(
      {
        ...hub.nothing,
        body: {
          sessionId,
          booker: {
            name: 'Petra Booker',
            workEmail: 'books+team@nhs.net',
            workplace: { odsCode: 'G85001', borough: 'Lambeth' },
          },
          colleagues: [colleague('una@booked.nhs.uk', 'Una'), colleague('duo@booked.nhs.uk', 'Duo')],
        },
      },
      guest(),
    );
    await hub.emails.suppress('books+team@nhs.net', 'bounced', workOf());
    // Whoever books is named in what each colleague is sent, and as whom to ask in each booking.
    expect(await look('books@nhs.net')).toEqual({
      'addressee email': 1,
      'booker email': 2,
      'booker group-booking': 1,
      'booker suppressed-address': 1,
      'holder asks': 1,
      'holder managed': 1,
      'manager booking': 2,
      'manager subject': 2,
    });
    const found = await everythingOf('una@booked.nhs.uk', workOf());
    expect(counted(found)).toEqual({
      'addressee email': 1,
      'colleague email': 1,
      'colleague group-member': 1,
      'holder address': 1,
      'holder asks': 1,
      'holder attendee': 1,
      'holder booking': 1,
      'holder person': 1,
    });
    // The email that names both is shown to neither of them.
    const others = found.filter(({ type, role }) => type !== 'email' || role === 'addressee');
    expect(JSON.stringify(others)).not.toContain('Duo');
  });

  it('who was asked for a statement and named another: what these are sent names them, too', async () => {
    const id = await hub.start(aFundingRequest('needs.one@nhs.net'));
    const statementId = await ask(id, 'names.another@nhs.net', { authorName: 'Nora Names' });
    await hub.redirectStatement(
      { ...hub.nothing, path: { statementId }, body: { authorName: 'Ola Other', authorEmail: 'named@nhs.net' } },
      await hub.holderOf('statement', statementId),
    );
    const kinds = async (address: string) => idsIn(await everythingOf(address, workOf()), 'email', 'kind').toSorted();
    expect(await kinds('names.another@nhs.net')).toEqual([
      'statement-asked',
      'statement-asked',
      'statement-redirected',
    ]);
    expect(await kinds('named@nhs.net')).toEqual(['statement-asked', 'statement-redirected']);
  });

  it('of colleagues of whom one hands their place to the other: each email that names them', async () => {
    const sessionId = await hub.publishedSession();
    const bookingId = await hub.booked(aBooking(sessionId, 'gives@nhs.net'));
    const { person } = aBooking(sessionId, 'gets@nhs.net');
    await handOver(bookingId, { ...person, name: 'Gita Gets' });
    const kinds = async (address: string) => idsIn(await everythingOf(address, workOf()), 'email', 'kind').toSorted();
    expect(await kinds('gives@nhs.net')).toEqual(['booking-confirmed', 'place-handed-over', 'place-received']);
    expect(await kinds('gets@nhs.net')).toEqual(['place-handed-over', 'place-received']);
    // Somebody else who books there is in none of it, nor who hands a place to the same colleague.
    await hub.booked(aBooking(sessionId, 'other@nhs.net'));
    expect(await kinds('other@nhs.net')).toEqual(['booking-confirmed']);
    // Nor is a namesake, who hands over a place at another session.
    const elsewhere = await hub.publishedSession();
    await handOver(await hub.booked(aBooking(elsewhere, 'namesake@nhs.net')), person);
    const third = aBooking(sessionId, 'third@nhs.net');
    await handOver(await hub.booked({ ...third, person: { ...third.person, name: 'Thea Third' } }), person);
    expect(await kinds('third@nhs.net')).toEqual(['booking-confirmed', 'place-handed-over', 'place-received']);
    // Nor is the manager of one of them.
    const full = await hub.publishedSession({ capacity: 1 });
    const given = await hub.booked(aBooking(full, 'gives.more@nhs.net', { managerEmail: 'manages@nhs.net' }));
    const waits = aBooking(full, 'gets.more@nhs.net', { managerEmail: 'manages+too@nhs.net' });
    await hub.booked(waits);
    await handOver(given, waits.person);
    // What stands beside each of the two bookings.
    expect(await look('manages@nhs.net')).toEqual({ 'manager booking': 2, 'manager subject': 2 });
    expect(await kinds('gives@nhs.net')).toEqual(['booking-confirmed', 'place-handed-over', 'place-received']);
  });

  it('who has asked for an account: what they typed until they confirm it, and their account from then on', async () => {
    const { person } = aBooking('', 'registers@nhs.net');
    const link = await hub.asksForAccount(person);
    expect(await look('registers@nhs.net')).toEqual({
      'registrant registration': 1,
      'registrant manage-token': 1,
      'addressee email': 1,
      'holder asks': 1,
    });
    await hub.confirms(link);
    expect(await look('registers@nhs.net')).toEqual({
      'registrant registration': 1,
      'registrant manage-token': 1,
      'addressee email': 1,
      'holder address': 1,
      'holder asks': 1,
      'holder person': 1,
    });
  });

  it('who asks for funding, and who is asked for a statement: of the request only what the author wrote or is told in', async () => {
    const id = await hub.start(aFundingRequest('asks@nhs.net'));
    const statementId = await ask(id, 'pat+x@nhs.net');
    const draft = await hub.uploaded(id, 'statement', { statementId });
    expect(idsIn(await everythingOf('pat@nhs.net', workOf()), 'document', 'documentId')).toEqual([draft]);
    await hub.uploaded(id, 'evidence');
    await give(statementId, 'Yes', [draft]);
    // `as` and `holderOf` have kept a token each.
    expect(await look('pat@nhs.net')).toEqual({
      'author document': 1,
      // That they were asked, that they have answered, and what the applicant is told of it.
      'addressee email': 2,
      'author email': 1,
      'author manage-token': 1,
      'author managed': 1,
      'author statement': 1,
      'holder asks': 1,
      'holder managed': 1,
    });
    expect(await look('asks@nhs.net')).toEqual({
      // To the applicant, and to the author with the applicant's name.
      'addressee email': 2,
      'applicant document': 2,
      'applicant email': 2,
      'applicant funding-history': 3,
      'applicant funding-request': 1,
      'applicant manage-token': 2,
      'applicant managed': 1,
      'applicant statement': 1,
      'holder address': 1,
      'holder asks': 1,
      'holder managed': 1,
      'holder person': 1,
    });
  });

  it('who has signed a statement that the applicant uploads', async () => {
    const id = await hub.start(aFundingRequest('uploads@nhs.net'));
    await ask(id, 'signs@nhs.net', { documentIds: [await hub.uploaded(id, 'statement')] });
    expect(await look('signs@nhs.net')).toEqual({ 'author document': 1, 'author statement': 1 });
    expect(await look('uploads@nhs.net')).toMatchObject({ 'applicant document': 1, 'applicant statement': 1 });
  });

  it('a statement that somebody else is asked for instead: both authors’, and the applicant’s', async () => {
    const id = await hub.start(aFundingRequest('instead@nhs.net'));
    const statementId = await ask(id, 'one@nhs.net');
    await hub.uploaded(id, 'statement', { statementId });
    hub.time.advance(3_600_000);
    const to = { authorName: 'Ola Other', authorEmail: 'two@nhs.net' };
    const path = { fundingRequestId: id, statementId };
    await hub.resendStatement({ ...hub.nothing, path, body: { to } }, await hub.as(id));
    expect(await look('instead@nhs.net')).toMatchObject({ 'applicant statement': 2, 'applicant managed': 2 });
    expect(await look('one@nhs.net')).toMatchObject({ 'author statement': 1, 'author document': 1 });
    const ofTwo = await look('two@nhs.net');
    expect(ofTwo).toMatchObject({ 'author statement': 1, 'addressee email': 1 });
    expect(ofTwo).not.toHaveProperty('author document');
  });

  /** Two learners with an award, and an invoice for both that the first has sent. */
  async function invoicedForTwo(name: string, learners = ['Ines Invoiced', 'Lea Learner'], address?: string) {
    const caps = { yearPence: null, severalYears: null };
    const potId = await hub.pot(aPot({ scheme: name, ...(address !== undefined && { caps }) }));
    const ids: string[] = [];
    for (const [index, learner] of learners.entries()) {
      const id = await hub.start(aFundingRequest(address ?? `${name}.${index}@nhs.net`, { potId }, { name: learner }));
      await give(await ask(id, `${name}.author@nhs.net`));
      await hub.submit(id);
      await hub.reviewFundingRequest({ ...of(id), body: {} }, hub.asStaff());
      await hub.approve(id, potId);
      ids.push(id);
    }
    hub.time.moveTo('2027-02-02T09:00:00.000Z');
    for (const id of ids) await hub.progress(id, 'started');
    const [first = '', second = ''] = ids;
    const lines = learners.map((learner) => ({ learner, pence: 33_333 }));
    const more = { totalPence: 66_666, lines };
    const invoiceId = await hub.claim(first, `${name.toUpperCase()}-1`, more);
    return { first, second, invoiceId, more };
  }
  const match = (invoiceId: string, alsoFor: string[]) =>
    hub.matchInvoice({ ...on(invoiceId), body: { alsoFor, differsFrom: [] } }, finance('mia'));
  async function pay(invoiceId: string) {
    await hub.approveInvoice(on(invoiceId), finance('ann'));
    await hub.payInvoice(on(invoiceId), finance('bob'));
  }
  const ofInvoice = (role: 'applicant' | 'learner') => ({
    [`${role} invoice`]: 1,
    [`${role} invoice-guard`]: 2,
    [`${role} invoice-numbers`]: 1,
  });

  it('for whom an award was paid: the money, and the invoice with what keeps it from coming twice', async () => {
    const { second, invoiceId } = await invoicedForTwo('paid');
    expect(await look('paid.0@nhs.net')).toMatchObject(ofInvoice('applicant'));
    expect(Object.keys(await look('paid.1@nhs.net')).filter((each) => each.endsWith('invoice'))).toEqual([]);
    await match(invoiceId, [second]);
    await pay(invoiceId);
    const paid = { 'holder allowance': 1, 'applicant ledger-entry': 2, 'applicant funding-request': 1 };
    const ofFirst = await look('paid.0@nhs.net');
    expect(ofFirst).toMatchObject({ ...paid, ...ofInvoice('applicant'), 'applicant document': 2 });
    expect(ofFirst).not.toHaveProperty('learner invoice');
    // The other has sent it, with its document: who is named on it has that much of it.
    const ofSecond = await look('paid.1@nhs.net');
    expect(ofSecond).toMatchObject({
      ...paid,
      ...ofInvoice('learner'),
      'applicant document': 1,
      'learner document': 1,
    });
    expect(ofSecond).not.toHaveProperty('applicant invoice');
    expect(await look('paid.author@nhs.net')).not.toHaveProperty('author ledger-entry');
  });

  it('who has sent an invoice for two requests of their own: as who has sent it, and no more', async () => {
    const { second, invoiceId } = await invoicedForTwo('twice', ['Tess Twice', 'Tess Second'], 'twice@nhs.net');
    await match(invoiceId, [second]);
    await pay(invoiceId);
    const found = await look('twice@nhs.net');
    expect(found).toMatchObject({ ...ofInvoice('applicant'), 'applicant funding-request': 2 });
    expect(Object.keys(found).filter((name) => name.startsWith('learner'))).toEqual([]);
  });

  it('for whom a payment failed and was refused: the invoice, which claims nothing any more', async () => {
    const { first, second, invoiceId, more } = await invoicedForTwo('failed');
    await match(invoiceId, [second]);
    await pay(invoiceId);
    await hub.recordPaymentFailed(on(invoiceId), finance('bob'));
    await hub.rejectInvoice({ ...on(invoiceId), body: { because: 'Not ours' } }, finance('ann'));
    const paidOnce = { 'learner invoice': 1, 'applicant ledger-entry': 3, 'learner document': 1 };
    expect(await look('failed.1@nhs.net')).toMatchObject({ ...paidOnce, 'learner invoice-guard': 2 });
    // What guarded it is another invoice's now, of the same number and file, which has nothing to do with them.
    const { documentIds } = (await hub.invoices.find(invoiceId, workOf())) ?? { documentIds: [] };
    const alone = { totalPence: 33_333, lines: more.lines.slice(0, 1), replaces: invoiceId };
    const body = anInvoice('FAILED-1', documentIds, alone);
    await hub.claimInvoice({ ...of(first), body }, await hub.as(first));
    const found = await look('failed.1@nhs.net');
    expect(found).toMatchObject(paidOnce);
    expect(found).not.toHaveProperty('learner invoice-guard');
  });

  it('an invoice that took the place of another has what guarded it, and who sent the same file has none of another’s', async () => {
    const { first, second, invoiceId, more } = await invoicedForTwo('again');
    await hub.queryInvoice({ ...on(invoiceId), body: { question: 'Which course?' } }, finance('ann'));
    await hub.claim(first, 'AGAIN-1', { ...more, replaces: invoiceId });
    expect(await look('again.0@nhs.net')).toMatchObject({
      'applicant invoice': 2,
      'applicant invoice-guard': 2,
      'applicant invoice-numbers': 1,
    });
    const sent = (await everythingOf('again.0@nhs.net', workOf())).filter(
      ({ type, record }) => type === 'document' && record.purpose === 'invoice',
    );
    for (const { record } of sent) await hub.uploaded(second, 'invoice', { sha256: String(record.sha256) });
    expect(await look('again.1@nhs.net')).not.toHaveProperty('applicant invoice-guard');
  });
});

/** What somebody does, as data: fast-check finds the shortest history in which something of somebody's is missed. */
const whoever = fc.nat({ max: 3 });
/** How they write their address this time. */
const spelled = fc.nat({ max: 2 });
const by = <const Does extends string>(...does: Does[]) =>
  fc.record({ does: fc.constantFrom(...does), who: whoever, other: whoever, spelled, yes: fc.boolean() });

/** In January: who books, waits, manages, asks for funding and for statements. */
const january = by(
  ...([
    'book',
    'book',
    'book',
    'link',
    'cancel',
    'hand-over',
    'offer',
    'links',
    'register',
    'move',
    'merge',
    'suppress',
  ] as const),
  ...([
    'request',
    'request',
    'ask',
    'ask',
    'ask-another',
    'signed',
    'upload',
    'refused-file',
    'give',
    'give',
    'decide',
    'decide',
  ] as const),
);
/** In February: courses have started, invoices come. */
const february = by(
  ...(['claim', 'claim', 'match', 'match', 'approve', 'pay', 'pay', 'query', 'reject', 'replace', 'fail'] as const),
  ...(['claw-back', 'same-file', 'book', 'suppress'] as const),
);
type Does = (ReturnType<typeof january.generate>['value'] | ReturnType<typeof february.generate>['value'])['does'];
interface Step {
  readonly does: Does;
  readonly who: number;
  readonly other: number;
  readonly spelled: number;
  readonly yes: boolean;
}

/** Every step once, by people for whom it means something: what is drawn need not reach all of it. */
const did = (does: Does, who: number, other = (who + 1) % 4, wanted = 1, yes = true): Step => ({
  does,
  who,
  other,
  spelled: wanted,
  yes,
});
const onceOfEach: [Step[], Step[]] = [
  [
    ...[0, 1, 2, 3].map((who) => did('book', who)),
    did('link', 0),
    did('hand-over', 0, 3),
    did('cancel', 3),
    did('offer', 0),
    did('book', 0, 1, 2),
    did('links', 2),
    did('register', 2),
    did('register', 3),
    did('move', 3, 0, 2),
    did('merge', 2),
    ...[0, 1].flatMap((who) => [did('request', who), did('ask', who, 2), did('upload', who)]),
    did('refused-file', 0),
    did('give', 0),
    did('ask-another', 1, 3),
    did('give', 1),
    did('signed', 1, 2),
    ...[0, 1].map((who) => did('decide', who)),
    ...[0, 1, 2, 3].map((who) => did('suppress', who)),
  ],
  [
    ...[
      did('claim', 0, 1),
      did('query', 0),
      did('replace', 0, 1),
      did('match', 0, 1),
      did('approve', 0),
      did('pay', 0),
    ],
    ...[did('same-file', 1, 0), did('claw-back', 0), did('fail', 0), did('reject', 0), did('claim', 1, 0, 1, false)],
  ],
];

interface Actor extends Somebody {
  readonly name: string;
  readonly bookings: string[];
  readonly requests: string[];
  readonly words: string[];
  addresses: readonly string[];
  further: readonly string[];
  /** As whom they sign in: their user stays, whichever address they sign in with by then. */
  account?: Learner;
}

/** Whose names are written as people write them, and whose addresses are of one mailbox. */
function createActor(index: number): Actor {
  const [known, local] = [word(), word()];
  const name = [`Siobhán O’${known}`, `Łukasz ${known}-Nowak`, `Ngozi ${known}`, `Zoë d'${known}`][index] ?? known;
  const start = index % 2 === 0 ? `o'${local}` : local;
  const addresses = [`${start}@nhs.net`, `${start}+courses@nhs.net`, `${start}+o'2@nhs.net`];
  return { name, addresses, further: [], words: [known], bookings: [], requests: [] };
}

/** Carries a history out as its people would. What is refused is refused. */
function createHistory({ sessions, potId }: { readonly sessions: readonly string[]; readonly potId: string }) {
  const actors = [0, 1, 2, 3].map(createActor);
  const actor = (index: number) => actors[index] ?? createActor(index);
  const said = (whose: Actor, what: string) => {
    const typed = word();
    whose.words.push(typed);
    return `${what} ${typed}`;
  };
  const invoicesOf = async ({ requests }: Actor) => {
    const [id = ''] = requests.slice(-1);
    const invoiceId = (await hub.stored(id)).invoiceIds.at(-1);
    return { id, invoiceId: invoiceId ?? id }; // Of an invoice that is not there, nothing is done.
  };
  const lines = (...whose: Actor[]) =>
    // As others write it who have no such keys.
    whose.map(({ name }) => ({ learner: name.normalize('NFKD').replaceAll(/\p{M}/gu, ''), pence: 10_000 }));

  /** Whoever it is for, or the next of them for whom it means something. */
  function meant(does: Does, who: number): Actor {
    if (
      does === 'book' ||
      does === 'request' ||
      does === 'links' ||
      does === 'register' ||
      does === 'move' ||
      does === 'merge' ||
      does === 'suppress'
    )
      return actor(who);
    const list = ['link', 'cancel', 'hand-over'].includes(does) ? 'bookings' : 'requests';
    const found = [0, 1, 2, 3].map((more) => actor((who + more) % 4)).find((each) => each[list].length > 0);
    if (!found && does !== 'offer') throw new ProblemError('wrong-state', { detail: 'Nobody has anything yet' });
    return found ?? actor(who);
  }

  async function act({ does, who, other, spelled: wanted, yes }: Step): Promise<unknown> {
    const one = meant(does, who);
    const another = actor(other);
    const [workEmail = '', theirEmail = ''] = [one.addresses[wanted], another.addresses[(wanted + 1) % 3]];
    const [requestId = ''] = one.requests.slice(-1);
    const [bookingId = ''] = one.bookings.slice(-1);
    const statement = async () => {
      const { statements } = await hub.stored(requestId);
      const [found] = statements.filter(({ status }) => status === 'asked').slice(-1);
      return found && (await hub.requests.findStatement(found.statementId, workOf()));
    };
    const authorOf = (address: string) => actors.find(({ addresses }) => addresses.includes(address)) ?? one;
    const person = (of: Actor, address: string) => ({ ...aBooking('', address).person, name: of.name });
    switch (does) {
      case 'book': {
        const more = {
          ...(yes && { managerEmail: theirEmail }),
          ...(wanted !== 0 && { accessNeeds: said(one, 'A hearing loop') }),
        };
        const sessionId = sessions[wanted === 2 ? 1 : 0] ?? '';
        one.bookings.push(
          await hub.booked({ ...aBooking(sessionId, workEmail, more), person: person(one, workEmail) }),
        );
        return;
      }
      case 'link':
        return hub.linkTo(bookingId);
      case 'cancel':
        return hub.cancel(bookingId, await hub.linkTo(bookingId));
      case 'hand-over':
        return handOver(bookingId, person(another, theirEmail));
      case 'offer':
        return Promise.all(sessions.map((sessionId) => hub.followUp({ kind: 'offer-places', sessionId })));
      case 'links':
        return hub.askForLinks({ ...hub.nothing, body: { workEmail } }, guest());
      case 'register': {
        // By the plain address: what came back to another spelling is found for as long as anything was made with that.
        const [plain = ''] = one.addresses;
        const link = await hub.asksForAccount(person(one, plain));
        if (!yes) return;
        const signedIn = await hub.confirms(link);
        one.account ??= signedIn;
        return;
      }
      case 'move': {
        const [mailbox = ''] = one.addresses;
        const me = one.account ?? (await hub.confirms(await hub.asksForAccount(person(one, mailbox))));
        const after = `${word()}@nhs.net`;
        // As a guest, before anybody knows that it is them.
        if (wanted === 2)
          one.bookings.push(await hub.booked({ ...aBooking(sessions[1] ?? '', after), person: person(one, after) }));
        one.account = await hub.movesTo(after, me);
        one.further = [mailbox, ...one.further];
        one.addresses = [after, ...one.addresses];
        return;
      }
      case 'merge': {
        const [mailbox = ''] = one.addresses;
        one.account ??= await hub.confirms(await hub.asksForAccount(person(one, mailbox)));
        const theirs = `${word()}@nhs.net`;
        await hub.confirms(await hub.asksForAccount(person(one, theirs)));
        one.bookings.push(await hub.booked({ ...aBooking(sessions[1] ?? '', theirs), person: person(one, theirs) }));
        await merge(one.account.workEmail, theirs);
        one.further = [...one.further, theirs];
        one.addresses = [...one.addresses, theirs];
        return;
      }
      case 'suppress':
        // No mail comes back but what was sent.
        for (const address of one.addresses)
          if ((await hub.emailsTo(address)).length > 0) await hub.emails.suppress(address, 'bounced', workOf());
        return;
      case 'request': {
        const reason = said(one, 'To run the clinic');
        one.requests.push(await hub.start(aFundingRequest(workEmail, { potId, reason }, { name: one.name })));
        return;
      }
      case 'ask':
        return ask(requestId, theirEmail, { authorName: another.name, ...(yes ? {} : { kind: 'employer' }) });
      case 'signed': {
        const documentIds = [await hub.uploaded(requestId, 'statement')];
        return ask(requestId, theirEmail, { authorName: another.name, kind: 'employer', documentIds });
      }
      case 'ask-another': {
        hub.time.advance(3_600_000);
        const path = { fundingRequestId: requestId, statementId: (await statement())?.statementId ?? requestId };
        const to = { authorName: another.name, authorEmail: theirEmail };
        return hub.resendStatement({ ...hub.nothing, path, body: { to } }, await hub.as(requestId));
      }
      case 'upload': {
        const { statementId } = (await statement()) ?? {};
        return statementId
          ? hub.uploaded(requestId, 'statement', { statementId })
          : hub.uploaded(requestId, 'evidence');
      }
      case 'refused-file': {
        const { statementId } = (await statement()) ?? {};
        return statementId && hub.uploaded(requestId, 'statement', { status: 'infected', statementId });
      }
      case 'give': {
        const asked = await statement();
        if (!asked) return;
        const own = (await hub.documents.findMany((await hub.stored(requestId)).documentIds, workOf())).filter(
          ({ statementId, status }) => statementId === asked.statementId && status === 'clean',
        );
        const documentIds = yes ? own.map(({ documentId }) => documentId).slice(0, 4) : [];
        return give(asked.statementId, said(authorOf(asked.authorEmail), 'I support this'), documentIds);
      }
      case 'decide':
        await hub.submit(requestId);
        await hub.reviewFundingRequest({ ...of(requestId), body: {} }, hub.asStaff());
        return hub.approve(requestId, potId, 20_000);
      case 'claim':
      case 'replace': {
        const { id, invoiceId } = await invoicesOf(one);
        await hub.progress(id, 'started').catch(refusalsPass);
        const charged = yes && another !== one ? lines(one, another) : lines(one);
        const totalPence = 10_000 * charged.length;
        const replaces = does === 'replace' ? { replaces: invoiceId } : {};
        return hub.claim(id, `${id}-${wanted}`, { lines: charged, totalPence, ...replaces });
      }
      case 'match': {
        const { id, invoiceId } = await invoicesOf(one);
        const alsoFor = yes && another !== one ? another.requests.slice(-1) : [];
        for (const each of [id, ...alsoFor]) await hub.progress(each, 'started').catch(refusalsPass);
        return hub.matchInvoice({ ...on(invoiceId), body: { alsoFor, differsFrom: [] } }, finance('mia'));
      }
      case 'same-file': {
        const { documentIds } = await hub.stored(another.requests.at(-1) ?? requestId);
        const [found] = (await hub.documents.findMany(documentIds, workOf())).filter(
          (each) => each.purpose === 'invoice',
        );
        return hub.uploaded(requestId, 'invoice', found?.sha256 === undefined ? {} : { sha256: found.sha256 });
      }
      default: {
        const { invoiceId } = await invoicesOf(one);
        const input = on(invoiceId);
        if (does === 'approve') return hub.approveInvoice(input, finance('ann'));
        if (does === 'pay') return hub.payInvoice(input, finance('bob'));
        if (does === 'fail') return hub.recordPaymentFailed(input, finance('bob'));
        if (does === 'query') return hub.queryInvoice({ ...input, body: { question: 'For whom?' } }, finance('ann'));
        if (does === 'reject') return hub.rejectInvoice({ ...input, body: { because: 'Not ours' } }, finance('ann'));
        return hub.clawBack({ ...input, body: { pence: 100, because: 'Not finished' } }, finance('ann'));
      }
    }
  }

  return { actors, act: (step: Step) => act(step).catch(refusalsPass) };
}

/** What means nothing just then is refused, or has nothing to be done to. */
function refusalsPass(error: unknown): void {
  if (error instanceof ProblemError) return;
  if (error instanceof Error && /^(There is no such request|no email is owed)/.test(error.message)) return;
  throw error;
}

/** What there is to be found: the history of each step has all of it. */
const whatever = [
  ...['booking', 'access-needs', 'attendee', 'certificate', 'email', 'line-entry', 'manage-token', 'offer'],
  ...['address', 'allowance', 'asks', 'links-asked', 'managed', 'merge', 'person', 'suppressed-address'],
]
  .map((type) => `holder ${type}`)
  .concat(
    ['booking', 'subject'].map((type) => `manager ${type}`),
    [
      ...['document', 'email', 'funding-history', 'funding-request', 'invoice', 'invoice-guard', 'invoice-numbers'],
      ...['ledger-entry', 'manage-token', 'managed', 'statement', 'suppressed-address'],
    ].map((type) => `applicant ${type}`),
    ['document', 'email', 'manage-token', 'managed', 'statement', 'suppressed-address'].map((type) => `author ${type}`),
    ['document', 'invoice', 'invoice-guard', 'invoice-numbers'].map((type) => `learner ${type}`),
    ['registration', 'email-change', 'manage-token'].map((type) => `registrant ${type}`),
    ['addressee email'],
  );

describe('what is found of somebody', () => {
  const Anything = z.record(z.string(), z.unknown());
  const placeOf = ({ pk, sk }: Item) => `${pk} ${sk}`;
  const seen = new Set<string>();

  /** Who is written to is told from who is named; who has sent an invoice from who is named on it. */
  function expectRoles(found: readonly Holding[], addresses: readonly string[]) {
    const requests = new Set(idsIn(found, 'funding-request', 'fundingRequestId'));
    for (const { type, role, record } of found) {
      if (type === 'email')
        expect(role === 'addressee').toBe(addresses.map(mailboxOf).includes(mailboxOf(String(record.to))));
      if (type === 'invoice') expect(role).toBe(requests.has(record.fundingRequestId) ? 'applicant' : 'learner');
    }
  }

  /** For each, by whichever of their addresses it is asked. */
  async function expectSame(actors: readonly Somebody[]) {
    const stored = await scanAll(hub.document, 'records', Anything);
    const live = stored.filter((item) => !hasExpired(item as { expiresAt?: number }, hub.clock()));
    for (const whose of actors) {
      const theirs = itemsOf(whose, live, subjectsKey);
      for (const address of whose.addresses) {
        const found = await everythingOf(address, workOf());
        const places = new Set(found.map(({ key }) => placeOf({ ...key })));
        const wanted = new Set(theirs.map(placeOf));
        expect({
          missed: theirs.filter((item) => !places.has(placeOf(item))),
          others: found.filter(({ key }) => !wanted.has(placeOf({ ...key }))),
        }).toEqual({ missed: [], others: [] });
        for (const { role, type } of found) seen.add(`${role} ${type}`);
        expectRoles(found, whose.addresses);
      }
    }
  }

  it('is what a search of the whole table finds of them, whoever did what', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(january, { minLength: 12, maxLength: 30, size: 'max' }),
        fc.array(february, { minLength: 5, maxLength: 18, size: 'max' }),
        async (first, second) => {
          hub.time.moveTo('2027-01-04T09:00:00.000Z');
          const sessions = [
            await hub.publishedSession({ capacity: 1, ...inFebruary }),
            await hub.publishedSession(inFebruary),
          ];
          const potId = await hub.pot(aPot({ scheme: word() }));
          const { actors, act } = createHistory({ sessions, potId });
          for (const step of first) {
            hub.time.advance(1000);
            await act(step);
          }
          // Emails are kept for less long than what they are about.
          await expectSame(actors);
          hub.time.moveTo('2027-02-02T09:00:00.000Z');
          for (const step of second) {
            hub.time.advance(1000);
            await act(step);
          }
          await expectSame(actors);
          hub.time.moveTo('2027-02-14T09:00:00.000Z');
          for (const sessionId of sessions) {
            const { bookings } = await hub.standing(sessionId);
            for (const { bookingId, status } of bookings)
              if (status === 'confirmed') await asAttended(sessionId, bookingId);
          }

          await expectSame(actors);
        },
      ),
      { numRuns: isLong ? 25 : 2, endOnFailure: true, examples: [onceOfEach] },
    );
    expect([...seen]).toEqual(expect.arrayContaining(whatever));
  }, 600_000);
});
