import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { createTestFunding, staffMember, type TestFunding } from '../../support/funding.ts';
import { aFundingRequest, aPot } from '../../support/funding-nouns.ts';
import { expectMoneyRight, readFunding } from '../../support/stored-funding.ts';

describe('who is the same person in funding: one mailbox, however its address is spelled', () => {
  let engine: RunningEngine;
  let hub: TestFunding;

  beforeAll(async () => {
    engine = await startEngine();
    hub = createTestFunding(engine.client);
  });
  beforeEach(() => hub.time.moveTo('2027-01-04T09:00:00.000Z'));
  afterAll(async () => {
    expectMoneyRight(await readFunding(hub.document, 'records'));
    await engine.stop();
  });

  const path = (fundingRequestId: string) => ({ ...hub.nothing, path: { fundingRequestId } });
  const asked = (kind: 'manager' | 'employer' | 'supervisor', authorEmail: string) => ({
    kind,
    authorName: 'Pat Manager',
    authorEmail,
    documentIds: [],
  });

  it('has one allowance', async () => {
    const potId = await hub.pot(aPot({ scheme: 'tags' }));
    await hub.approve(await hub.inReview(aFundingRequest('nina@nhs.net', { potId })), potId);
    const again = await hub.inReview(aFundingRequest('nina+2@nhs.net'));
    await expect(hub.approve(again, potId)).rejects.toMatchObject({
      code: 'not-eligible',
      facts: { extensions: { clauses: [{ clause: 'year-cap' }] } },
    });
  });

  it('has it changed once by an invoice for several of its requests', async () => {
    const caps = { yearPence: 70_000, severalYears: null };
    const potId = await hub.pot(aPot({ scheme: 'batch', caps }));
    const ids: string[] = [];
    const learners = { 'batch@nhs.net': 'Nina Batch', 'batch+2@nhs.net': 'Nina B Batch' };
    for (const [address, name] of Object.entries(learners)) {
      const id = await hub.inReview(aFundingRequest(address, { potId }, { name }));
      await hub.approve(id, potId, 30_000);
      ids.push(id);
    }
    hub.time.moveTo('2027-02-02T09:00:00.000Z');
    for (const id of ids) await hub.progress(id, 'started');
    const [first = '', second = ''] = ids;
    const lines = Object.values(learners).map((learner) => ({ learner, pence: 30_000 }));
    const invoiceId = await hub.claim(first, 'BATCH-1', { totalPence: 60_000, lines });
    const finance = (name: string) => hub.asStaff(staffMember(name, 'finance'));
    const invoice = { ...hub.nothing, path: { invoiceId } };
    await hub.matchInvoice({ ...invoice, body: { alsoFor: [second], differsFrom: [] } }, finance('mia'));
    await hub.approveInvoice(invoice, finance('ann'));
    await hub.payInvoice(invoice, finance('bob'));
    await hub.clawBack({ ...invoice, body: { pence: 60_000, because: 'Neither was finished' } }, finance('ann'));
    expect((await hub.requests.findAllowance('batch@nhs.net', 'batch', hub.asStaff().work))?.awarded).toEqual({
      '2026-27': 0,
    });
  });

  it('gives no statement in support of its own request, asked at first or in somebody’s place', async () => {
    const id = await hub.start(aFundingRequest('owner@nhs.net'));
    for (const authorEmail of ['owner@nhs.net', 'owner+manager@nhs.net']) {
      await expect(
        hub.askStatement({ ...path(id), body: asked('manager', authorEmail) }, await hub.as(id)),
      ).rejects.toMatchObject({ code: 'not-valid', facts: { errors: [{ pointer: '/authorEmail' }] } });
    }
    const { body } = await hub.askStatement({ ...path(id), body: asked('manager', 'pat@nhs.net') }, await hub.as(id));
    const statementId = body.statements[0]?.statementId ?? '';
    const to = { authorName: 'Pat Manager', authorEmail: 'owner+manager@nhs.net' };
    await expect(
      hub.resendStatement(
        { ...hub.nothing, path: { fundingRequestId: id, statementId }, body: { to } },
        await hub.as(id),
      ),
    ).rejects.toMatchObject({ code: 'not-valid', facts: { errors: [{ pointer: '/to/authorEmail' }] } });
  });

  it('may give two of the three statements: in a small practice the employer is the supervisor, too', async () => {
    const id = await hub.start(aFundingRequest('small.practice@nhs.net'));
    await hub.askStatement({ ...path(id), body: asked('employer', 'partner@nhs.net') }, await hub.as(id));
    const { body } = await hub.askStatement(
      { ...path(id), body: asked('supervisor', 'partner+2@nhs.net') },
      await hub.as(id),
    );
    expect(body.statements.map(({ kind }) => kind)).toEqual(['employer', 'supervisor']);
  });

  it('takes no decision about its own request', async () => {
    const potId = await hub.pot(aPot({ scheme: 'own-tagged' }));
    const id = await hub.start(aFundingRequest('fay+own@hub.example', { potId }));
    await hub.supported(id);
    await hub.submit(id);
    const own = { code: 'own-request' };
    await expect(hub.reviewFundingRequest({ ...path(id), body: {} }, hub.asStaff())).rejects.toMatchObject(own);
    await hub.reviewFundingRequest({ ...path(id), body: {} }, hub.asStaff(staffMember('another')));
    await expect(hub.approve(id, potId)).rejects.toMatchObject(own);
    const withCapitals = { ...staffMember('fay'), workEmail: 'Fay@Hub.Example' };
    await expect(hub.approve(id, potId, 33_333, withCapitals)).rejects.toMatchObject(own);
    await expect(hub.approve(id, potId, 33_333, staffMember('another'))).resolves.toMatchObject({ status: 200 });
  });
});
