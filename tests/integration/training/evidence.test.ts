import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mostUploadsInADay } from '#domain/training/evidence.ts';
import { createAddTrainingDocument } from '#functions/documents/training/add-training-document.ts';
import { createDeleteTrainingDocument } from '#functions/documents/training/delete-training-document.ts';
import { createTendAccounts } from '#functions/people/accounts/tend-accounts.ts';
import { wireTending } from '#functions/people/wiring.ts';
import { createMyUseCases } from '#functions/training/me-use-cases.ts';
import { createDeleteTrainingRecord } from '#functions/training/records/delete-training.ts';
import { wireForLearners } from '#functions/training/wiring.ts';
import type { Learner } from '#http/callers.ts';
import { update } from '#records/engine/writes.ts';
import { keys } from '#records/keys.ts';
import { PersonRecord } from '#records/people/items.ts';
import { AccountView } from '#records/people/views.ts';
import { actingAs, acts } from '../../support/acting-as.ts';
import { aPdf, createTestDocuments, type TestDocuments } from '../../support/documents.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { staffMember } from '../../support/funding.ts';
import { aBooking, day, hour, workOf } from '../../support/hub.ts';
import { testedEngines } from '../../support/long.ts';

const lambda = { awsRequestId: 'r', getRemainingTimeInMillis: () => 60_000 } as never;
const as = <C>(caller: C) => ({ caller, work: workOf(), once: undefined });
const nothing = { path: undefined, query: undefined, body: undefined };
const tooMany = { code: 'too-many-documents' };
const codesOf = (all: readonly PromiseSettledResult<unknown>[]) =>
  all.map((each) => (each.status === 'rejected' ? each.reason.code : 'done')).sort();

describe.each(testedEngines)('evidence of training (%s)', (name) => {
  let engine: RunningEngine;
  let hub: TestDocuments;
  let trainingDeps: ReturnType<typeof wireForLearners>;
  let training: ReturnType<typeof createMyUseCases>;
  let tendAccounts: ReturnType<typeof createTendAccounts>;
  let caller: Learner;
  let trainingRecordId: string;
  let number = 0;

  beforeAll(async () => {
    engine = await startEngine(name);
    hub = createTestDocuments(engine.client);
    trainingDeps = wireForLearners(hub, 'https://hub.example');
    training = actingAs('training-me', createMyUseCases(trainingDeps));
    tendAccounts = acts('people-tend', createTendAccounts(wireTending(hub)));
  });
  afterAll(() => engine.stop());
  beforeEach(async () => {
    hub.time.moveTo('2027-01-04T09:00:00.000Z');
    caller = await signedUp();
    trainingRecordId = await enter();
  });

  async function signedUp(): Promise<Learner> {
    number += 1;
    return hub.confirms(await hub.asksForAccount(aBooking('', `evidence.${name}.${number}@nhs.net`).person));
  }
  async function enter(by = caller): Promise<string> {
    const body = { title: 'Life support', provider: 'St John', completedOn: '2026-12-01', hours: 2 };
    return (await training.addTrainingRecord({ ...nothing, body }, as(by))).body.trainingRecordId;
  }
  const at = (of = trainingRecordId) => ({ ...nothing, path: { trainingRecordId: of } });
  const file = { filename: 'certificate.pdf', contentType: 'application/pdf' } as const;
  async function form(of = trainingRecordId, by = caller) {
    const { body } = await hub.me.addTrainingDocument({ ...at(of), body: file }, as(by));
    return { documentId: body.documentId, key: body.upload.fields.key ?? '' };
  }
  async function uploaded(bytes: Uint8Array = aPdf(), result = 'NO_THREATS_FOUND') {
    const { documentId, key } = await form();
    await hub.scan(key, hub.bucket.post(key, bytes), result);
    return { documentId, key };
  }
  const list = async (of = trainingRecordId, by = caller) =>
    (await hub.me.listTrainingDocuments(at(of), as(by))).body.items;
  const named = (documentId: string, of = trainingRecordId) => ({
    ...nothing,
    path: { trainingRecordId: of, documentId },
  });
  const link = (documentId: string, of = trainingRecordId, by = caller) =>
    hub.me.getTrainingDocumentLink(named(documentId, of), as(by));
  const remove = (documentId: string, of = trainingRecordId, by = caller) =>
    hub.me.deleteTrainingDocument(named(documentId, of), as(by));
  const accountOf = async (by = caller) => {
    const account = await hub.forLearners.accounts.find(by, workOf());
    if (!account) throw new Error('no account');
    return account;
  };
  const entryOf = async () => {
    const entry = await hub.forLearners.ownRecords.find(await accountOf(), trainingRecordId, workOf());
    if (!entry) throw new Error('no entry');
    return entry;
  };
  /** As it is stored, expired or not. */
  const kept = async (documentId: string) =>
    (await hub.document.send(new GetCommand({ TableName: 'records', Key: keys.trainingDocument(documentId) }))).Item;
  const told = async () =>
    (await hub.owedEmails()).filter(({ kind, to }) => kind === 'training-document-refused' && to === caller.workEmail);

  it('is opened by its owner once it was found clean, and not before', async () => {
    const { documentId, key } = await form();
    expect(key).toBe(`training-documents/${trainingRecordId}/${documentId}`);
    await expect(link(documentId)).rejects.toMatchObject({ code: 'document-not-ready' });
    const version = hub.bucket.post(key, aPdf());
    expect(await hub.scan(key, version)).toEqual({ status: 'clean' });
    expect((await link(documentId)).body.url).toContain(`${key}?versionId=${version}`);
    expect(await list()).toMatchObject([{ documentId, ...file, status: 'clean' }]);
    expect(await told()).toEqual([]);
    // What was entered is at the version that it was, and may be changed as before.
    const change = { ...at(), body: { version: 1, hours: 3 } };
    expect((await training.changeTrainingRecord(change, as(caller))).body).toMatchObject({ version: 2 });
    expect(await list()).toHaveLength(1);
  });

  it.each([
    ['infected', aPdf(), 'THREATS_FOUND', { status: 'infected' }, 'infected'],
    [
      'not what it says',
      Buffer.from('MZ'),
      'NO_THREATS_FOUND',
      { status: 'rejected', rejectedBecause: 'not-what-it-says' },
      'not-what-it-says',
    ],
    ['not scanned', aPdf(), 'UNSUPPORTED', { status: 'rejected', rejectedBecause: 'not-scanned' }, 'not-scanned'],
  ])('that is %s is opened by nobody, and its owner is told', async (_what, bytes, result, expected, why) => {
    const { documentId } = await uploaded(bytes, result);
    expect(await list()).toMatchObject([expected]);
    await expect(link(documentId)).rejects.toMatchObject({ code: 'document-not-ready' });
    const { personId } = await accountOf();
    expect(await told()).toMatchObject([
      { facts: { filename: file.filename, why }, about: { kind: 'account', id: personId } },
    ]);
    expect((await told())[0]).not.toHaveProperty('linkExpiresAt');
  });

  it('is told by the address that its owner has by then, and to nobody where they have none', async () => {
    const { key } = await form();
    caller = await hub.movesTo(`moved.${name}@nhs.net`, caller);
    await hub.scan(key, hub.bucket.post(key, aPdf()), 'THREATS_FOUND');
    expect(await told()).toHaveLength(1);
    const other = await form();
    const ended = { remove: ['sub', 'accountSince'] as const };
    await hub.records.updateOne(update(PersonRecord, keys.person((await accountOf()).personId), ended), workOf());
    expect(await hub.scan(other.key, hub.bucket.post(other.key, aPdf()), 'THREATS_FOUND')).toEqual({
      status: 'infected',
    });
    expect(await told()).toHaveLength(1);
  });

  it('is nobody else’s to upload, see, open or delete, nor of another entry', async () => {
    const { documentId } = await uploaded();
    const stranger = await signedUp();
    const theirs = await enter(stranger);
    const notFound = { code: 'training-record-not-found' };
    await expect(form(trainingRecordId, stranger)).rejects.toMatchObject(notFound);
    await expect(list(trainingRecordId, stranger)).rejects.toMatchObject(notFound);
    await expect(link(documentId, trainingRecordId, stranger)).rejects.toMatchObject(notFound);
    await expect(remove(documentId, trainingRecordId, stranger)).rejects.toMatchObject(notFound);
    for (const [of, by] of [
      [theirs, stranger],
      [await enter(), caller],
    ] as const) {
      await expect(link(documentId, of, by)).rejects.toMatchObject({ code: 'document-not-found' });
      await expect(remove(documentId, of, by)).rejects.toMatchObject({ code: 'document-not-found' });
    }
    const staff = { ...nothing, path: { documentId } };
    await expect(hub.getDocumentLink(staff, as(staffMember('ann')))).rejects.toMatchObject({
      code: 'document-not-found',
    });
    await expect(list(trainingRecordId, { ...caller, sub: 'gone' })).rejects.toMatchObject({
      code: 'account-not-found',
    });
    expect(await list()).toHaveLength(1);
  });

  it.each(['attendance', 'funded-course'])('is none of what was made here (%s)', async (source) => {
    await expect(form(`${source}-${trainingRecordId}`)).rejects.toMatchObject({ code: 'wrong-state' });
  });

  it('is four documents of an entry at most, however many come at once', async () => {
    await form();
    const all = await Promise.allSettled(Array.from({ length: 5 }, () => form()));
    expect(codesOf(all)).toEqual(['done', 'done', 'done', 'too-many-documents', 'too-many-documents']);
    expect(await list()).toHaveLength(4);
    await form(await enter());
  });

  it('is refused by the write itself where another took the last room meanwhile', async () => {
    for (let had = 0; had < 3; had += 1) await form();
    let raced = false;
    const evidence: typeof hub.forLearners.evidence = {
      ...hub.forLearners.evidence,
      async add(...given) {
        if (!raced) {
          raced = true;
          await form();
          expect(await hub.forLearners.evidence.add(...given)).toBe('facts-changed');
        }
        return hub.forLearners.evidence.add(...given);
      },
    };
    const add = createAddTrainingDocument({ ...hub.forLearners, evidence });
    await expect(add({ ...at(), body: file }, as(caller))).rejects.toMatchObject(tooMany);
    expect(await list()).toHaveLength(4);
  });

  it('that was refused makes room when it is needed, and what is still to be checked does not', async () => {
    const refused = await uploaded(Buffer.from('MZ'));
    for (let had = 0; had < 3; had += 1) await form();
    expect((await list()).map(({ status }) => status)).toEqual(['rejected', 'pending', 'pending', 'pending']);
    await form();
    expect((await list()).map(({ status }) => status)).toEqual(['pending', 'pending', 'pending', 'pending']);
    expect(await kept(refused.documentId)).toBeUndefined();
    await expect(form()).rejects.toMatchObject(tooMany);
  });

  it('is uploaded so often in a day and no more, whatever is deleted', async () => {
    const entries = [trainingRecordId, await enter()];
    for (let tried = 0; tried < mostUploadsInADay; tried += 1) {
      const of = entries[tried % 2] ?? '';
      await remove((await form(of)).documentId, of);
    }
    for (const of of entries) await expect(form(of)).rejects.toMatchObject(tooMany);
    hub.time.advance(day);
    await form();
  });

  it('is deleted by its owner, once, and leaves its room', async () => {
    const { documentId } = await uploaded();
    const { documentId: stays } = await uploaded(aPdf('another'));
    const both = await Promise.allSettled([remove(documentId), remove(documentId)]);
    expect(codesOf(both)).toEqual(['document-not-found', 'done']);
    expect(await kept(documentId)).toBeUndefined();
    expect((await list()).map((each) => each.documentId)).toEqual([stays]);
  });

  it('stays deleted where the same is asked for with another that comes meanwhile', async () => {
    const { documentId } = await form();
    let raced = false;
    const evidence: typeof hub.forLearners.evidence = {
      ...hub.forLearners.evidence,
      async remove(...given) {
        if (!raced) {
          raced = true;
          await form();
        }
        return hub.forLearners.evidence.remove(...given);
      },
    };
    await createDeleteTrainingDocument({ ...hub.forLearners, evidence })(named(documentId), as(caller));
    const left = await list();
    expect(left).toHaveLength(1);
    expect(left.map((each) => each.documentId)).not.toContain(documentId);
  });

  it('goes with its entry in the same change, that which comes as it is deleted among it', async () => {
    const { documentId } = await uploaded();
    let late = '';
    const ownRecords: typeof trainingDeps.ownRecords = {
      ...trainingDeps.ownRecords,
      async remove(...given) {
        if (late === '') late = (await form()).documentId;
        return trainingDeps.ownRecords.remove(...given);
      },
    };
    await createDeleteTrainingRecord({ ...trainingDeps, ownRecords })(at(), as(caller));
    expect(late).not.toBe('');
    for (const each of [documentId, late]) expect(await kept(each)).toBeUndefined();
    await expect(list()).rejects.toMatchObject({ code: 'training-record-not-found' });
  });

  it('goes with its entry for whoever deletes that as they do, though one of it is gone already', async () => {
    const { documentId } = await uploaded();
    await form();
    const entry = await entryOf();
    await hub.forLearners.evidence.remove(entry, { documentId, status: 'clean' }, { work: workOf(), once: undefined });
    await training.deleteTrainingRecord(at(), as(caller));
    expect(await kept(documentId)).toBeUndefined();
  });

  it('is kept as long as the account, neither shorter nor longer', async () => {
    const { documentId } = await uploaded();
    const { personId } = await accountOf();
    for (let quarters = 0; quarters < 10; quarters += 1) {
      hub.time.advance(90 * day);
      await accountOf();
      await tendAccounts({}, lambda);
      expect(await list(), `${quarters}`).toHaveLength(1);
    }
    const { expiresAt = 0 } = (await hub.records.find(AccountView, keys.person(personId), workOf())) ?? {};
    const find = () => hub.trainingDocuments.find(documentId, workOf());
    // The clock looks daily; every so many days is enough here.
    while (hub.clock().getTime() < (expiresAt - 10 * 86_400) * 1000) {
      hub.time.advance(10 * day);
      await tendAccounts({}, lambda);
    }
    hub.time.moveTo(new Date(expiresAt * 1000 - 1000).toISOString());
    expect(await find()).toMatchObject({ documentId });
    expect(await kept(documentId)).toMatchObject({ expiresAt: expiresAt + 3 * 86_400 });
    hub.time.moveTo(new Date(expiresAt * 1000 + 4 * day).toISOString());
    expect(await find()).toBeUndefined();
  });

  it('is not kept for an account that is gone by then', async () => {
    const { personId } = await accountOf();
    let gone = false;
    const refused: string[] = [];
    const evidence: typeof hub.forLearners.evidence = {
      ...hub.forLearners.evidence,
      async add(...given) {
        if (!gone) {
          gone = true;
          refused.push(given[2].documentId);
          const ended = { remove: ['sub', 'accountSince'] as const };
          await hub.records.updateOne(update(PersonRecord, keys.person(personId), ended), workOf());
        }
        return hub.forLearners.evidence.add(...given);
      },
    };
    const add = createAddTrainingDocument({ ...hub.forLearners, evidence });
    await expect(add({ ...at(), body: file }, as(caller))).rejects.toMatchObject({ code: 'account-not-found' });
    expect(refused).toHaveLength(1);
    for (const documentId of refused) expect(await kept(documentId)).toBeUndefined();
  });

  it('is found by an account into which the record was merged that its entry was made with', async () => {
    const { documentId } = await uploaded();
    const [part, root] = [await accountOf(), await accountOf(await signedUp())];
    const account = { ...root, includes: [part.personId] };
    const entry = await hub.forLearners.ownRecords.find(account, trainingRecordId, workOf());
    if (!entry) throw new Error('no entry');
    expect(await hub.forLearners.evidence.list(entry, workOf())).toMatchObject([{ documentId }]);
    const key = keys.person(part.personId);
    const merged = { set: { mergedInto: root.personId } };
    await hub.records.updateOne(update(PersonRecord, key, merged), workOf());
    expect(await hub.trainingDocuments.findWhose(part, workOf())).toMatchObject({ personId: root.personId });
  });

  it('that is posted when it was deleted already is removed, since nothing would find it again', async () => {
    const { documentId, key } = await form();
    await remove(documentId);
    expect(await hub.scan(key, hub.bucket.post(key, aPdf()))).toEqual({ status: 'unknown' });
    expect(hub.bucket.versionsOf(key)).toEqual([]);
  });

  it('is the file of which there is word first: what is posted later goes, and is told once', async () => {
    const { documentId, key } = await uploaded();
    for (const text of ['swapped', 'and again']) {
      expect(await hub.scan(key, hub.bucket.post(key, aPdf(text)))).toEqual({ status: 'later-file' });
    }
    expect(hub.bucket.versionsOf(key)).toHaveLength(1);
    expect((await told()).map(({ facts }) => facts.why)).toEqual(['came-later']);
    expect((await link(documentId)).body.url).toContain(hub.bucket.versionsOf(key)[0]?.versionId);
  });

  it('that is not heard of is looked after as other documents are', async () => {
    const never = await form();
    const posted = await form();
    hub.bucket.post(posted.key, aPdf());
    for (let look = 0; look < 5; look += 1) {
      hub.time.advance(hour / 2);
      await hub.look();
    }
    const states = new Map((await list()).map(({ documentId, rejectedBecause }) => [documentId, rejectedBecause]));
    expect(states.get(never.documentId)).toBe('never-posted');
    expect(states.get(posted.documentId)).toBe('not-scanned');
    expect((await told()).map(({ facts }) => facts.why)).toEqual(['never-scanned']);
  });

  it('is one document for one key, however often it is asked for', async () => {
    const once = { id: `evidence-${number}`, fingerprint: 'f' };
    const asked = () => hub.me.addTrainingDocument({ ...at(), body: file }, { caller, work: workOf(), once });
    await asked();
    await expect(asked()).rejects.toThrow();
    expect(await list()).toHaveLength(1);
  });
});
