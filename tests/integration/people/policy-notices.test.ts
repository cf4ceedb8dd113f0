import { setTimeout as sleep } from 'node:timers/promises';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTellOfPolicy } from '#functions/people/accounts/tell-of-policy.ts';
import { wireTelling } from '#functions/people/wiring.ts';
import { southEastLondon } from '#hub/south-east-london.ts';
import { BusyError } from '#platform/errors.ts';
import type { LogEvents } from '#platform/logger.ts';
import { listedOf, type PolicyVersion } from '#privacy/versions.ts';
import { update } from '#records/engine/writes.ts';
import { keys } from '#records/keys.ts';
import { PersonRecord } from '#records/people/items.ts';
import type { PolicyNotices } from '#records/people/policy-notices.ts';
import { AddressView, PolicyNoticesView } from '#records/people/views.ts';
import { acts, asNobody } from '../../support/acting-as.ts';
import { recordCalls } from '../../support/calls.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { createTestFunding, type TestFunding } from '../../support/funding.ts';
import { aBooking, day, workOf } from '../../support/hub.ts';
import { policyOf } from '../../support/policy-versions.ts';

let engine: RunningEngine;
let hub: TestFunding;
beforeEach(async () => {
  engine = await startEngine();
  hub = createTestFunding(engine.client);
  hub.time.moveTo('2027-01-04T09:00:00.000Z');
});
afterEach(() => engine.stop());

const { retention } = southEastLondon;
const keeping = (bookingYearsFromSession: number) => ({
  ...southEastLondon,
  retention: { ...retention, bookingYearsFromSession },
});
const first = ['2026-11-28', keeping(6)] as const;
const second = ['2027-02-08', keeping(7)] as const;
const third = ['2027-07-01', keeping(8)] as const;

const register = async (workEmail: string) => hub.confirms(await hub.asksForAccount(aBooking('', workEmail).person));
const registerSome = async (count: number) => {
  for (let index = 0; index < count; index += 1) await register(`some${index}@nhs.net`);
};
const keyOf = async (workEmail: string) => {
  const address = await hub.records.find(AddressView, keys.address(workEmail), workOf());
  return keys.person(address?.personId ?? '');
};

interface Telling {
  readonly versions?: PolicyVersion[];
  readonly mostToldInAnHour?: number;
  readonly tell?: (tell: PolicyNotices['tell']) => PolicyNotices['tell'];
  readonly walkAccounts?: PolicyNotices['walkAccounts'];
  readonly remainingMs?: number;
}
const logged: (keyof LogEvents)[] = [];
/** One run, as the schedule begins it. */
function run(how: Telling = {}) {
  const { versions = policyOf(first, second), mostToldInAnHour = 1000, remainingMs = 60_000 } = how;
  const wired = wireTelling(hub);
  const { policyNotices } = wired;
  logged.length = 0;
  const tell = createTellOfPolicy({
    ...wired,
    hub: { ...southEastLondon, policy: { ...southEastLondon.policy, mostToldInAnHour } },
    policyNotices: {
      ...policyNotices,
      walkAccounts: how.walkAccounts ?? policyNotices.walkAccounts,
      tell: how.tell?.(policyNotices.tell) ?? policyNotices.tell,
    },
    policyVersions: listedOf(versions),
    log: { event: (name) => void logged.push(name), begin: () => undefined },
  });
  return acts('people-tell', tell)({}, { awsRequestId: 'test', getRemainingTimeInMillis: () => remainingMs });
}
/** To whom an email about the policy is owed, and of which version. */
async function toldOf(): Promise<string[]> {
  const owed = await hub.owedEmails();
  return owed
    .filter(({ kind }) => kind === 'policy-changes')
    .map(({ to, facts }) => `${to} ${String(facts.version)}`)
    .sort();
}
const marker = () => hub.records.find(PolicyNoticesView, keys.policyNotices(), workOf());

describe('what changes in the policy', () => {
  it('is told to everybody who has an account, once, and to nobody who has none', async () => {
    const me = await register('has.account@nhs.net');
    await hub.booked(aBooking(await hub.publishedSession(), 'guest@nhs.net'));
    expect(await run()).toEqual({ people: 1, complete: true });
    expect(await run()).toEqual({ people: 0, complete: true });
    const email = (await hub.owedEmails()).find(({ kind }) => kind === 'policy-changes');
    expect(email).toMatchObject({
      to: me.workEmail,
      facts: {
        name: "Siobhán O'Brien",
        version: '2027-02-08',
        before: '2026-11-28',
        changes: expect.arrayContaining([expect.stringContaining('now kept for 7 years')]),
        more: 0,
      },
    });
    // There is nothing in it to manage.
    expect(email?.linkExpiresAt).toBeUndefined();
    expect(await toldOf()).toEqual(['has.account@nhs.net 2027-02-08']);
  });

  it('is told once where two run at the same moment', async () => {
    await registerSome(12);
    const runs = await Promise.all([run(), run()]);
    expect(runs.reduce((sum, { people }) => sum + people, 0)).toBe(12);
    await run();
    expect(new Set(await toldOf()).size).toBe(12);
    expect(await toldOf()).toHaveLength(12);
    expect(await marker()).toMatchObject({ toldOf: '2027-02-08', walkedOn: '2027-01-04' });
  });

  it('is told on by the next run where one is cut off by its time', async () => {
    await registerSome(25);
    let begun = 0;
    const slowly =
      (tell: PolicyNotices['tell']): PolicyNotices['tell'] =>
      async (...args) => {
        begun += 1;
        if (begun > 10) await sleep(2500);
        return tell(...args);
      };
    const cut = await run({ tell: slowly, remainingMs: 3300 });
    expect(cut.complete).toBe(false);
    expect(cut.people).toBeGreaterThan(0);
    expect(cut.people).toBeLessThan(25);
    expect(await marker()).toBeUndefined();
    // Of who could not be told for want of time nobody need be woken.
    expect(logged).toEqual(['policy-told']);
    expect(hub.counted.PolicyNotTold).toBeUndefined();
    expect(await run()).toEqual({ people: 25 - cut.people, complete: true });
    expect(await toldOf()).toHaveLength(25);
  });

  it('fails nothing where the time is over as it reads, and fails where it is not', async () => {
    const broken = async function* () {
      await sleep(600);
      yield* [];
      throw new BusyError('broken');
    };
    expect(await run({ walkAccounts: broken, remainingMs: 1500 })).toEqual({ people: 0, complete: false });
    await expect(run({ walkAccounts: broken })).rejects.toThrow('broken');
    expect(await marker()).toBeUndefined();
  });

  it('is not taken for told to all where somebody cannot be read', async () => {
    await registerSome(2);
    const Key = await keyOf('some0@nhs.net');
    const become = (accountSince: unknown) =>
      hub.document.send(
        new UpdateCommand({
          TableName: 'records',
          Key,
          UpdateExpression: 'SET accountSince = :since',
          ExpressionAttributeValues: { ':since': accountSince },
        }),
      );
    await become(5);
    expect(await run()).toEqual({ people: 1, complete: false });
    await become('2027-01-04T09:00:00.000Z');
    expect(await run()).toEqual({ people: 1, complete: true });
  });

  it('is told to no more people in an hour than the hub has decided, and to all of them in the end', async () => {
    await registerSome(5);
    const few = () => run({ mostToldInAnHour: 2 });
    expect([await few(), await few(), await few()]).toEqual([
      { people: 2, complete: false },
      { people: 2, complete: false },
      { people: 1, complete: true },
    ]);
    expect(new Set(await toldOf()).size).toBe(5);
  });

  it('keeps nobody else waiting for one who cannot be told, who is told later', async () => {
    await registerSome(3);
    const failing =
      (tell: PolicyNotices['tell']): PolicyNotices['tell'] =>
      async (account, ...rest) => {
        if (account.workEmail === 'some0@nhs.net') throw new Error('broken');
        return tell(account, ...rest);
      };
    expect(await run({ tell: failing })).toEqual({ people: 2, complete: false });
    expect(logged).toEqual(['person-not-told', 'policy-told']);
    expect(hub.counted.PolicyNotTold).toBe(1);
    expect(await run()).toEqual({ people: 1, complete: true });
  });

  it('wakes somebody where not all can be told before the version holds', async () => {
    await registerSome(2);
    hub.time.moveTo('2027-01-31T09:00:00.000Z');
    await run({ mostToldInAnHour: 1 });
    expect(hub.counted.PolicyNotTold).toBeUndefined();
    hub.time.moveTo('2027-02-01T09:00:00.000Z');
    await run({ mostToldInAnHour: 0 });
    expect(hub.counted.PolicyNotTold).toBe(1);
    // That another is to come much later makes this one no less urgent.
    await run({ versions: policyOf(first, second, third), mostToldInAnHour: 0 });
    expect(hub.counted.PolicyNotTold).toBe(2);
    // Who is told now is told late.
    await run();
    expect(hub.counted.PolicyNotTold).toBe(3);
    await run({ versions: policyOf(first, second, third), mostToldInAnHour: 0 });
    expect(hub.counted.PolicyNotTold).toBe(3);
  });

  it('is told to nobody where people need not be told, and then not even asked for', async () => {
    await register('no.news@nhs.net');
    const calls = recordCalls(hub.document);
    const { made } = await calls.during(() =>
      run({ versions: policyOf(['2026-11-28', keeping(7)], ['2027-02-08', keeping(6)]) }),
    );
    expect(made).toEqual([]);
    expect(await toldOf()).toEqual([]);
  });

  it('costs one look, once all were told', async () => {
    await registerSome(3);
    await run();
    const calls = recordCalls(hub.document);
    expect((await calls.during(run)).made).toEqual([{ command: 'GetCommand', items: 0 }]);
    // And never more again, once the version holds.
    hub.time.moveTo('2027-02-08T09:00:00.000Z');
    await run();
    hub.time.moveTo('2027-06-08T09:00:00.000Z');
    expect((await calls.during(run)).made).toHaveLength(1);
  });

  it('is told to who opens an account before the version holds, and not to who could read it as they did', async () => {
    await register('early@nhs.net');
    await run();
    hub.time.moveTo('2027-01-20T09:00:00.000Z');
    await register('meanwhile@nhs.net');
    await run();
    expect(await toldOf()).toEqual(['early@nhs.net 2027-02-08', 'meanwhile@nhs.net 2027-02-08']);
    hub.time.moveTo('2027-02-07T23:30:00.000Z');
    await run();
    await register('last.minute@nhs.net');
    hub.time.moveTo('2027-02-08T00:30:00.000Z');
    await register('after@nhs.net');
    expect(await run()).toEqual({ people: 1, complete: true });
    // What was sent in January is not kept any more.
    expect(await toldOf()).toEqual(['last.minute@nhs.net 2027-02-08', 'meanwhile@nhs.net 2027-02-08']);
  });

  it('is told of each version by itself, also where both were deployed late', async () => {
    await register('of.each@nhs.net');
    await run();
    const versions = policyOf(first, second, third);
    hub.time.moveTo('2027-07-20T09:00:00.000Z');
    await register('after.both@nhs.net');
    expect(await run({ versions })).toEqual({ people: 1, complete: true });
    expect(await toldOf()).toEqual(['of.each@nhs.net 2027-07-01']);
  });

  it('is told of two versions at once, where neither was told before', async () => {
    await register('of.both@nhs.net');
    expect(await run({ versions: policyOf(first, second, third) })).toEqual({ people: 1, complete: true });
    expect(await toldOf()).toEqual(['of.both@nhs.net 2027-02-08', 'of.both@nhs.net 2027-07-01']);
  });

  it('goes to the address that an account has, and not to the one that it had as it was read', async () => {
    const me = await register('before.move@nhs.net');
    const moving =
      (tell: PolicyNotices['tell']): PolicyNotices['tell'] =>
      async (...args) => {
        await asNobody(() => hub.movesTo('after.move@nhs.net', me));
        return tell(...args);
      };
    expect(await run({ tell: moving })).toEqual({ people: 0, complete: false });
    expect(await toldOf()).toEqual([]);
    expect(await run()).toEqual({ people: 1, complete: true });
    expect(await toldOf()).toEqual(['after.move@nhs.net 2027-02-08']);
  });

  it('is not told to whose account has ended', async () => {
    await register('ended@nhs.net');
    await hub.records.updateOne(
      update(PersonRecord, await keyOf('ended@nhs.net'), {
        ends: { with: Math.floor(Date.parse('2027-01-05T00:00:00.000Z') / 1000) },
      }),
      workOf(),
    );
    hub.time.advance(2 * day);
    expect(await run()).toEqual({ people: 0, complete: true });
    expect(await toldOf()).toEqual([]);
  });
});
