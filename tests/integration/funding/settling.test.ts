import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endOfParts } from '#records/funding/request-writes.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { createTestFunding, staffMember, type TestFunding } from '../../support/funding.ts';
import { aFundingRequest, anInvoice, aPot } from '../../support/funding-nouns.ts';
import { expectMoneyRight, readFunding } from '../../support/stored-funding.ts';

describe('what becomes of an award in the end', () => {
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

  const on = (invoiceId: string) => ({ ...hub.nothing, path: { invoiceId } });
  const finance = (name: string) => hub.asStaff(staffMember(name, 'finance'));

  /** A course that has started, of an award of £333.33. */
  async function enrolled(address: string, potId: string) {
    hub.time.moveTo('2027-01-04T09:00:00.000Z');
    const id = await hub.inReview(aFundingRequest(address, { potId }));
    await hub.approve(id, potId);
    hub.time.moveTo('2027-02-02T09:00:00.000Z');
    await hub.progress(id, 'started');
    return id;
  }
  async function paid(invoiceId: string) {
    await hub.matchInvoice({ ...on(invoiceId), body: { alsoFor: [], differsFrom: [] } }, finance('mia'));
    await hub.approveInvoice(on(invoiceId), finance('ann'));
    await hub.payInvoice(on(invoiceId), finance('bob'));
  }

  it('lapses what a failed payment brought back and nobody claims again', async () => {
    const potId = await hub.pot(aPot({ scheme: 'failed' }));
    const id = await enrolled('failed@nhs.net', potId);
    const invoiceId = await hub.claim(id, 'F-1');
    await paid(invoiceId);
    await hub.recordPaymentFailed(on(invoiceId), finance('bob'));
    await hub.rejectInvoice({ ...on(invoiceId), body: { because: 'No such account' } }, finance('ann'));
    expect(await hub.balances(potId)).toMatchObject({ committed: 33_333, spent: 0 });
    hub.time.moveTo('2027-03-31T23:00:00.000Z');
    await hub.tend(id);
    expect(await hub.balances(potId)).toMatchObject({ committed: 0, spent: 0, available: 1_000_000, placesTaken: 0 });
    expect((await hub.stored(id)).status).toBe('lapsed');
  });

  it('pays what was claimed in time, though it was queried and put right after the year', async () => {
    const potId = await hub.pot(aPot({ scheme: 'queried' }));
    const id = await enrolled('queried@nhs.net', potId);
    hub.time.moveTo('2027-03-31T20:00:00.000Z');
    const first = await hub.claim(id, 'Q-1', { totalPence: 1, issuedOn: '2027-03-30' });
    hub.time.moveTo('2027-04-01T09:00:00.000Z');
    await hub.queryInvoice({ ...on(first), body: { question: 'The total is not the sum' } }, finance('ann'));
    await hub.tend(id);
    await hub.closeYear({ ...hub.nothing, path: { potId } }, hub.asStaff());
    hub.time.moveTo('2027-04-06T09:00:00.000Z');
    const second = await hub.claim(id, 'Q-1', { replaces: first, issuedOn: '2027-04-05' });
    await paid(second);
    expect(await hub.balances(potId)).toMatchObject({ committed: 0, spent: 33_333, lapsed: 966_667 });
    // Six years from the end of the year of the last payment, and all that belongs to it with it.
    const ends = Date.parse('2034-03-31T23:00:00.000Z') / 1000;
    expect((await hub.stored(id)).expiresAt).toBe(ends);
    await hub.tend(id);
    for (const { expiresAt } of await hub.invoices.findMany([first, second], hub.asStaff().work)) {
      expect(expiresAt).toBe(endOfParts(ends));
    }
  });

  it('refuses a first claim after the year, and one that takes the place of what was refused', async () => {
    const potId = await hub.pot(aPot({ scheme: 'late' }));
    const id = await enrolled('late@nhs.net', potId);
    hub.time.moveTo('2027-03-31T22:59:59.000Z');
    const first = await hub.claim(id, 'L-1');
    await hub.rejectInvoice({ ...on(first), body: { because: 'For another course' } }, finance('ann'));
    hub.time.moveTo('2027-03-31T23:00:00.000Z');
    await expect(hub.claim(id, 'L-2')).rejects.toMatchObject({ code: 'award-ended' });
    await expect(hub.claim(id, 'L-1', { replaces: first })).rejects.toMatchObject({ code: 'award-ended' });
  });

  it('takes a signed statement that the applicant uploads, and asks nobody', async () => {
    const id = await hub.start(aFundingRequest('uploads@nhs.net'));
    const documentIds = [await hub.uploaded(id, 'statement')];
    const body = { kind: 'manager' as const, authorName: 'Pat', authorEmail: 'signed@practice.example', documentIds };
    const foreign = { ...body, documentIds: [await hub.uploaded(id, 'evidence')] };
    const path = { ...hub.nothing, path: { fundingRequestId: id } };
    await expect(hub.askStatement({ ...path, body: foreign }, await hub.as(id))).rejects.toMatchObject({
      code: 'not-valid',
    });
    await hub.askStatement({ ...path, body }, await hub.as(id));
    expect((await hub.submit(id)).body.status).toBe('submitted');
    expect(await hub.emailsTo('signed@practice.example')).toEqual([]);
    const seen = await hub.getAnyFundingRequest(path, hub.asStaff());
    expect(seen.body.statements).toMatchObject([{ status: 'supported', documentIds }]);
  });

  it('does not take for failed a payment of which some came back, and leaves both ways out to another', async () => {
    const potId = await hub.pot(aPot({ scheme: 'came-back' }));
    const id = await enrolled('came-back@nhs.net', potId);
    const invoiceId = await hub.claim(id, 'CB-1');
    await paid(invoiceId);
    const back = (pence: number) =>
      hub.clawBack({ ...on(invoiceId), body: { pence, because: 'Left the course' } }, finance('ann'));
    await back(20_000);
    const before = [await hub.balances(potId), await hub.stored(id)];
    await expect(hub.recordPaymentFailed(on(invoiceId), finance('bob'))).rejects.toMatchObject({
      code: 'wrong-state',
      facts: { detail: expect.stringContaining('has been paid back'), extensions: { invoiceStatus: 'paid' } },
    });
    expect([await hub.balances(potId), await hub.stored(id)]).toEqual(before);
    // The rest can come back, too.
    await back(13_333);
    expect(await hub.balances(potId)).toMatchObject({ committed: 0, spent: 0, available: 1_000_000, placesTaken: 0 });
  });

  it('takes back what was paid once more after it had failed', async () => {
    const potId = await hub.pot(aPot({ scheme: 'twice-paid' }));
    const id = await enrolled('twice-paid@nhs.net', potId);
    const invoiceId = await hub.claim(id, 'TP-1');
    await paid(invoiceId);
    await hub.recordPaymentFailed(on(invoiceId), finance('bob'));
    const body = { pence: 1_000, because: 'Left the course' };
    await expect(hub.clawBack({ ...on(invoiceId), body }, finance('ann'))).rejects.toMatchObject({
      code: 'wrong-state',
    });
    await hub.payInvoice(on(invoiceId), finance('bob'));
    await hub.clawBack({ ...on(invoiceId), body }, finance('ann'));
    expect(await hub.balances(potId)).toMatchObject({ committed: 0, spent: 32_333, available: 967_667 });
  });

  it('gives back the money of an invoice that is refused after the year, and with nothing left the award lapses', async () => {
    const potId = await hub.pot(aPot({ scheme: 'refused-late' }));
    const id = await enrolled('refused-late@nhs.net', potId);
    const invoiceId = await hub.claim(id, 'RL-1');
    hub.time.moveTo('2027-03-31T23:00:00.000Z');
    await hub.tend(id);
    expect(await hub.stored(id)).toMatchObject({ status: 'enrolled' });
    expect(await hub.balances(potId)).toMatchObject({ committed: 33_333 });
    await hub.rejectInvoice({ ...on(invoiceId), body: { because: 'For another course' } }, finance('ann'));
    expect(await hub.stored(id)).toMatchObject({ status: 'lapsed' });
    expect(await hub.balances(potId)).toMatchObject({ committed: 0, available: 1_000_000, placesTaken: 0 });
    expect((await hub.ledgerOf(potId)).map(({ kind, invoiceId: of }) => [kind, of])).toContainEqual([
      'release',
      undefined,
    ]);
  });

  it('keeps for who has finished what an invoice in time claims, and nothing lapses of a course that is over', async () => {
    const potId = await hub.pot(aPot({ scheme: 'refused-finished' }));
    const id = await enrolled('refused-finished@nhs.net', potId);
    hub.time.moveTo('2027-03-23T09:00:00.000Z');
    await hub.progress(id, 'finished');
    const invoiceId = await hub.claim(id, 'RF-1');
    hub.time.moveTo('2027-03-31T23:00:00.000Z');
    await hub.rejectInvoice({ ...on(invoiceId), body: { because: 'For another course' } }, finance('ann'));
    expect(await hub.stored(id)).toMatchObject({ status: 'completed' });
    expect(await hub.balances(potId)).toMatchObject({ committed: 0, available: 1_000_000 });
  });

  it('holds an invoice against the award again as it is approved and as it is paid', async () => {
    const potId = await hub.pot(aPot({ scheme: 'again' }));
    const withdraw = async (id: string) =>
      hub.withdrawFundingRequest({ ...hub.nothing, path: { fundingRequestId: id }, body: {} }, await hub.as(id));
    for (const step of ['approve', 'pay'] as const) {
      const id = await enrolled(`again.${step}@nhs.net`, potId);
      const invoiceId = await hub.claim(id, `AG-${step}`);
      await hub.matchInvoice({ ...on(invoiceId), body: { alsoFor: [], differsFrom: [] } }, finance('mia'));
      if (step === 'pay') await hub.approveInvoice(on(invoiceId), finance('ann'));
      await withdraw(id);
      const act = step === 'pay' ? hub.payInvoice : hub.approveInvoice;
      await expect(act(on(invoiceId), finance('bob')), step).rejects.toMatchObject({
        code: 'invoice-does-not-match',
        facts: { extensions: { mismatches: expect.arrayContaining([expect.objectContaining({ what: 'award' })]) } },
      });
      // It is no dead end: it can be refused.
      const refused = await hub.rejectInvoice({ ...on(invoiceId), body: { because: 'Withdrawn' } }, finance('ann'));
      expect(refused.body.status).toBe('rejected');
    }
    expect(await hub.balances(potId)).toMatchObject({ spent: 0, committed: 0 });
  });

  it('cannot be withdrawn between its two payments', async () => {
    const stages = [
      { after: 'started' as const, percent: 60 },
      { after: 'finished' as const, percent: 40 },
    ];
    const potId = await hub.pot(aPot({ scheme: 'two-payments', stages }));
    const id = await enrolled('two-payments@nhs.net', potId);
    const lines = [{ learner: "Siobhán O'Brien", pence: 19_999 }];
    await paid(await hub.claim(id, 'TW-1', { totalPence: 19_999, lines }));
    const before = await hub.stored(id);
    const path = { ...hub.nothing, path: { fundingRequestId: id } };
    await expect(hub.withdrawFundingRequest({ ...path, body: {} }, await hub.as(id))).rejects.toMatchObject({
      code: 'wrong-state',
      facts: { detail: expect.stringContaining('A part has been paid') },
    });
    expect(await hub.stored(id)).toEqual(before);
    expect(await hub.balances(potId)).toMatchObject({ spent: 19_999, committed: 13_334 });
  });

  it('takes the place of no invoice of another request', async () => {
    const potId = await hub.pot(aPot({ scheme: 'of-another' }));
    const [mine, another] = [await enrolled('mine@nhs.net', potId), await enrolled('another@nhs.net', potId)];
    const theirs = await hub.claim(another, 'OA-1');
    await hub.queryInvoice({ ...on(theirs), body: { question: 'For whom?' } }, finance('ann'));
    await expect(hub.claim(mine, 'OA-2', { replaces: theirs })).rejects.toMatchObject({ code: 'invoice-not-found' });
    expect((await hub.invoices.find(theirs, hub.asStaff().work))?.status).toBe('queried');
  });

  it('takes no file twice, whatever number is given with it', async () => {
    const potId = await hub.pot(aPot({ scheme: 'file-twice' }));
    const [one, two] = [await enrolled('file.one@nhs.net', potId), await enrolled('file.two@nhs.net', potId)];
    const send = async (id: string, number: string) => {
      const documentIds = [await hub.uploaded(id, 'invoice', { sha256: 'the-very-same-file' })];
      const path = { ...hub.nothing, path: { fundingRequestId: id } };
      return hub.claimInvoice({ ...path, body: anInvoice(number, documentIds) }, await hub.as(id));
    };
    await send(one, 'FT-1');
    await expect(send(two, 'FT-2')).rejects.toMatchObject({ code: 'invoice-sent-before' });
    expect((await hub.stored(two)).invoiceIds).toEqual([]);
  });

  it('lets nobody take any step with the invoice of their own request', async () => {
    const potId = await hub.pot(aPot({ scheme: 'own-invoice' }));
    const id = await enrolled('olu@hub.example', potId);
    const invoiceId = await hub.claim(id, 'OI-1');
    const own = finance('olu');
    const refused = async (step: string, act: () => Promise<unknown>) => {
      const before = await hub.invoices.find(invoiceId, own.work);
      await expect(act(), step).rejects.toMatchObject({ code: 'own-request' });
      expect(await hub.invoices.find(invoiceId, own.work), step).toEqual(before);
    };
    await refused('match', () => hub.matchInvoice({ ...on(invoiceId), body: { alsoFor: [], differsFrom: [] } }, own));
    await refused('query', () => hub.queryInvoice({ ...on(invoiceId), body: { question: 'Why?' } }, own));
    await refused('reject', () => hub.rejectInvoice({ ...on(invoiceId), body: { because: 'No' } }, own));
    await hub.matchInvoice({ ...on(invoiceId), body: { alsoFor: [], differsFrom: [] } }, finance('mia'));
    await refused('approve', () => hub.approveInvoice(on(invoiceId), own));
    await hub.approveInvoice(on(invoiceId), finance('ann'));
    await refused('pay', () => hub.payInvoice(on(invoiceId), own));
    await hub.payInvoice(on(invoiceId), finance('bob'));
    await refused('payment failed', () => hub.recordPaymentFailed(on(invoiceId), own));
    await refused('claw back', () => hub.clawBack({ ...on(invoiceId), body: { pence: 1, because: 'No' } }, own));
  });

  /** What staff see in the list of invoices that have come. */
  const mismatchesSeen = async (invoiceId: string) => {
    const query = { status: 'received' as const, limit: 100 };
    const { body } = await hub.listInvoices({ ...hub.nothing, query }, finance('mia'));
    return body.items.find((each) => each.invoiceId === invoiceId)?.mismatches ?? [];
  };

  it('shows staff that an invoice is dated ahead, and matches the one that takes its place', async () => {
    const potId = await hub.pot(aPot({ scheme: 'ahead' }));
    const id = await enrolled('ahead@nhs.net', potId);
    const today = await hub.claim(id, 'AH-1', { issuedOn: '2027-02-02' });
    expect(await mismatchesSeen(today)).toEqual([]);
    await hub.rejectInvoice({ ...on(today), body: { because: 'Not this one' } }, finance('ann'));
    const ahead = await hub.claim(id, 'AH-2', { issuedOn: '2027-02-03' });
    expect(await mismatchesSeen(ahead)).toEqual([
      { what: 'date', detail: 'It is dated Wednesday 3 February 2027, which was yet to come when it was sent' },
    ]);
    const match = (invoiceId: string) =>
      hub.matchInvoice({ ...on(invoiceId), body: { alsoFor: [], differsFrom: [] } }, finance('mia'));
    await expect(match(ahead)).rejects.toMatchObject({ code: 'invoice-does-not-match' });
    await hub.queryInvoice({ ...on(ahead), body: { question: 'Of which day is it?' } }, finance('ann'));
    hub.time.moveTo('2027-02-03T09:00:00.000Z');
    const right = await hub.claim(id, 'AH-2', { issuedOn: '2027-02-03', replaces: ahead });
    expect((await match(right)).body.status).toBe('matched');
  });

  it('shows staff an invoice that looks like another, until somebody who has seen both says that it is not', async () => {
    const potId = await hub.pot(aPot({ scheme: 'look-alike' }));
    const ids = [];
    for (const name of ['one', 'two', 'three']) ids.push(await enrolled(`${name}.alike@nhs.net`, potId));
    const [one = '', two = '', three = ''] = ids;
    const first = await hub.claim(one, 'ALIKE-7');
    const second = await hub.claim(two, '№ALIKE-007', { payeeName: 'London South Bank Univ.' });
    const other = await hub.claim(three, '\u0410LIKE 7', { payeeName: 'University of Kent' });
    expect(await mismatchesSeen(first)).toEqual([]);
    expect(await mismatchesSeen(other)).toEqual([]);
    expect(await mismatchesSeen(second)).toEqual([
      {
        what: 'look-alike',
        detail:
          'It looks like invoice ALIKE-7 of London South Bank University: say that it is another, if you have seen both',
        invoiceId: first,
      },
    ]);
    const match = (differsFrom: string[]) =>
      hub.matchInvoice({ ...on(second), body: { alsoFor: [], differsFrom } }, finance('mia'));
    await expect(match([])).rejects.toMatchObject({
      code: 'invoice-does-not-match',
      facts: { extensions: { mismatches: [{ what: 'look-alike', invoiceId: first }] } },
    });
    await expect(match([other])).rejects.toMatchObject({ code: 'invoice-does-not-match' });
    await match([first]);
    await hub.approveInvoice(on(second), finance('ann'));
    expect((await hub.payInvoice(on(second), finance('bob'))).body.status).toBe('paid');
  });

  it('compares two invoices that look alike and are sent at once, and not with what was refused', async () => {
    const potId = await hub.pot(aPot({ scheme: 'alike-at-once' }));
    const [one, two] = [await enrolled('one.at-once@nhs.net', potId), await enrolled('two.at-once@nhs.net', potId)];
    const sent = await Promise.all([hub.claim(one, 'ONCE-1'), hub.claim(two, 'ONCE-01')]);
    const seen = await Promise.all(sent.map(mismatchesSeen));
    expect(seen.flat().map(({ what }) => what)).toEqual(['look-alike']);
    for (const invoiceId of sent) {
      await hub.rejectInvoice({ ...on(invoiceId), body: { because: 'Neither' } }, finance('ann'));
    }
    expect(await mismatchesSeen(await hub.claim(one, 'ONCE-001'))).toEqual([]);
  });
});
