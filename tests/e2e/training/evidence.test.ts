import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accepted } from '#http/client.ts';
import { southEastLondon } from '#hub/south-east-london.ts';
import { fundingVisitorOf } from '../../support/funding-visitor.ts';
import { startTestPlatform, type TestPlatform, until } from '../../support/platform.ts';
import { searchEverywhere, storesIn } from '../../support/search-everywhere.ts';
import { pdf, postFile } from '../../support/uploads.ts';

const largest = 7 * 1024 * 1024;
const eicar = Buffer.from(`${'X5O!P%@AP[4\\PZX54(P^)7CC)7}'}${'$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'}`);
const learner = 'evidence.learner@nhs.net';
const filename = 'pangolin certificate.pdf';
/** In no compressed part of a PDF. */
const inside = 'the quagga in the file';
const aFile = async () => Buffer.concat([await pdf('I was there'), Buffer.from(`\n% ${inside}\n`)]);

describe('evidence of training on the platform', () => {
  let hub: TestPlatform;
  let me: { token: string };

  beforeAll(async () => {
    hub = await startTestPlatform();
    await hub.moveClockTo(new Date('2027-01-11T09:00:00.000Z'));
    me = { token: await hub.register(learner) };
  }, 60_000);
  afterAll(() => hub.stop());

  const enter = async (as = me) => {
    const body = { title: 'Life support', provider: 'St John', completedOn: '2026-12-01', hours: 2 };
    return accepted(await hub.api.addTrainingRecord({ body }, as)).body.trainingRecordId;
  };
  const form = async (trainingRecordId: string) =>
    accepted(
      await hub.api.addTrainingDocument(
        { path: { trainingRecordId }, body: { filename, contentType: 'application/pdf' } },
        me,
      ),
    ).body;
  const list = async (trainingRecordId: string) =>
    accepted(await hub.api.listTrainingDocuments({ path: { trainingRecordId } }, me)).body.items;
  const linkTo = (trainingRecordId: string, documentId: string, as = me) =>
    hub.api.getTrainingDocumentLink({ path: { trainingRecordId, documentId } }, as);
  const objectsOf = (id: string) => hub.objects().filter((key) => key.includes(id));
  const untilGone = (id: string) =>
    until(
      async () => objectsOf(id),
      (keys) => keys.length === 0,
      15_000,
      'the file to go',
    );

  async function upload(trainingRecordId: string, file?: Uint8Array) {
    const { documentId, upload: posted } = await form(trainingRecordId);
    expect((await postFile(posted, file ?? (await aFile()))).status).toBe(201);
    const items = await until(
      () => list(trainingRecordId),
      (each) => each.some((document) => document.documentId === documentId && document.status !== 'pending'),
      15_000,
      'evidence to be checked',
    );
    const found = items.find((document) => document.documentId === documentId);
    if (!found) throw new Error('It is not listed');
    return { ...found, form: posted };
  }

  it('is uploaded, checked, and opened by its owner for a minute, under a name of its type', async () => {
    const entry = await enter();
    const content = await aFile();
    await hub.scanning(false);
    const { documentId, upload: posted, largestBytes } = await form(entry);
    expect(largestBytes).toBe(largest);
    expect(posted.fields.key).toBe(`training-documents/${entry}/${documentId}`);
    expect((await postFile(posted, content)).status).toBe(201);
    expect(await list(entry)).toMatchObject([{ documentId, filename, status: 'pending' }]);
    expect(await linkTo(entry, documentId)).toMatchObject({ ok: false, code: 'document-not-ready' });
    await hub.scanning(true);
    await until(
      () => linkTo(entry, documentId),
      ({ ok }) => ok,
      15_000,
      'the document to be found clean',
    );
    const { url, endsAt } = accepted(await linkTo(entry, documentId)).body;
    expect(Date.parse(endsAt) - (await hub.now()).getTime()).toBeLessThanOrEqual(60_000);
    const opened = await fetch(url);
    expect(opened.status).toBe(200);
    expect(opened.headers.get('content-disposition')).toContain('attachment');
    expect(opened.headers.get('x-amz-server-side-encryption')).toBe('aws:kms');
    expect(Buffer.from(await opened.arrayBuffer()).equals(content)).toBe(true);
    await hub.advance(61_000);
    expect((await fetch(url)).status).toBe(403);
    expect(await searchEverywhere(hub, 'pangolin', ['log'])).toEqual([]);
  });

  it('takes nothing but what the form was signed for, nor a file named otherwise', async () => {
    const entry = await enter();
    const { upload: posted } = await form(entry);
    const changed = { ...posted, fields: { ...posted.fields, key: `documents/${entry}/${entry}` } };
    expect((await postFile(changed, await aFile())).status).toBe(403);
    expect((await postFile(posted, Buffer.alloc(largest + 1))).status).toBe(400);
    for (const [name, contentType] of [
      ['proof.exe', 'application/pdf'],
      ['proof.png', 'application/pdf'],
    ] as const)
      expect(
        await hub.api.addTrainingDocument(
          { path: { trainingRecordId: entry }, body: { filename: name, contentType } },
          me,
        ),
      ).toMatchObject({ ok: false, status: 422 });
  });

  it('is refused where it is infected or not what it says, and its owner is told', async () => {
    const entry = await enter();
    const infected = await upload(entry, Buffer.concat([Buffer.from('%PDF-1.7\n'), eicar]));
    expect(infected.status).toBe('infected');
    expect(await linkTo(entry, infected.documentId)).toMatchObject({ ok: false, code: 'document-not-ready' });
    const email = await fundingVisitorOf(hub).untilTold(learner, 'training-document-refused');
    expect(email.text).toContain(filename);
    expect(email.text).not.toContain('?token=');
    expect(await upload(entry, Buffer.from('MZ no PDF'))).toMatchObject({
      status: 'rejected',
      rejectedBecause: 'not-what-it-says',
    });
  });

  it('is shown to nobody else: no other learner, no staff, whatever they have the right to', async () => {
    const entry = await enter();
    const { documentId } = await upload(entry);
    const another = { token: await hub.register('another.evidence@nhs.net') };
    const theirs = await enter(another);
    expect(await linkTo(entry, documentId, another)).toMatchObject({ ok: false, code: 'training-record-not-found' });
    expect(await linkTo(theirs, documentId, another)).toMatchObject({ ok: false, code: 'document-not-found' });
    expect(
      await hub.api.deleteTrainingDocument({ path: { trainingRecordId: theirs, documentId } }, another),
    ).toMatchObject({ ok: false, code: 'document-not-found' });
    for (const group of ['funding', 'finance', 'bookings'])
      expect(await linkTo(entry, documentId, { token: await hub.tokenOf(group) })).toMatchObject({ ok: false });
    const staff = { token: await hub.tokenOf('funding') };
    expect(await hub.api.getDocumentLink({ path: { documentId } }, staff)).toMatchObject({
      ok: false,
      code: 'document-not-found',
    });
    expect(accepted(await linkTo(entry, documentId)).status).toBe(200);
  });

  it('is among what somebody is told that is held about them', async () => {
    const kinds: string[] = [];
    let cursor: string | undefined;
    do {
      const page = accepted(await hub.api.listMyHoldings({ query: { limit: 100, cursor } }, me)).body;
      kinds.push(...page.items.map(({ kind }) => kind));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(kinds).toContain('training-document');
  });

  it('goes in every version when its owner deletes it, and so does what is posted later', async () => {
    const entry = await enter();
    const { documentId, form: posted } = await upload(entry);
    await hub.scanning(false);
    expect((await postFile(posted, await pdf('swapped'))).status).toBe(201);
    expect(objectsOf(documentId)).toHaveLength(2);
    const path = { trainingRecordId: entry, documentId };
    const { url } = accepted(await linkTo(entry, documentId)).body;
    accepted(await hub.api.deleteTrainingDocument({ path }, { ...me, idempotencyKey: 'gone' }));
    accepted(await hub.api.deleteTrainingDocument({ path }, { ...me, idempotencyKey: 'gone' }));
    expect(await hub.api.deleteTrainingDocument({ path }, me)).toMatchObject({ code: 'document-not-found' });
    await untilGone(documentId);
    expect((await fetch(url)).ok).toBe(false);
    expect(await list(entry)).toEqual([]);
    // The form is good for ten minutes, whatever became of its record.
    expect((await postFile(posted, await aFile())).status).toBe(201);
    expect(objectsOf(documentId)).toHaveLength(1);
    await hub.scanning(true);
    await untilGone(documentId);
  });

  it('goes with its entry', async () => {
    const entry = await enter();
    await upload(entry);
    await upload(entry);
    expect(objectsOf(entry)).toHaveLength(2);
    accepted(await hub.api.deleteTrainingRecord({ path: { trainingRecordId: entry } }, me));
    await untilGone(entry);
    expect(await hub.api.listTrainingDocuments({ path: { trainingRecordId: entry } }, me)).toMatchObject({
      code: 'training-record-not-found',
    });
  });

  it('goes with the account, after which nothing of it is anywhere', async () => {
    const entry = await enter();
    await upload(entry);
    expect(storesIn(await searchEverywhere(hub, inside))).toEqual(['objects Documents training-documents/']);
    const end = await hub.now();
    end.setUTCFullYear(end.getUTCFullYear() + southEastLondon.retention.accountYearsFromLastActivity);
    await hub.moveClockTo(new Date(end.getTime() + 5 * 86_400_000));
    await hub.sweep();
    await untilGone(entry);
    // Each change is kept for a day, and what was deleted is one.
    const withoutStream = async (value: string) =>
      storesIn(await searchEverywhere(hub, value)).filter((store) => !store.startsWith('changes '));
    for (const value of [inside, 'pangolin', entry])
      expect(
        await until(
          () => withoutStream(value),
          (stores) => stores.length === 0,
          15_000,
          value,
        ),
      ).toEqual([]);
  });

  it('did all that within what each function may do', async () => {
    const denied = (await hub.denied()) as { action: string }[];
    // Only what somebody opened that was gone by then.
    expect(denied.filter(({ action }) => !action.startsWith('s3:'))).toEqual([]);
  });
});
