import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aPdf, createTestDocuments, type TestDocuments } from '../../support/documents.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { aFundingRequest } from '../../support/funding-nouns.ts';
import { testedEngines } from '../../support/long.ts';

const halfAnHour = 30 * 60_000;

describe.each(testedEngines)('a scan that does not come (%s)', (name) => {
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
    address = `waiting.${number}@nhs.net`;
    fundingRequestId = await hub.start(aFundingRequest(address));
    hub.counted.length = 0;
    hub.askedFor.length = 0;
  });

  const refusals = async () =>
    (await hub.emailsTo(address)).flatMap(({ kind, facts }) => (kind === 'document-refused' ? [facts.why] : []));
  async function posted() {
    const { documentId, key } = await hub.form(fundingRequestId);
    return { documentId, key, versionId: hub.bucket.post(key, aPdf()) };
  }

  it('is not asked for before half an hour has passed', async () => {
    const { key, versionId } = await posted();
    hub.time.advance(halfAnHour - 1000);
    expect(await hub.look()).toEqual({ documents: 0 });
    expect(hub.askedFor).toEqual([]);
    await hub.scan(key, versionId);
  });

  it('is asked for again, and what then comes is what counts', async () => {
    const { documentId, key, versionId } = await posted();
    hub.time.advance(halfAnHour);
    await hub.look();
    expect(hub.askedFor).toEqual([{ key, versionId }]);
    expect(hub.counted).toEqual(['DocumentNotScanned']);
    await hub.look();
    expect(hub.askedFor).toHaveLength(1);
    expect(await hub.scan(key, versionId)).toEqual({ status: 'clean' });
    hub.time.advance(halfAnHour);
    expect(await hub.look()).toEqual({ documents: 0 });
    expect(await hub.stored(documentId)).toMatchObject({ status: 'clean', objectVersion: versionId });
    expect(await refusals()).toEqual([]);
  });

  it.each([false, true])(
    'is given up after four times, which the uploader is told once, and is never taken for clean (scanner refuses: %s)',
    async (refuses) => {
      const { documentId, key, versionId } = await posted();
      const asked: string[] = [];
      const scanner = {
        askFor: async (file: { versionId: string }) => {
          asked.push(file.versionId);
          if (refuses) throw new Error('The plan is in error');
        },
      };
      for (let look = 1; look <= 5; look += 1) {
        hub.time.advance(halfAnHour);
        expect(await hub.stored(documentId)).toMatchObject({ status: 'pending' });
        await hub.look({ scanner });
      }
      expect(asked).toEqual(Array(4).fill(versionId));
      expect(await hub.stored(documentId)).toMatchObject({ status: 'rejected', rejectedBecause: 'not-scanned' });
      expect(hub.counted.filter((event) => event === 'DocumentNotScanned')).toHaveLength(5);
      // What comes too late changes nothing: another has been asked for.
      await hub.scan(key, versionId);
      hub.time.advance(halfAnHour);
      expect(await hub.look({ scanner })).toEqual({ documents: 0 });
      expect(await hub.stored(documentId)).toMatchObject({ status: 'rejected' });
      expect(await refusals()).toEqual(['never-scanned']);
    },
  );

  it('is read off the tag where only its event was lost, the first version’s before a later one’s', async () => {
    const { documentId, key, versionId } = await posted();
    const later = hub.bucket.post(key, aPdf('later'));
    hub.bucket.tag(key, versionId, 'THREATS_FOUND');
    hub.bucket.tag(key, later, 'NO_THREATS_FOUND');
    hub.time.advance(halfAnHour);
    await hub.look();
    expect(await hub.stored(documentId)).toMatchObject({ status: 'infected', objectVersion: versionId });
    expect(hub.askedFor).toEqual([]);
    expect(await refusals()).toEqual(['infected']);
  });

  it('is not waited for where nothing was posted, of which nobody is told', async () => {
    const { documentId } = await hub.form(fundingRequestId);
    hub.time.advance(halfAnHour);
    await hub.look();
    expect(await hub.stored(documentId)).toMatchObject({ status: 'rejected', rejectedBecause: 'never-posted' });
    expect(hub.counted).toEqual([]);
    expect(await refusals()).toEqual([]);
  });

  it('keeps one document that cannot be looked at from none of the others', async () => {
    const first = await posted();
    const second = await posted();
    hub.time.advance(halfAnHour);
    const store = {
      ...hub.bucket.store,
      versions: async (...[key, work]: Parameters<typeof hub.bucket.store.versions>) => {
        if (key === first.key) throw new Error('S3 is slow');
        return hub.bucket.store.versions(key, work);
      },
    };
    await hub.look({ store });
    expect(hub.askedFor.map(({ versionId }) => versionId)).toEqual([second.versionId]);
    await hub.look();
    expect(hub.askedFor.map(({ versionId }) => versionId)).toEqual([second.versionId, first.versionId]);
  });

  it.each([
    'GuardDuty Malware Protection Resource Status Warning',
    'GuardDuty Malware Protection Resource Status Error',
    'GuardDuty Malware Protection Post Scan Action Failed',
  ])('is heard of where GuardDuty says: %s', async (word) => {
    await hub.hear({ 'detail-type': word, detail: {} });
    expect(hub.counted).toEqual(['ScannerTroubled']);
  });
});
