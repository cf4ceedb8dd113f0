import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { demographicsConsent } from '#domain/people/choices.ts';
import { createSaveDemographics } from '#functions/people/consents/demographics.ts';
import { createTendDemographics } from '#functions/people/consents/tend-demographics.ts';
import { wireConsents } from '#functions/people/consents/wiring.ts';
import type { Learner } from '#http/callers.ts';
import { ProblemError } from '#http/problem-error.ts';
import { expiresAt } from '#privacy/retention.ts';
import { remove, update } from '#records/engine/writes.ts';
import { keys, lists } from '#records/keys.ts';
import { AddressRecord, PersonRecord } from '#records/people/items.ts';
import { AddressView, ChoiceView } from '#records/people/views.ts';
import { acts } from '../../support/acting-as.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { aBooking, createTestHub, day, type TestHub, workOf } from '../../support/hub.ts';
import { isLong } from '../../support/long.ts';
import { scanAll } from '../../support/scan.ts';

let engine: RunningEngine;
let hub: TestHub;
beforeAll(async () => {
  engine = await startEngine();
  hub = createTestHub(engine.client);
});
beforeEach(() => hub.time.moveTo('2027-01-04T09:00:00.000Z'));
afterAll(() => engine.stop());

let people = 0;
const register = async () => {
  people += 1;
  return hub.confirms(await hub.asksForAccount(aBooking('', `learner${people}@nhs.net`).person));
};
const carrying = () => ({ work: workOf(), once: undefined });
const as = <C>(caller: C) => ({ caller, work: workOf(), once: undefined });
const personIdOf = async ({ workEmail }: Learner) =>
  (await hub.records.find(AddressView, keys.address(workEmail), workOf()))?.personId ?? '';

const told = { gender: 'female', yearOfBirth: 1988, ethnicity: 'B', disability: 'no' } as const;
const save = (caller: Learner, body: object = told, wordingVersion = 1) =>
  hub.saveDemographics({ ...hub.nothing, body: { wordingVersion, ...body } as never }, as(caller));
const see = async (caller: Learner) => (await hub.getDemographics(hub.nothing, as(caller))).body;
const takeBack = (caller: Learner) => hub.deleteDemographics(hub.nothing, as(caller));
const consentsOf = async (caller: Learner) => (await hub.listConsents(hub.nothing, as(caller))).body;
const give = (caller: Learner, wordingVersion = 1) =>
  hub.giveConsent({ ...hub.nothing, path: { purpose: 'news' }, body: { wordingVersion } }, as(caller));
const refusedWith = async (attempt: Promise<unknown>) => {
  const refused = await attempt.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(refused instanceof ProblemError)) throw new Error('It was not refused');
  return { code: refused.code, ...refused.facts };
};

/** What stands in the table of its own, and in the ledger. */
const stored = async (caller: Learner) => {
  const personId = await personIdOf(caller);
  const theirs = z.looseObject({ personId: z.literal(personId) });
  const ledger = theirs.extend({ type: z.literal('choice') });
  return {
    told: await scanAll(hub.document, 'demographics', theirs),
    choices: await scanAll(hub.document, 'records', ledger),
  };
};

/** What the queue hands on. */
async function tend(personId: string, how: Partial<ReturnType<typeof wireConsents>> = {}): Promise<void> {
  const failed: string[] = [];
  const wired = wireConsents(hub);
  const handle = createTendDemographics({
    ...wired,
    ...how,
    sqs: {} as never,
    queueUrl: 'http://127.0.0.1',
    log: { event: (name) => failed.push(name), begin: () => undefined },
  });
  const record = { messageId: '1', body: JSON.stringify({ personId }), attributes: { MessageGroupId: personId } };
  await acts('people-demographics', handle)(
    { Records: [record] } as never,
    {
      awsRequestId: 'test',
      getRemainingTimeInMillis: () => 60_000,
    } as never,
  );
  expect(failed).toEqual([]);
}

describe('what somebody tells of themselves', () => {
  it('is kept with the consent that they give with it, in the words and under the policy of that day', async () => {
    const me = await register();
    expect(await see(me)).toMatchObject({ told: null, choice: null, wording: { version: 1 } });
    const { body } = await save(me);
    expect(body.choice).toMatchObject({
      sort: 'consent',
      purpose: 'demographics',
      wording: { version: 1, text: expect.stringContaining('gender, year of birth, ethnicity and disability') },
      madeAt: '2027-01-04T09:00:00.000Z',
      madeBy: 'website',
      policyVersion: expect.stringMatching(/^2026-/),
      endedAt: null,
    });
    expect(await see(me)).toMatchObject({ told: { ...told, savedAt: '2027-01-04T09:00:00.000Z' } });
    // What is left out is deleted, and the consent is the same.
    hub.time.advance(1000);
    expect((await save(me, { ethnicity: 'Z', yearOfBirth: 'prefer-not-to-say' })).body).toEqual(body);
    const after = { ethnicity: 'Z', yearOfBirth: 'prefer-not-to-say', savedAt: '2027-01-04T09:00:01.000Z' };
    const { told: now } = await see(me);
    expect(now).toMatchObject(after);
    expect(now).not.toHaveProperty('gender');
    expect((await stored(me)).told).toHaveLength(1);
  });

  it('is refused with other words than today’s, and those are answered', async () => {
    const me = await register();
    expect(await refusedWith(save(me, told, 7))).toMatchObject({
      code: 'consent-changed',
      extensions: { wording: { version: 1, text: expect.any(String) } },
    });
    expect(await stored(me)).toEqual({ told: [], choices: [] });
  });

  it.each([2014, 2100])('is refused of a year of birth that cannot be: %s', async (yearOfBirth) => {
    const me = await register();
    const refused = await refusedWith(save(me, { yearOfBirth }));
    expect(refused).toMatchObject({ code: 'not-valid', errors: [{ in: 'body', pointer: '/yearOfBirth' }] });
    // No problem repeats what was said.
    expect(JSON.stringify(refused)).not.toContain(String(yearOfBirth));
  });

  it('is deleted in the transaction that takes the consent back, and the same again is answered the same', async () => {
    const me = await register();
    await save(me);
    hub.time.advance(day);
    const first = await takeBack(me);
    expect(first.body.choice).toMatchObject({ endedAt: '2027-01-05T09:00:00.000Z', endedBy: 'website' });
    expect((await stored(me)).told).toEqual([]);
    expect(await see(me)).toMatchObject({ told: null, choice: { endedAt: '2027-01-05T09:00:00.000Z' } });
    hub.time.advance(day);
    expect(await takeBack(me)).toEqual(first);
    // Given again, it is another; the ledger keeps the first for six years from when it ended.
    await save(me, { gender: 'other' });
    const { consents, history } = await consentsOf(me);
    expect(consents.find(({ purpose }) => purpose === 'demographics')?.given).toMatchObject({ endedAt: null });
    expect(history.map(({ endedAt }) => endedAt)).toEqual([null, '2027-01-05T09:00:00.000Z']);
    const { choices } = await stored(me);
    expect(choices.map(({ number, expiresAt: ends }) => [number, ends])).toEqual([
      [1, Date.parse('2033-01-05T09:00:00.000Z') / 1000],
      [2, undefined],
    ]);
  });

  it('keeps no trace of what it was in what is kept for a retry, nor in the ledger', async () => {
    const me = await register();
    const once = { id: 'once-demographics', fingerprint: 'of no values' };
    const body = { wordingVersion: 1, yearOfBirth: 1931 };
    const first = await hub.saveDemographics({ ...hub.nothing, body }, { ...as(me), once });
    expect(JSON.stringify(await scanAll(hub.document, 'records', z.looseObject({})))).not.toContain('1931');
    // A retry that comes late brings nothing back.
    await takeBack(me);
    await expect(hub.saveDemographics({ ...hub.nothing, body }, { ...as(me), once })).rejects.toMatchObject({
      reply: first,
    });
    expect((await stored(me)).told).toEqual([]);
  });

  it('is saved under a new consent where the one that stood is taken back between reading and writing', async () => {
    const me = await register();
    await save(me);
    const wired = wireConsents(hub);
    let isFirst = true;
    const late = createSaveDemographics({
      ...wired,
      demographics: {
        ...wired.demographics,
        async save(...args) {
          if (isFirst) await takeBack(me);
          isFirst = false;
          return wired.demographics.save(...args);
        },
      },
    });
    await late({ ...hub.nothing, body: { wordingVersion: 1, gender: 'male' } }, as(me));
    const { told: kept, choices } = await stored(me);
    expect(choices.map(({ endedAt }) => endedAt === undefined)).toEqual([false, true]);
    expect(kept).toMatchObject([{ gender: 'male', choiceId: choices[1]?.choiceId }]);
  });

  it('stays where it is saved anew while what follows from an earlier withdrawal is carried out', async () => {
    const me = await register();
    await save(me);
    const personId = await personIdOf(me);
    const { choices, choosing } = wireConsents(hub);
    const consent = await choices.newest(personId, demographicsConsent, workOf());
    if (!consent) throw new Error('There is no consent');
    await choosing.end([consent], { at: hub.clock().toISOString(), channel: 'email' }, carrying());
    const { demographics } = wireConsents(hub);
    const removeOf = vi.fn(async (...args: Parameters<typeof demographics.removeOf>) => {
      await save(me, { gender: 'male' });
      return demographics.removeOf(...args);
    });
    await tend(personId, { demographics: { ...demographics, removeOf } });
    expect(removeOf).toHaveBeenCalledOnce();
    expect((await see(me)).told).toMatchObject({ gender: 'male' });
  });

  it('is not saved for an account that is merged into another between reading and writing', async () => {
    const [me, other] = [await register(), await register()];
    const [personId, otherId] = [await personIdOf(me), await personIdOf(other)];
    const { demographics } = wireConsents(hub);
    const late = createSaveDemographics({
      ...wireConsents(hub),
      demographics: {
        ...demographics,
        async save(...args) {
          await hub.records.updateOne(
            update(PersonRecord, keys.person(personId), { set: { mergedInto: otherId } }),
            workOf(),
          );
          await hub.records.updateOne(
            update(PersonRecord, keys.person(otherId), { set: { includes: [personId] } }),
            workOf(),
          );
          return demographics.save(...args);
        },
      },
    });
    await late({ ...hub.nothing, body: { wordingVersion: 1, gender: 'male' } }, as(me));
    // Read anew, they are kept as the other.
    const all = await scanAll(hub.document, 'demographics', z.looseObject({ personId: z.string() }));
    expect(all.filter((item) => [personId, otherId].includes(item.personId))).toMatchObject([{ personId: otherId }]);
  });

  it('of whoever was merged into them is shown to nobody, and goes when its owner takes it back', async () => {
    const [me, other] = [await register(), await register()];
    const [personId, otherId] = [await personIdOf(me), await personIdOf(other)];
    await save(other, { gender: 'other' });
    const path = { purpose: 'report-on-funding' } as const;
    await hub.object({ ...hub.nothing, path }, as(other));
    await hub.records.updateOne(
      update(PersonRecord, keys.person(otherId), { set: { mergedInto: personId } }),
      workOf(),
    );
    await hub.records.updateOne(
      update(PersonRecord, keys.person(personId), { set: { includes: [otherId] } }),
      workOf(),
    );
    expect(await see(me)).toMatchObject({ told: null, choice: { endedAt: null } });
    // What either objected to, both do.
    const { objections } = await consentsOf(me);
    expect(objections.find(({ purpose }) => purpose === 'report-on-funding')?.made).toMatchObject({ endedAt: null });
    await takeBack(me);
    const all = await scanAll(hub.document, 'demographics', z.looseObject({ personId: z.literal(otherId) }));
    expect(all).toEqual([]);
    expect((await see(me)).choice).toMatchObject({ endedBy: 'website' });
    await hub.takeBackObjection({ ...hub.nothing, path }, as(me));
    expect((await consentsOf(me)).objections.map(({ made }) => made?.endedBy ?? null)).toEqual([null, 'website']);
  });

  it('gives one consent where it is sent twice at once', async () => {
    const me = await register();
    await Promise.all(Array.from({ length: 8 }, () => save(me)));
    expect((await stored(me)).choices).toHaveLength(1);
  });

  it('is never there without its consent, nor the consent without it, whoever saves and takes back at the same time', async () => {
    const act = fc.constantFrom<'save' | 'take-back' | 'tend'>('save', 'take-back', 'tend');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(act, { minLength: 1, maxLength: 4 }), { maxLength: 5 }), async (rounds) => {
        const me = await register();
        const personId = await personIdOf(me);
        const does = { save: () => save(me), 'take-back': () => takeBack(me), tend: () => tend(personId) };
        for (const round of rounds) {
          await Promise.all(round.map((each) => does[each]()));
          const { told: kept, choices } = await stored(me);
          const standing = choices.filter(({ endedAt }) => endedAt === undefined);
          expect(standing.length).toBeLessThanOrEqual(1);
          expect(kept.map(({ choiceId }) => choiceId)).toEqual(standing.map(({ choiceId }) => choiceId));
        }
      }),
      { numRuns: isLong ? 60 : 8 },
    );
  });

  it('is shown to nobody once its consent is taken back by another way, and is deleted by what follows from that', async () => {
    const me = await register();
    await save(me);
    const personId = await personIdOf(me);
    const { choices, choosing } = wireConsents(hub);
    const consent = await choices.newest(personId, { sort: 'consent', purpose: 'demographics' }, workOf());
    if (!consent) throw new Error('There is no consent');
    await choosing.end([consent], { at: hub.clock().toISOString(), channel: 'email' }, carrying());
    expect((await stored(me)).told).toHaveLength(1);
    expect((await see(me)).told).toBeNull();
    await tend(personId);
    expect((await stored(me)).told).toEqual([]);
  });

  it('is kept as long as the account is used, and goes with it, as every consent of theirs ends; an objection stands', async () => {
    const me = await register();
    await save(me);
    await give(me);
    await hub.object({ ...hub.nothing, path: { purpose: 'report-on-workforce' } }, as(me));
    const personId = await personIdOf(me);
    hub.time.advance(300 * day);
    await see(me);
    await tend(personId);
    const ends = expiresAt('account', hub.clock().toISOString(), hub.hub.retention);
    expect((await stored(me)).told).toMatchObject([{ expiresAt: ends }]);
    await hub.records.commit(
      {
        person: remove(PersonRecord, keys.person(personId)),
        address: remove(AddressRecord, keys.address(me.workEmail)),
      },
      { work: workOf() },
    );
    await tend(personId);
    // What was told again changes nothing.
    hub.time.advance(day);
    await tend(personId);
    const left = await hub.records.list(ChoiceView, lists.choicesOf(personId), { limit: 10 }, workOf());
    expect(left.items.map(({ purpose, endedAt, endedBy }) => [purpose, endedAt, endedBy])).toEqual([
      ['demographics', '2027-10-31T09:00:00.000Z', 'account-ended'],
      ['news', '2027-10-31T09:00:00.000Z', 'account-ended'],
      // What it is about outlives the account.
      ['report-on-workforce', undefined, undefined],
    ]);
    const objection = await scanAll(
      hub.document,
      'records',
      z.looseObject({ personId: z.literal(personId), sort: z.literal('objection'), expiresAt: z.number() }),
    );
    expect(objection.map(({ expiresAt: until }) => until)).toEqual([Date.parse('2033-11-01T09:00:00.000Z') / 1000]);
    expect(await scanAll(hub.document, 'demographics', z.looseObject({ personId: z.literal(personId) }))).toEqual([]);
  });
});

describe('consents and objections', () => {
  it('are given and taken back by who makes them, each answered the same again, and listed as they stand', async () => {
    const me = await register();
    const given = await give(me);
    expect(await give(me)).toEqual(given);
    const path = { purpose: 'report-on-funding' } as const;
    const objected = await hub.object({ ...hub.nothing, path }, as(me));
    hub.time.advance(1000);
    expect(await hub.object({ ...hub.nothing, path }, as(me))).toEqual(objected);
    const before = await consentsOf(me);
    expect(before.consents.map(({ purpose, given: choice }) => [purpose, choice?.endedAt])).toEqual([
      ['demographics', undefined],
      ['news', null],
      ['access-needs', undefined],
    ]);
    expect(before.objections.map(({ purpose, made }) => [purpose, made?.wording])).toEqual([
      ['report-on-workforce', undefined],
      ['report-on-funding', null],
    ]);
    const taken = await hub.takeBackConsent({ ...hub.nothing, path: { purpose: 'news' } }, as(me));
    expect(taken.body.choice?.endedAt).toBe('2027-01-04T09:00:01.000Z');
    hub.time.advance(1000);
    expect(await hub.takeBackConsent({ ...hub.nothing, path: { purpose: 'news' } }, as(me))).toEqual(taken);
    expect((await hub.takeBackObjection({ ...hub.nothing, path }, as(me))).body.choice?.endedAt).toBe(
      '2027-01-04T09:00:02.000Z',
    );
    expect((await consentsOf(me)).history).toHaveLength(2);
  });

  it('that were never made are taken back as nothing', async () => {
    const me = await register();
    const taken = await hub.takeBackConsent({ ...hub.nothing, path: { purpose: 'demographics' } }, as(me));
    expect(taken).toEqual({ status: 200, body: { choice: null } });
    expect(await stored(me)).toEqual({ told: [], choices: [] });
  });

  it('go along with an account to its new address, and are found of it', async () => {
    const me = await register();
    await save(me);
    await give(me);
    const moved = await hub.movesTo(`moved.${me.workEmail}`, me);
    expect((await see(moved)).told).toMatchObject(told);
    expect((await consentsOf(moved)).history).toHaveLength(2);
  });

  it('are nobody’s without an account', async () => {
    const nobody = { kind: 'learner', sub: 'gone', workEmail: 'gone@nhs.net' } as const;
    expect(await refusedWith(give(nobody))).toMatchObject({ code: 'account-not-found' });
    expect(await refusedWith(save(nobody))).toMatchObject({ code: 'account-not-found' });
  });
});
