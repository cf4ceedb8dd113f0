import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aPdf, createTestDocuments, type TestDocuments } from '../../support/documents.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { staffMember } from '../../support/funding.ts';
import { aFundingRequest, anInvoice, aPot } from '../../support/funding-nouns.ts';
import { day, workOf } from '../../support/hub.ts';
import { testedEngines } from '../../support/long.ts';

describe.each(testedEngines)('uploading documents (%s)', (name) => {
  let engine: RunningEngine;
  let hub: TestDocuments;
  let fundingRequestId: string;
  let number = 0;

  beforeAll(async () => {
    engine = await startEngine(name);
    hub = createTestDocuments(engine.client);
  });
  afterAll(() => engine.stop());
  beforeEach(async () => {
    hub.time.moveTo('2027-01-04T09:00:00.000Z');
    number += 1;
    fundingRequestId = await hub.start(aFundingRequest(`uploader.${name}.${number}@nhs.net`));
  });

  const uploaded = async (bytes: Uint8Array) => {
    const { documentId, key } = await hub.form(fundingRequestId);
    await hub.scan(key, hub.bucket.post(key, bytes));
    return documentId;
  };
  const tooMany = { code: 'too-many-documents' };
  const listed = async () =>
    (await hub.listDocuments({ ...hub.nothing, path: { fundingRequestId } }, await hub.as(fundingRequestId))).body
      .items;

  /** Asks its manager for a statement, as uploads in its support need. */
  async function askedStatement(own = fundingRequestId) {
    const body = {
      kind: 'manager' as const,
      authorName: 'Pat Manager',
      authorEmail: 'manager@practice.example',
      documentIds: [],
    };
    const asked = await hub.askStatement({ ...hub.nothing, path: { fundingRequestId: own }, body }, await hub.as(own));
    const statementId = asked.body.statements.find(({ status }) => status === 'asked')?.statementId ?? '';
    const author = await hub.holderOf('statement', statementId);
    const file = { filename: 'statement.pdf', contentType: 'application/pdf' as const };
    return {
      statementId,
      author,
      add: () => hub.addStatementDocument({ ...hub.nothing, path: { statementId }, body: file }, author),
    };
  }

  it('lets refused and never posted ones use up none of a request’s twenty, and no more than thirty be tried in a day', async () => {
    for (let tried = 0; tried < 15; tried += 1) await uploaded(Buffer.from('MZ'));
    for (let tried = 0; tried < 15; tried += 1) await hub.form(fundingRequestId);
    await expect(hub.form(fundingRequestId)).rejects.toMatchObject(tooMany);
    hub.time.advance(day - 1000);
    await expect(hub.form(fundingRequestId)).rejects.toMatchObject(tooMany);
    hub.time.advance(1000);
    for (let tried = 0; tried < 20; tried += 1) await uploaded(aPdf());
    await expect(hub.form(fundingRequestId)).rejects.toMatchObject(tooMany);
  });

  it('shows a refused one for a day, and deletes it when another comes later', async () => {
    const clean = await uploaded(aPdf());
    const refused = await uploaded(Buffer.from('MZ'));
    await uploaded(aPdf());
    expect(await listed()).toContainEqual(expect.objectContaining({ documentId: refused, status: 'rejected' }));
    hub.time.advance(day);
    await uploaded(aPdf());
    const left = (await listed()).map(({ documentId }) => documentId);
    expect(left).toHaveLength(3);
    expect(left).toContain(clean);
    expect(left).not.toContain(refused);
    expect(await hub.documents.find(refused, workOf())).toBeUndefined();
  });

  it('takes none for a request that is withdrawn', async () => {
    await hub.withdrawFundingRequest(
      { ...hub.nothing, path: { fundingRequestId }, body: {} },
      await hub.as(fundingRequestId),
    );
    await expect(hub.form(fundingRequestId)).rejects.toMatchObject({ code: 'wrong-state' });
  });

  it('takes none for a statement that is answered', async () => {
    const { statementId, author, add } = await askedStatement();
    await add();
    const answer = {
      supports: true,
      releaseTime: 'paid' as const,
      excessPaidBy: 'employer' as const,
      text: 'Yes.',
      documentIds: [],
    };
    await hub.giveStatement({ ...hub.nothing, path: { statementId }, body: answer }, author);
    await expect(add()).rejects.toMatchObject({ code: 'wrong-state' });
  });

  it('shows the applicant nothing of what others have uploaded in support, and them nothing of the applicant’s', async () => {
    const own = await uploaded(aPdf());
    const { statementId, author, add } = await askedStatement();
    const { documentId: theirs } = (await add()).body;
    expect((await listed()).map(({ documentId }) => documentId)).toEqual([own]);
    const seen = await hub.listStatementDocuments({ ...hub.nothing, path: { statementId } }, author);
    expect(seen.body.items.map(({ documentId }) => documentId)).toEqual([theirs]);
  });

  it('opens none of their own request to staff', async () => {
    const documentId = await uploaded(aPdf());
    const open = (staff: string) =>
      hub.getDocumentLink({ ...hub.nothing, path: { documentId } }, hub.asStaff(staffMember(staff)));
    await expect(open('fay')).resolves.toMatchObject({ status: 200 });
    fundingRequestId = await hub.start(aFundingRequest('fay@hub.example'));
    const own = await uploaded(aPdf());
    await expect(
      hub.getDocumentLink({ ...hub.nothing, path: { documentId: own } }, hub.asStaff(staffMember('fay'))),
    ).rejects.toMatchObject({ code: 'own-request' });
  });

  it('takes nobody else’s clean document as one’s own, be it evidence, an invoice or a statement', async () => {
    const notTheirs = { code: 'not-valid' };
    const foreign = {
      evidence: await hub.uploaded(fundingRequestId, 'evidence'),
      invoice: await hub.uploaded(fundingRequestId, 'invoice'),
      statement: await hub.uploaded(fundingRequestId, 'statement'),
    };
    const draft = await hub.start(aFundingRequest(`draft.${name}@nhs.net`));
    const { statementId, author } = await askedStatement(draft);
    const answer = {
      supports: true,
      releaseTime: 'paid' as const,
      excessPaidBy: 'employer' as const,
      documentIds: [foreign.statement],
    };
    await expect(
      hub.giveStatement({ ...hub.nothing, path: { statementId }, body: answer }, author),
    ).rejects.toMatchObject(notTheirs);
    const potId = await hub.pot(aPot({ scheme: `cpd-${name}` }));
    const mine = await hub.inReview(aFundingRequest(`mine.${name}@nhs.net`, { potId }));
    await hub.approve(mine, potId);
    hub.time.moveTo('2027-02-02T09:00:00.000Z');
    const path = { ...hub.nothing, path: { fundingRequestId: mine } };
    const report = { kind: 'started' as const, documentIds: [foreign.evidence] };
    await expect(hub.reportProgress({ ...path, body: report }, await hub.as(mine))).rejects.toMatchObject(notTheirs);
    await hub.progress(mine, 'started');
    await expect(
      hub.claimInvoice({ ...path, body: anInvoice('1', [foreign.invoice]) }, await hub.as(mine)),
    ).rejects.toMatchObject(notTheirs);
  });
});
