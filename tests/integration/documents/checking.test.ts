import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCheckDocument } from '#functions/documents/check-document.ts';
import { aPdf, createTestDocuments, type TestDocuments } from '../../support/documents.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { staffMember } from '../../support/funding.ts';
import { aFundingRequest } from '../../support/funding-nouns.ts';
import { testedEngines } from '../../support/long.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe.each(testedEngines)('checking what was uploaded (%s)', (name) => {
  let engine: RunningEngine;
  let hub: TestDocuments;
  let fundingRequestId: string;
  let address: string;
  let number = 0;

  beforeAll(async () => {
    engine = await startEngine(name);
    hub = createTestDocuments(engine.client);
  });
  afterAll(() => engine.stop());
  beforeEach(async () => {
    number += 1;
    address = `uploader.${number}@nhs.net`;
    fundingRequestId = await hub.start(aFundingRequest(address));
  });

  const refusals = async () =>
    (await hub.emailsTo(address)).flatMap(({ kind, facts }) => (kind === 'document-refused' ? [facts.why] : []));
  const linkTo = async (documentId: string) =>
    (await hub.getDocumentLink({ ...hub.nothing, path: { documentId } }, hub.asStaff(staffMember('fay')))).body.url;

  it('keeps the hash and the version of what was found clean, and opens that very version', async () => {
    const { documentId, key } = await hub.form(fundingRequestId);
    const versionId = hub.bucket.post(key, aPdf());
    expect(await hub.scan(key, versionId)).toEqual({ status: 'clean' });
    expect(await hub.stored(documentId)).toMatchObject({
      status: 'clean',
      objectVersion: versionId,
      sha256: sha256(aPdf()),
    });
    expect(await linkTo(documentId)).toContain(`versionId=${versionId}&`);
    expect(await refusals()).toEqual([]);
  });

  it.each([
    ['another clean file', aPdf('for another sum'), 'NO_THREATS_FOUND'],
    ['a page', Buffer.from('<html>swapped'), 'NO_THREATS_FOUND'],
    ['malware', aPdf('malware'), 'THREATS_FOUND'],
    ['what cannot be scanned', aPdf('odd'), 'UNSUPPORTED'],
  ])(
    'goes by the first file though %s is posted with the same form, and tells so once',
    async (_what, file, result) => {
      const { documentId, key } = await hub.form(fundingRequestId);
      const first = hub.bucket.post(key, aPdf());
      await hub.scan(key, first);
      const checked = await hub.stored(documentId);
      for (let again = 0; again < 2; again += 1) {
        expect(await hub.scan(key, hub.bucket.post(key, file), result)).toEqual({ status: 'later-file' });
      }
      expect(await hub.stored(documentId)).toMatchObject(checked);
      expect(await linkTo(documentId)).toContain(`versionId=${first}&`);
      expect(hub.bucket.versionsOf(key).map(({ versionId }) => versionId)).toEqual([first]);
      expect(await refusals()).toEqual(['came-later']);
    },
  );

  it('says nothing where the very same file is posted twice', async () => {
    const { documentId, key } = await hub.form(fundingRequestId);
    const first = hub.bucket.post(key, aPdf());
    await hub.scan(key, first);
    await hub.scan(key, hub.bucket.post(key, aPdf()));
    expect(await hub.stored(documentId)).toMatchObject({ status: 'clean', objectVersion: first });
    expect(hub.bucket.versionsOf(key)).toHaveLength(1);
    expect(await refusals()).toEqual([]);
  });

  it('judges the version that was scanned, though another is the latest by then', async () => {
    const { documentId, key } = await hub.form(fundingRequestId);
    const first = hub.bucket.post(key, aPdf());
    const second = hub.bucket.post(key, aPdf('swapped'));
    hub.bucket.tag(key, second, 'NO_THREATS_FOUND');
    await hub.scan(key, first);
    expect(await hub.stored(documentId)).toMatchObject({ objectVersion: first, sha256: sha256(aPdf()) });
  });

  it('keeps what was found first, though two versions are judged at the same time', async () => {
    const { documentId, key } = await hub.form(fundingRequestId);
    const first = hub.bucket.post(key, aPdf());
    const second = hub.bucket.post(key, Buffer.from('<html>'));
    let between: (() => Promise<unknown>) | undefined = () => hub.scan(key, second);
    const documents = {
      ...hub.documents,
      find: async (...asked: Parameters<typeof hub.documents.find>) => {
        const found = await hub.documents.find(...asked);
        const act = between;
        between = undefined;
        await act?.();
        return found;
      },
    };
    const check = createCheckDocument({ ...hub, store: hub.bucket.store, documents });
    expect(await hub.scan(key, first, 'NO_THREATS_FOUND', check)).toEqual({ status: 'later-file' });
    expect(await hub.stored(documentId)).toMatchObject({ status: 'rejected', objectVersion: second });
    expect((await refusals()).toSorted()).toEqual(['came-later', 'not-what-it-says']);
  });

  it('changes nothing when it is told of the same scan twice', async () => {
    const { documentId, key } = await hub.form(fundingRequestId);
    const versionId = hub.bucket.post(key, Buffer.from('MZ'));
    expect(await hub.scan(key, versionId)).toEqual({ status: 'rejected' });
    const checked = await hub.stored(documentId);
    hub.time.advance(60_000);
    expect(await hub.scan(key, versionId)).toEqual({ status: 'rejected' });
    expect(await hub.stored(documentId)).toEqual(checked);
    expect(hub.bucket.versionsOf(key)).toHaveLength(1);
    expect(await refusals()).toEqual(['not-what-it-says']);
  });

  it.each(['FAILED', 'UNSUPPORTED', 'ACCESS_DENIED', 'a word of tomorrow'])(
    'never takes for clean what the scanner answers %s for',
    async (result) => {
      const { documentId, key } = await hub.form(fundingRequestId);
      const versionId = hub.bucket.post(key, aPdf());
      expect(await hub.scan(key, versionId, result)).toEqual({ status: 'rejected' });
      expect(await hub.stored(documentId)).toMatchObject({ rejectedBecause: 'not-scanned' });
      await expect(linkTo(documentId)).rejects.toMatchObject({ code: 'document-not-ready' });
      expect(await refusals()).toEqual(['not-scanned']);
    },
  );

  it('does not judge what it cannot read yet, and looks again soon', async () => {
    const { documentId, key } = await hub.form(fundingRequestId);
    const versionId = hub.bucket.post(key, aPdf());
    const event = {
      detail: {
        s3ObjectDetails: { objectKey: key, versionId },
        scanResultDetails: { scanResultStatus: 'NO_THREATS_FOUND' },
      },
    };
    expect(await hub.hear(event)).toEqual({ status: 'not-readable' });
    expect(await hub.stored(documentId)).toMatchObject({ status: 'pending' });
    hub.bucket.tag(key, versionId, 'NO_THREATS_FOUND');
    hub.time.advance(60_000);
    await hub.look();
    expect(await hub.stored(documentId)).toMatchObject({ status: 'clean', objectVersion: versionId });
  });
});
