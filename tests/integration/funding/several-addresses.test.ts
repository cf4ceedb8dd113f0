import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDecideFundingRequest } from '#functions/funding/decisions/decide-request.ts';
import { createConfirmEmail } from '#functions/people/addresses/confirm-email.ts';
import { wireForRegistrants } from '#functions/people/wiring.ts';
import type { Learner } from '#http/callers.ts';
import { ProblemError } from '#http/problem-error.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { createTestFunding, type TestFunding } from '../../support/funding.ts';
import { aFundingRequest, aPot } from '../../support/funding-nouns.ts';
import { aBooking, workOf } from '../../support/hub.ts';
import { isLong, testedEngines } from '../../support/long.ts';
import { expectMoneyRight, readFunding } from '../../support/stored-funding.ts';

const cap = 100_000;
const caps = { yearPence: cap, severalYears: null };

describe.each(testedEngines)('the allowance of who has several addresses (%s)', (name) => {
  let engine: RunningEngine;
  let hub: TestFunding;
  beforeAll(async () => {
    engine = await startEngine(name);
    hub = createTestFunding(engine.client);
  });
  beforeEach(() => hub.time.moveTo('2027-01-04T09:00:00.000Z'));
  afterAll(async () => {
    expectMoneyRight(await readFunding(hub.document, 'records'));
    await engine.stop();
  });

  const as = <C>(caller: C) => ({ caller, work: workOf(), once: undefined });
  const register = async (workEmail: string) => hub.confirms(await hub.asksForAccount(aBooking('', workEmail).person));
  const awardedTo = async (workEmail: string, scheme: string) =>
    (await hub.requests.findAllowance(workEmail, scheme, workOf())).awarded['2026-27'] ?? 0;
  const scheme = (what: string) => `${what}-${name}`;
  const potOf = (of: string) => hub.pot(aPot({ scheme: of, caps }));
  const overCap = { code: 'not-eligible', facts: { extensions: { clauses: [{ clause: 'year-cap' }] } } };

  it('is one: a change of address begins no second, and what each had counts together', async () => {
    const of = scheme('one');
    const potId = await potOf(of);
    await hub.approve(await hub.inReview(aFundingRequest('one.old@nhs.net')), potId, 60_000);
    await hub.approve(await hub.inReview(aFundingRequest('one.new@nhs.net')), potId, 30_000);
    await hub.movesTo('one.new@nhs.net', await register('one.old@nhs.net'));
    for (const address of ['one.old@nhs.net', 'one.new@nhs.net', 'one.new+tag@nhs.net']) {
      expect(await awardedTo(address, of)).toBe(90_000);
      const id = await hub.inReview(aFundingRequest(address));
      await expect(hub.approve(id, potId, 10_001)).rejects.toMatchObject(overCap);
    }
    await hub.approve(await hub.inReview(aFundingRequest('one.new@nhs.net')), potId, 10_000);
    expect(await awardedTo('one.old@nhs.net', of)).toBe(cap);
  });

  it('gives nothing more where both together pass the cap, and is given back to whichever had it', async () => {
    const of = scheme('passed');
    const potId = await potOf(of);
    const first = await hub.inReview(aFundingRequest('passed.old@nhs.net'));
    await hub.approve(first, potId, 80_000);
    await hub.approve(await hub.inReview(aFundingRequest('passed.new@nhs.net')), potId, 70_000);
    await hub.movesTo('passed.new@nhs.net', await register('passed.old@nhs.net'));
    expect(await awardedTo('passed.new@nhs.net', of)).toBe(150_000);
    const more = await hub.inReview(aFundingRequest('passed.new@nhs.net'));
    await expect(hub.approve(more, potId, 1)).rejects.toMatchObject(overCap);
    await hub.withdrawFundingRequest(
      { ...hub.nothing, path: { fundingRequestId: first }, body: {} },
      await hub.as(first),
    );
    expect(await awardedTo('passed.new@nhs.net', of)).toBe(70_000);
    await hub.approve(more, potId, 30_000);
  });

  it('goes on over a third address, and for years', async () => {
    const of = scheme('third');
    const potId = await potOf(of);
    const second = await hub.movesTo('third.2@nhs.net', await register('third.1@nhs.net'));
    await hub.movesTo('third.3@nhs.net', second);
    await hub.approve(await hub.inReview(aFundingRequest('third.1@nhs.net')), potId, cap);
    for (const address of ['third.2@nhs.net', 'third.3@nhs.net']) {
      const id = await hub.inReview(aFundingRequest(address));
      await expect(hub.approve(id, potId, 1)).rejects.toMatchObject(overCap);
    }
  });

  it.each(['alone', 'together'] as const)(
    'is decided anew where the addresses become one person’s, or more, between reading and writing (%s before)',
    async (before) => {
      const of = scheme(`between-${before}`);
      const potId = await potOf(of);
      const [first, second, third] = [`b1.${before}@nhs.net`, `b2.${before}@nhs.net`, `b3.${before}@nhs.net`];
      let me: Learner = await register(first);
      if (before === 'together') me = await hub.movesTo(second, me);
      await hub.approve(await hub.inReview(aFundingRequest(third)), potId, 90_000);
      const id = await hub.inReview(aFundingRequest(first));
      let isFirst = true;
      const decide = createDecideFundingRequest({
        ...hub,
        requests: {
          ...hub.requests,
          async change(...args) {
            if (isFirst) await hub.movesTo(third, me);
            isFirst = false;
            return hub.requests.change(...args);
          },
        },
      });
      const body = { decision: 'approve' as const, potId, pence: 20_000 };
      const input = { ...hub.nothing, path: { fundingRequestId: id }, body };
      await expect(decide(input, hub.asStaff())).rejects.toMatchObject(overCap);
      expect(await awardedTo(first, of)).toBe(90_000);
    },
  );

  it('is not lost where an award is made between reading and linking', async () => {
    const of = scheme('linking');
    const potId = await potOf(of);
    const me = await register('linking.old@nhs.net');
    const id = await hub.inReview(aFundingRequest('linking.new@nhs.net'));
    await hub.changeEmail({ ...hub.nothing, body: { newEmail: 'linking.new@nhs.net' } }, as(me));
    const { emailChangeId, toNew, toOld } = await hub.emailChangeLinks('linking.new@nhs.net');
    const path = { ...hub.nothing, path: { emailChangeId } };
    await hub.confirmEmail(path, as(toOld));
    const { emailChanges } = wireForRegistrants(hub, {} as never);
    const late = createConfirmEmail({
      ...hub,
      emailChanges: {
        ...emailChanges,
        async move(...args) {
          await hub.approve(id, potId, 80_000);
          return emailChanges.move(...args);
        },
      },
    });
    expect(await late(path, as(toNew))).toMatchObject({ body: { status: 'changed' } });
    expect(await awardedTo('linking.old@nhs.net', of)).toBe(80_000);
    const more = await hub.inReview(aFundingRequest('linking.old@nhs.net'));
    await expect(hub.approve(more, potId, 20_001)).rejects.toMatchObject(overCap);
  });

  it('is not passed by many who decide at once, under each address, while these become one person’s', async () => {
    const of = scheme('crowd');
    const potId = await hub.pot(aPot({ scheme: of, caps }, { budgetPence: 10_000_000, places: null }));
    const me = await register('crowd.1@nhs.net');
    const ids: string[] = [];
    for (let number = 0; number < 12; number += 1)
      ids.push(await hub.inReview(aFundingRequest(`crowd.${(number % 2) + 1}@nhs.net`)));
    const moving = hub.movesTo('crowd.2@nhs.net', me);
    const settled = await Promise.allSettled([moving, ...ids.map((id) => hub.approve(id, potId, 30_000))]);
    for (const each of settled) if (each.status === 'rejected') expect(each.reason).toBeInstanceOf(ProblemError);
    expect(settled[0].status).toBe('fulfilled');
    const given = settled.slice(1).filter(({ status }) => status === 'fulfilled').length;
    expect(await awardedTo('crowd.1@nhs.net', of)).toBe(given * 30_000);
    // Each alone may have had as much as the cap before they were one; whoever is asked from then on has nothing more.
    const standing = await Promise.allSettled(ids.map((id) => hub.approve(id, potId, 30_000)));
    expect(given).toBeGreaterThanOrEqual(3);
    if (given >= 3) expect(standing.filter(({ status }) => status === 'fulfilled')).toEqual([]);
  });

  it('is never passed by awards under addresses that are one person’s, whoever decides at once', async () => {
    const of = scheme('linked-crowd');
    const potId = await hub.pot(aPot({ scheme: of, caps }, { budgetPence: 10_000_000, places: null }));
    await hub.movesTo('linked.2@nhs.net', await register('linked.1@nhs.net'));
    const ids: string[] = [];
    for (let number = 0; number < 10; number += 1)
      ids.push(await hub.inReview(aFundingRequest(`linked.${(number % 2) + 1}@nhs.net`)));
    const made = await Promise.allSettled(ids.map((id) => hub.approve(id, potId, 30_000)));
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect(await awardedTo('linked.1@nhs.net', of)).toBe(90_000);
  });

  it('holds over random histories of awards, withdrawals and changes of address', async () => {
    const step = fc.record({
      does: fc.constantFrom('award', 'award', 'award', 'withdraw', 'move'),
      who: fc.nat({ max: 3 }),
      pence: fc.integer({ min: 1, max: 6 }).map((each) => each * 10_000),
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 14, size: 'max' }), async (steps) => {
        run += 1;
        hub.time.moveTo('2027-01-04T09:00:00.000Z');
        const of = scheme(`random-${run}`);
        const potId = await hub.pot(aPot({ scheme: of, caps }, { budgetPence: 10_000_000, places: null }));
        const addresses = [0, 1, 2, 3].map((each) => `random.${run}.${each}.${name}@nhs.net`);
        const address = (index: number) => addresses[index] ?? '';
        let me: Learner = await register(address(0));
        const [own, standing] = [new Set([address(0)]), new Map<string, { address: string; pence: number }>()];
        const sumOf = (of: ReadonlySet<string>) =>
          [...standing.values()].filter((each) => of.has(each.address)).reduce((sum, { pence }) => sum + pence, 0);
        for (const { does, who, pence } of steps) {
          hub.time.advance(86_400_000);
          const group = own.has(address(who)) ? own : new Set([address(who)]);
          if (does === 'award') {
            const id = await hub.inReview(aFundingRequest(address(who)));
            const may = sumOf(group) + pence <= cap;
            const made = await hub.approve(id, potId, pence).then(
              () => true,
              (error: unknown) => {
                expect(error).toMatchObject(overCap);
                return false;
              },
            );
            expect(made).toBe(may);
            if (made) standing.set(id, { address: address(who), pence });
          } else if (does === 'withdraw') {
            const [id] = [...standing].find(([, each]) => each.address === address(who)) ?? [];
            if (id === undefined) continue;
            const path = { fundingRequestId: id };
            await hub.withdrawFundingRequest({ ...hub.nothing, path, body: {} }, await hub.as(id));
            standing.delete(id);
          } else if (me.workEmail !== address(who)) {
            me = await hub.movesTo(address(who), me);
            own.add(address(who));
          }
          for (const each of own) expect(await awardedTo(each, of)).toBe(sumOf(own));
        }
      }),
      { numRuns: isLong ? 40 : 3, endOnFailure: true },
    );
  }, 600_000);
});
