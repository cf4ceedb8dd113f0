import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FundingHistoryRecord } from '#records/funding/items.ts';
import { endOfParts } from '#records/funding/request-writes.ts';
import { keys } from '#records/keys.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { createTestFunding, type TestFunding } from '../../support/funding.ts';
import { aFundingRequest, aPot } from '../../support/funding-nouns.ts';
import { scanAll } from '../../support/scan.ts';

describe('what becomes of a request is told beside it', () => {
  let engine: RunningEngine;
  let hub: TestFunding;

  beforeAll(async () => {
    engine = await startEngine();
    hub = createTestFunding(engine.client);
  });
  beforeEach(() => hub.time.moveTo('2027-01-04T09:00:00.000Z'));
  afterAll(() => engine.stop());

  const path = (fundingRequestId: string) => ({ ...hub.nothing, path: { fundingRequestId } });
  const ask = (id: string, question = 'Which days?') =>
    hub.requestInformation({ ...path(id), body: { question } }, hub.asStaff());
  const reply = async (id: string, text: string) =>
    hub.replyToQuestion({ ...path(id), body: { reply: text, documentIds: [] } }, await hub.as(id));
  const change = async (id: string, reason: string) => {
    const { version } = await hub.stored(id);
    return hub.changeFundingRequest({ ...path(id), body: { version, reason } }, await hub.as(id));
  };
  const bytesOf = async (id: string) => {
    const { Item } = await hub.document.send(
      new GetCommand({ TableName: 'records', Key: { ...keys.fundingRequest(id) }, ConsistentRead: true }),
    );
    return JSON.stringify(Item).length;
  };
  const historyOf = async (id: string) =>
    (await scanAll(hub.document, 'records', FundingHistoryRecord)).filter(
      ({ fundingRequestId }) => fundingRequestId === id,
    );
  const seen = async (id: string) => (await hub.getAnyFundingRequest(path(id), hub.asStaff())).body.history;

  it('so that it does not grow with replies, and staff read every one of them', async () => {
    const potId = await hub.pot(aPot({ scheme: 'replies' }));
    const id = await hub.inReview(aFundingRequest('replies@nhs.net', { potId }));
    await ask(id);
    await reply(id, 'Mondays');
    const before = await bytesOf(id);
    for (let round = 1; round <= 5; round += 1) {
      await ask(id);
      await reply(id, `${round} `.repeat(2_000).trim());
    }
    expect((await bytesOf(id)) - before).toBeLessThan(50);
    expect((await hub.approve(id, potId)).body.history.map(({ what }) => what).at(-1)).toBe('approve');
    const replies = (await seen(id)).filter(({ what }) => what === 'reply').map(({ note = '' }) => note.slice(0, 3));
    expect(replies).toEqual(['Mon', '1 1', '2 2', '3 3', '4 4', '5 5']);
    expect((await seen(id)).map(({ what }) => what).slice(0, 5)).toEqual([
      'start',
      'ask-statement',
      'statement-supported',
      'submit',
      'review',
    ]);
  });

  it('nor with each of many changes, of which each field is told of once, until the hub asks again', async () => {
    const id = await hub.inReview(aFundingRequest('changes@nhs.net'));
    await ask(id);
    await change(id, 'Reason 00');
    const [before, told] = [await bytesOf(id), (await historyOf(id)).length];
    for (let round = 10; round < 30; round += 1) await change(id, `Reason ${round}`);
    expect((await bytesOf(id)) - before).toBeLessThan(10);
    expect(await historyOf(id)).toHaveLength(told);
    const { version } = await hub.stored(id);
    const body = { version, reason: 'Again', costPence: 110_000 };
    await hub.changeFundingRequest({ ...path(id), body }, await hub.as(id));
    await reply(id, 'Mondays');
    await ask(id);
    await change(id, 'Last');
    expect((await seen(id)).filter(({ what }) => what === 'change').map(({ note }) => note)).toEqual([
      'reason',
      'costPence',
      'reason',
    ]);
    expect((await seen(id)).at(-1)).toMatchObject({ by: 'applicant', at: '2027-01-04T09:00:00.000Z' });
  });

  it('and somebody is written to six times for one statement, and no more', async () => {
    const id = await hub.start(aFundingRequest('six@nhs.net'));
    const body = { kind: 'manager' as const, authorName: 'Pat', authorEmail: 'six@practice.example', documentIds: [] };
    await hub.askStatement({ ...path(id), body }, await hub.as(id));
    const statementId = (await hub.stored(id)).statements[0]?.statementId ?? '';
    const resend = async (to?: { authorName: string; authorEmail: string }) => {
      hub.time.advance(11 * 60_000);
      const of = { ...hub.nothing, path: { fundingRequestId: id, statementId }, body: { to } };
      return hub.resendStatement(of, await hub.as(id));
    };
    for (let times = 2; times <= 6; times += 1) await resend();
    await expect(resend()).rejects.toMatchObject({ code: 'wrong-state' });
    expect(await hub.emailsTo('six@practice.example')).toHaveLength(6);
    await resend({ authorName: 'Sam', authorEmail: 'another.six@practice.example' });
  });

  it('and its applicant reads what was done, without what others noted of it', async () => {
    const potId = await hub.pot(aPot({ scheme: 'told', twoPeopleAbovePence: 10_000 }));
    const id = await hub.inReview(aFundingRequest('told@nhs.net', { potId }));
    await ask(id, 'Which days?');
    await reply(id, 'Mondays');
    await hub.approve(id, potId);
    expect((await seen(id)).map(({ what }) => what)).toContain('propose-award');
    const { history } = (await hub.getFundingRequest(path(id), await hub.as(id))).body;
    expect(history.map(({ what, about }) => (about === undefined ? what : `${what}: ${about}`))).toEqual([
      'start',
      'ask-statement: manager',
      'statement-supported: manager',
      'submit',
      'review',
      'request-information',
      'reply',
    ]);
    expect(JSON.stringify(history)).not.toMatch(/Mondays|Which days/);
  });

  it('for as long as the request is kept', async () => {
    const potId = await hub.pot(aPot({ scheme: 'kept-history' }));
    const id = await hub.inReview(aFundingRequest('kept@nhs.net', { potId }));
    await hub.approve(id, potId);
    await hub.tend(id);
    const ends = endOfParts(Date.parse('2033-03-31T23:00:00.000Z') / 1000);
    expect(new Set((await historyOf(id)).map(({ expiresAt }) => expiresAt))).toEqual(new Set([ends]));
  });

  it('once for each change, though it is made by two at once', async () => {
    const id = await hub.inReview(aFundingRequest('at-once@nhs.net'));
    await ask(id);
    const outcomes = await Promise.allSettled([reply(id, 'One'), reply(id, 'Two')]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await seen(id)).filter(({ what }) => what === 'reply')).toHaveLength(1);
    const versions = (await historyOf(id)).map(({ version }) => version);
    expect(new Set(versions).size).toBe(versions.length);
  });
});
