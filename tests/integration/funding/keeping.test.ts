import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Statement } from '#domain/funding/statement.ts';
import { createTendRequests } from '#functions/funding/tending/tend-requests.ts';
import type { Log } from '#platform/logger.ts';
import { DocumentRecord } from '#records/documents/items.ts';
import { put, update } from '#records/engine/writes.ts';
import { numbersKey, numbersWrite } from '#records/funding/invoice-numbers.ts';
import { InvoiceNumbersRecord } from '#records/funding/items.ts';
import { endOfParts } from '#records/funding/request-writes.ts';
import { keys } from '#records/keys.ts';
import { acts } from '../../support/acting-as.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { createTestFunding, staffMember, type TestFunding } from '../../support/funding.ts';
import { aFundingRequest, aPot } from '../../support/funding-nouns.ts';
import { workOf } from '../../support/hub.ts';
import { scanAll } from '../../support/scan.ts';
import { seen } from '../../support/seen.ts';
import { expectMoneyRight, readFunding } from '../../support/stored-funding.ts';

const Part = z.object({
  type: z.enum(['statement', 'document', 'invoice', 'invoice-guard', 'invoice-numbers']),
  expiresAt: z.int(),
  fundingRequestId: z.string().optional(),
  invoiceId: z.string().optional(),
  invoiceIds: z.array(z.string()).optional(),
  statementId: z.string().optional(),
});

const day = 86_400;
const seconds = (instant: string) => Date.parse(instant) / 1000;

describe('what belongs to a request is kept as long as the request', () => {
  let engine: RunningEngine;
  let hub: TestFunding;

  beforeAll(async () => {
    engine = await startEngine();
    hub = createTestFunding(engine.client);
  });
  afterAll(() => engine.stop());

  const on = (invoiceId: string) => ({ ...hub.nothing, path: { invoiceId } });
  const path = (fundingRequestId: string) => ({ ...hub.nothing, path: { fundingRequestId } });
  const finance = (name: string) => hub.asStaff(staffMember(name, 'finance'));
  const ofRequest = async (fundingRequestId: string) => {
    const parts = await scanAll(hub.document, 'records', Part);
    const { invoiceIds } = await hub.stored(fundingRequestId);
    return parts.filter(
      (part) =>
        part.fundingRequestId === fundingRequestId ||
        (part.type === 'invoice-guard' && invoiceIds.includes(part.invoiceId ?? '')) ||
        (part.type === 'invoice-numbers' && invoiceIds.some((id) => part.invoiceIds?.includes(id))),
    );
  };
  const endsOf = async (fundingRequestId: string) =>
    new Set((await ofRequest(fundingRequestId)).map(({ expiresAt }) => expiresAt));

  /** The schedule, as it fires every hour. */
  const schedule = () => {
    const failed: unknown[] = [];
    const log: Log = {
      begin: () => undefined,
      event: (name, facts) => {
        if (name === 'funding-not-tended') failed.push(facts);
      },
    };
    const tend = acts('funding-tend', createTendRequests({ ...hub, log }));
    return async () => {
      await tend(undefined, { awsRequestId: 'a', getRemainingTimeInMillis: () => 60_000 } as never);
      expect(failed).toEqual([]);
    };
  };

  /** As many statements and documents as a request can have. */
  async function fill(fundingRequestId: string): Promise<void> {
    const before = await hub.stored(fundingRequestId);
    const statements = Array.from(
      { length: 12 - before.statements.length },
      (): Statement => ({
        statementId: hub.newId(),
        fundingRequestId,
        kind: 'supervisor',
        status: 'replaced',
        askedAt: hub.clock().toISOString(),
        endsAt: hub.clock().toISOString(),
        emailId: hub.newId(),
        documentIds: [],
        authorName: 'Sam',
        authorEmail: 'sam@practice.example',
      }),
    );
    const summaries = statements.map(({ statementId, kind, status, endsAt }) => ({
      statementId,
      kind,
      status,
      endsAt,
    }));
    await hub.requests.change(
      {
        before,
        next: { ...before, statements: [...before.statements, ...summaries] },
        statements: statements.map((next) => ({ before: undefined, next })),
      },
      { work: workOf() },
    );
    const filled = await hub.stored(fundingRequestId);
    const documentIds = Array.from({ length: 49 - filled.documentIds.length }, () => hub.newId());
    const next = { ...filled, documentIds: [...filled.documentIds, ...documentIds] };
    await hub.requests.change({ before: filled, next }, { work: workOf() });
    const documents = documentIds.map((documentId) =>
      put(DocumentRecord, keys.document(documentId), {
        documentId,
        fundingRequestId,
        purpose: 'evidence',
        contentType: 'application/pdf',
        objectKey: `documents/${fundingRequestId}/${documentId}`,
        status: 'rejected',
        createdAt: hub.clock().toISOString(),
        filename: 'document.pdf',
        ends: { with: endOfParts(filled.expiresAt ?? 0) },
      }),
    );
    await hub.records.commit(Object.fromEntries(documents.map((each, index) => [index, each])), { work: workOf() });
  }

  it('pays an invoice for the most learners, each with the most documents and statements, after the year', async () => {
    hub.time.moveTo('2027-01-04T09:00:00.000Z');
    const pots = [];
    const ids: string[] = [];
    for (let learner = 0; learner < 11; learner += 1) {
      const potId = await hub.pot(aPot({ scheme: `most-${learner}` }));
      pots.push(potId);
      const id = await hub.inReview(aFundingRequest(`most${learner}@nhs.net`, {}, { name: `Learner ${learner}a` }));
      await hub.approve(id, potId, 20_000);
      ids.push(id);
    }
    hub.time.moveTo('2027-03-30T09:00:00.000Z');
    for (const id of ids) await hub.progress(id, 'started');
    for (const id of ids) await fill(id);
    const [first = '', ...others] = ids;
    const lines = ids.map((_, learner) => ({ learner: `Learner ${learner}a`, pence: 19_000 }));
    const invoiceId = await hub.claim(first, 'MOST-1', {
      issuedOn: '2027-03-30',
      totalPence: 11 * 19_000,
      lines,
    });
    await hub.matchInvoice({ ...on(invoiceId), body: { alsoFor: others, differsFrom: [] } }, finance('mia'));
    await hub.approveInvoice(on(invoiceId), finance('ann'));
    hub.time.moveTo('2027-04-06T09:00:00.000Z');
    const once = { id: 'most', fingerprint: 'most' };
    const paid = await hub.payInvoice(on(invoiceId), { ...finance('bob'), once });
    expect(paid.body.status).toBe('paid');
    expectMoneyRight(await readFunding(hub.document, 'records'));

    // Six years from the end of the year in which it was paid: all of it, once the schedule has looked.
    const ends = seconds('2034-03-31T23:00:00.000Z');
    await schedule()();
    for (const id of ids) {
      expect((await hub.stored(id)).expiresAt).toBe(ends);
      expect(await endsOf(id)).toEqual(new Set([endOfParts(ends)]));
    }
    const types = Map.groupBy(await ofRequest(first), ({ type }) => type);
    expect([...types].map(([type, own]) => [type, own.length]).sort()).toEqual([
      ['document', 50],
      ['invoice', 1],
      ['invoice-guard', 2],
      ['invoice-numbers', 1],
      ['statement', 12],
    ]);
  });

  it('gives back money that was paid late, though nobody counts the allowance of that year any more', async () => {
    hub.time.moveTo('2027-01-04T09:00:00.000Z');
    const potId = await hub.pot(aPot({ scheme: 'late' }));
    const people = ['claws.back@nhs.net', 'never.came@nhs.net'];
    const ids = await Promise.all(people.map((address) => hub.inReview(aFundingRequest(address, { potId }))));
    for (const id of ids) await hub.approve(id, potId);
    hub.time.moveTo('2027-02-02T09:00:00.000Z');
    for (const id of ids) await hub.progress(id, 'started');
    const [one = '', other = ''] = await Promise.all(ids.map((id, index) => hub.claim(id, `LATE-${index}`)));
    for (const invoiceId of [one, other]) {
      await hub.matchInvoice({ ...on(invoiceId), body: { alsoFor: [], differsFrom: [] } }, finance('mia'));
      await hub.approveInvoice(on(invoiceId), finance('ann'));
    }
    hub.time.moveTo('2027-04-10T09:00:00.000Z');
    for (const invoiceId of [one, other]) await hub.payInvoice(on(invoiceId), finance('bob'));
    await schedule()();
    hub.time.moveTo('2033-05-01T09:00:00.000Z');
    for (const address of people) {
      expect((await hub.requests.findAllowance(address, 'late', workOf())).own).toBeUndefined();
    }
    await hub.clawBack({ ...on(one), body: { pence: 1, because: 'Not finished' } }, finance('ann'));
    await hub.recordPaymentFailed(on(other), finance('bob'));
    const rejected = await hub.rejectInvoice({ ...on(other), body: { because: 'Not ours' } }, finance('ann'));
    expect(rejected.body.status).toBe('rejected');
  });

  it('is found by a number that looks alike for as long, though another invoice claims that number meanwhile', async () => {
    const [number, ends] = ['ALIKE-1', seconds('2034-03-31T23:00:00.000Z')];
    const one = numbersWrite(undefined, { number, invoiceId: hub.newId() }, ends);
    await hub.records.commit({ one }, { work: workOf() });
    const before = await hub.records.find(seen(InvoiceNumbersRecord), numbersKey(number), workOf());
    const longer = update(InvoiceNumbersRecord, numbersKey(number), { ends: { with: ends + 365 * day } });
    await hub.records.updateOne(longer, workOf());
    const another = numbersWrite(before, { number, invoiceId: hub.newId() }, ends);
    expect(await hub.records.commit({ another }, { work: workOf() })).toMatchObject({ done: false });
  });

  it('ends a day or two after it, and so never before somebody who changes it on its last day', async () => {
    hub.time.moveTo('2027-01-04T09:00:00.000Z');
    const id = await hub.start(aFundingRequest('last-day@nhs.net'));
    await hub.supported(id);
    const ends = (await hub.stored(id)).expiresAt ?? 0;
    const [own] = await ofRequest(id);
    const longer = (own?.expiresAt ?? 0) - ends;
    expect(longer).toBeGreaterThanOrEqual(day);
    expect(longer).toBeLessThan(2 * day);

    hub.time.moveTo(new Date((ends - 1) * 1000).toISOString());
    const { version } = await hub.stored(id);
    await hub.changeFundingRequest({ ...path(id), body: { version, reason: 'Still' } }, await hub.as(id));
    // A whole day of the schedule's failing later, nothing has gone.
    hub.time.advance((day - 60) * 1000);
    expect(await hub.requests.findStatement(own?.statementId ?? '', workOf())).toBeDefined();
    await schedule()();
    expect(await endsOf(id)).toEqual(new Set([endOfParts((await hub.stored(id)).expiresAt ?? 0)]));
    // It has followed: the clock has nothing to do with it now.
    const tended = [];
    for await (const page of hub.requests.walkToTend('9999', workOf())) tended.push(...page);
    expect(tended.map(({ fundingRequestId }) => fundingRequestId)).not.toContain(id);
  });

  it('follows once all of it is seen: a request to which something was added meanwhile is looked at again', async () => {
    hub.time.moveTo('2027-01-04T09:00:00.000Z');
    const potId = await hub.pot(aPot({ scheme: 'meanwhile' }));
    const id = await hub.inReview(aFundingRequest('meanwhile@nhs.net', { potId }));
    await hub.approve(id, potId);
    const read = await hub.stored(id);
    await hub.uploaded(id, 'evidence');
    await hub.parts.follow(read, workOf());
    expect((await hub.stored(id)).partsEndAt).toBe(read.partsEndAt);
    await schedule()();
    const now = await hub.stored(id);
    expect(now.partsEndAt).toBe(endOfParts(seconds('2033-03-31T23:00:00.000Z')));
    expect(await endsOf(id)).toEqual(new Set([now.partsEndAt]));
    // Nothing that has followed is written again.
    const before = await ofRequest(id);
    await hub.parts.follow(now, workOf());
    expect(await ofRequest(id)).toEqual(before);
  });

  it('is never kept shorter, and needs none of it to be there', async () => {
    hub.time.moveTo('2027-01-04T09:00:00.000Z');
    const potId = await hub.pot(aPot({ scheme: 'shorter' }));
    const id = await hub.inReview(aFundingRequest('shorter@nhs.net', { potId }));
    await hub.approve(id, potId);
    const stored = await hub.stored(id);
    await hub.parts.follow(stored, workOf());
    const before = await ofRequest(id);
    const sooner = { ...(await hub.stored(id)), partsEndAt: 0, expiresAt: (stored.expiresAt ?? 0) - 300 * day };
    await hub.parts.follow({ ...sooner, documentIds: [hub.newId()] }, workOf());
    expect(await ofRequest(id)).toEqual(before);
  });
});
