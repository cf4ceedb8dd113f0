import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTendAccounts } from '#functions/people/accounts/tend-accounts.ts';
import { wireTending } from '#functions/people/wiring.ts';
import { createAdminUseCases } from '#functions/privacy/admin-use-cases.ts';
import { createApproveMerge } from '#functions/privacy/merges/approve-merge.ts';
import { createUndoMerge } from '#functions/privacy/merges/undo-merge.ts';
import { wireForStaff } from '#functions/privacy/wiring.ts';
import type { Learner, StaffMember } from '#http/callers.ts';
import { subjectsUnder } from '#records/engine/subjects.ts';
import { createEverythingOf } from '#records/everything-of.ts';
import { keys } from '#records/keys.ts';
import { AccountView, AddressView } from '#records/people/views.ts';
import { actingAs, acts } from '../../support/acting-as.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { createTestFunding, type TestFunding } from '../../support/funding.ts';
import { aFundingRequest, aPot } from '../../support/funding-nouns.ts';
import { aBooking, day, workOf } from '../../support/hub.ts';
import { isLong } from '../../support/long.ts';
import { expectMoneyRight, readFunding } from '../../support/stored-funding.ts';

const cap = 100_000;
const why = 'support';
const overCap = { code: 'not-eligible', facts: { extensions: { clauses: [{ clause: 'year-cap' }] } } };

let engine: RunningEngine;
let hub: TestFunding;
let deps: ReturnType<typeof wireForStaff>;
let staff: ReturnType<typeof createAdminUseCases>;
let everythingOf: ReturnType<typeof createEverythingOf>;

beforeAll(async () => {
  engine = await startEngine();
  hub = createTestFunding(engine.client);
  const subjectOf = subjectsUnder(new Uint8Array(32).fill(1));
  deps = wireForStaff(hub, { subjectOf, trail: { entriesAbout: async () => [] } });
  staff = actingAs('privacy-admin', createAdminUseCases(deps));
  everythingOf = createEverythingOf({ records: hub.records, subjectOf });
});
beforeEach(() => hub.time.moveTo('2027-01-04T09:00:00.000Z'));
afterAll(async () => {
  expectMoneyRight(await readFunding(hub.document, 'records'));
  await engine.stop();
});

const member = (name: string): StaffMember => ({
  kind: 'staff',
  sub: name,
  workEmail: `${name}@hub.example`,
  groups: ['data-protection'],
});
const [ann, bob] = [member('ann'), member('bob')];
const as = <C>(caller: C) => ({ caller, work: workOf(), once: undefined });
const on = (personId: string) => ({ ...hub.nothing, path: { personId } });
const reason = 'They wrote to us from both addresses';

const register = async (workEmail: string) => hub.confirms(await hub.asksForAccount(aBooking('', workEmail).person));
const personIdOf = async (workEmail: string) =>
  (await hub.records.find(AddressView, keys.address(workEmail), workOf()))?.personId ?? '';
const personAt = async (workEmail: string) =>
  hub.records.find(AccountView, keys.person(await personIdOf(workEmail)), workOf());
const profileOf = async (caller: Learner) => (await hub.getProfile(hub.nothing, as(caller))).body;
const bookingsOf = async (caller: Learner) => {
  const listed = await hub.listMyBookings({ ...hub.nothing, query: { limit: 20, cursor: undefined } }, as(caller));
  return listed.body.items.map(({ bookingId }) => bookingId).sort();
};
const awardedTo = async (workEmail: string, scheme: string) =>
  (await hub.requests.findAllowance(workEmail, scheme, workOf())).awarded['2026-27'] ?? 0;
const told = async (workEmail: string) =>
  (await hub.owedEmails()).filter(({ to, kind }) => to === workEmail && kind.startsWith('records-'));

const propose = async (kept: string, other: string, by = ann) => {
  const body = { otherPersonId: await personIdOf(other), reason };
  return (await staff.proposeMerge({ ...on(await personIdOf(kept)), body }, as(by))).body;
};
type Proposed = Awaited<ReturnType<typeof propose>>;
const approve = ({ personId, mergeId }: Proposed, by = bob) =>
  staff.approveMerge({ ...on(personId), body: { mergeId } }, as(by));
const undo = ({ personId, mergeId }: Proposed, by = ann) =>
  staff.undoMerge({ ...on(personId), body: { mergeId, reason } }, as(by));
const merged = async (kept: string, other: string) => {
  const proposed = await propose(kept, other);
  await approve(proposed);
  return proposed;
};

async function tend(): Promise<void> {
  const act = createTendAccounts({
    ...hub,
    ...wireTending(hub),
    log: { event: () => undefined, begin: () => undefined },
    counter: hub.counter,
  });
  await acts('people-tend', act)({}, { awsRequestId: 'test', getRemainingTimeInMillis: () => 20_000 } as never);
}

describe('two records of one person', () => {
  it('are shown together to who proposes and who approves, and are two until another approves', async () => {
    const sessionId = await hub.publishedSession();
    const me = await register('shown.kept@nhs.net');
    await hub.booked(aBooking(sessionId, 'shown.other@nhs.net'));
    await register('shown.other@nhs.net');
    const proposed = await propose('shown.kept@nhs.net', 'shown.other@nhs.net');
    expect(proposed).toMatchObject({
      status: 'proposed',
      until: '2027-02-03T09:00:00.000Z',
      preview: {
        kept: { addresses: ['shown.kept@nhs.net'], hasAccount: true },
        other: { addresses: ['shown.other@nhs.net'], hasAccount: true, counts: { booking: 1 } },
        awardedTogether: [],
      },
    });
    const listed = await staff.listMerges(
      { ...on(proposed.personId), query: { why, limit: 5, cursor: undefined } },
      as(bob),
    );
    // The proposal itself is held of both.
    const { kept, other } = proposed.preview ?? {};
    expect(listed.body.items).toMatchObject([
      {
        ...proposed,
        preview: {
          kept: { counts: { ...kept?.counts, merge: 1 } },
          other: { counts: { ...other?.counts, merge: 1 } },
        },
      },
    ]);
    expect(await bookingsOf(me)).toEqual([]);
    await expect(approve(proposed, ann)).rejects.toMatchObject({ code: 'needs-another-person' });
    expect((await approve(proposed)).body).toMatchObject({ status: 'merged', preview: null });
    await expect(approve(proposed)).rejects.toMatchObject({ code: 'wrong-state' });
    expect(await bookingsOf(me)).toHaveLength(1);
    for (const address of ['shown.kept@nhs.net', 'shown.other@nhs.net']) {
      const [email] = await told(address);
      expect(email).toMatchObject({ kind: 'records-merged', facts: { until: '2027-02-03T09:00:00.000Z' } });
    }
  });

  it('lead to one account by either address, with what was made with each before and since', async () => {
    const sessions = [await hub.publishedSession(), await hub.publishedSession(), await hub.publishedSession()];
    const [first = '', second = '', third = ''] = sessions;
    const own = await hub.booked(aBooking(first, 'one.kept@nhs.net'));
    const theirs = await hub.booked(aBooking(second, 'one.other@nhs.net'));
    const requestId = await hub.start(aFundingRequest('one.other@nhs.net'));
    const [kept, other] = [await register('one.kept@nhs.net'), await register('one.other@nhs.net')];
    await merged('one.kept@nhs.net', 'one.other@nhs.net');
    const later = await hub.booked(aBooking(third, 'one.other@nhs.net'));
    for (const caller of [kept, other]) {
      expect((await profileOf(caller)).workEmail).toBe('one.kept@nhs.net');
      expect(await bookingsOf(caller)).toEqual([own, theirs, later].sort());
      const requests = await hub.ownRequestsOf(caller);
      expect(requests.map(({ fundingRequestId }) => fundingRequestId)).toEqual([requestId]);
    }
    const holdings = async (address: string) =>
      (await everythingOf(address, workOf())).map(({ key, role }) => `${role} ${key.pk} ${key.sk}`).sort();
    expect(await holdings('one.kept@nhs.net')).toEqual(await holdings('one.other@nhs.net'));
    expect((await holdings('one.kept@nhs.net')).some((each) => each.includes('MERGES#'))).toBe(true);
    // Whoever has the user of neither has nothing.
    await expect(profileOf({ ...other, sub: 'somebody else' })).rejects.toMatchObject({ code: 'account-not-found' });
  });

  it('are two again when it is undone: each with what was made with its own addresses, that of meanwhile included', async () => {
    const sessions = [await hub.publishedSession(), await hub.publishedSession(), await hub.publishedSession()];
    const [first = '', second = '', third = ''] = sessions;
    const own = await hub.booked(aBooking(first, 'back.kept@nhs.net'));
    const theirs = await hub.booked(aBooking(second, 'back.other@nhs.net'));
    const [kept, other] = [await register('back.kept@nhs.net'), await register('back.other@nhs.net')];
    const before = await personAt('back.other@nhs.net');
    const proposed = await merged('back.kept@nhs.net', 'back.other@nhs.net');
    const later = await hub.booked(aBooking(third, 'back.other@nhs.net'));
    expect((await undo(proposed)).body).toMatchObject({ status: 'undone', until: null });
    expect(await bookingsOf(kept)).toEqual([own]);
    expect(await bookingsOf(other)).toEqual([theirs, later].sort());
    const after = await personAt('back.other@nhs.net');
    // Used last by the booking of meanwhile, which is at the same instant here.
    expect(after).toEqual(before);
    for (const address of ['back.kept@nhs.net', 'back.other@nhs.net'])
      expect((await told(address)).map(({ kind }) => kind)).toEqual(['records-merged', 'records-parted']);
    await expect(undo(proposed)).rejects.toMatchObject({ code: 'wrong-state' });
    // And can be one once more.
    await merged('back.kept@nhs.net', 'back.other@nhs.net');
    expect(await bookingsOf(other)).toEqual([own, theirs, later].sort());
  });

  it('ends by its own last use once it was undone, and not before its owner can be told', async () => {
    const other = await register('ends.other@nhs.net');
    hub.time.advance(728 * day);
    await register('ends.kept@nhs.net');
    const proposed = await merged('ends.kept@nhs.net', 'ends.other@nhs.net');
    hub.time.advance(day);
    await undo(proposed);
    const person = await personAt('ends.other@nhs.net');
    const left = (person?.expiresAt ?? 0) - hub.clock().getTime() / 1000;
    expect(left / 86_400).toBeCloseTo(31, 0);
    const address = await hub.records.find(AddressView, keys.address('ends.other@nhs.net'), workOf());
    expect(address?.expiresAt).toBe(person?.expiresAt);
    await tend();
    expect(
      (await hub.owedEmails()).filter(({ kind, to }) => kind === 'account-ends' && to === other.workEmail),
    ).toEqual([]);
    hub.time.advance(2 * day);
    await Promise.all([tend(), tend()]);
    const warned = (await hub.owedEmails()).filter(({ kind, to }) => kind === 'account-ends' && to === other.workEmail);
    expect(warned).toHaveLength(1);
    expect((await profileOf(other)).workEmail).toBe('ends.other@nhs.net');
  });

  it('is told that it ends once it is two again, though it was told before', async () => {
    const other = await register('again.other@nhs.net');
    await tend();
    hub.time.advance(705 * day);
    await tend();
    expect((await personAt('again.other@nhs.net'))?.warnedAt).toBeDefined();
    await register('again.kept@nhs.net');
    const proposed = await merged('again.kept@nhs.net', 'again.other@nhs.net');
    await undo(proposed);
    expect((await personAt('again.other@nhs.net'))?.warnedAt).toBeUndefined();
    await tend();
    hub.time.advance(2 * day);
    await tend();
    const warned = (await hub.owedEmails()).filter(({ kind, to }) => kind === 'account-ends' && to === other.workEmail);
    expect(warned).toHaveLength(2);
  });

  it('does not end sooner than the other would have, of which nobody was told', async () => {
    await register('sooner.kept@nhs.net');
    hub.time.advance(729 * day);
    await register('sooner.other@nhs.net');
    await merged('sooner.kept@nhs.net', 'sooner.other@nhs.net');
    hub.time.advance(5 * day);
    const bookingId = await hub.booked(aBooking(await hub.publishedSession(), 'sooner.kept@nhs.net'));
    const me = { kind: 'learner', sub: 'user of sooner.other@nhs.net', workEmail: 'sooner.other@nhs.net' } as const;
    expect((await profileOf(me)).workEmail).toBe('sooner.kept@nhs.net');
    expect(await bookingsOf(me)).toEqual([bookingId]);
  });

  it('can be undone for 30 days, and no longer; a proposal can be approved for as long', async () => {
    for (const [name, act] of [
      ['late.undo', undo],
      ['late.approval', approve],
    ] as const) {
      hub.time.moveTo('2027-01-04T09:00:00.000Z');
      await register(`${name}.kept@nhs.net`);
      await register(`${name}.other@nhs.net`);
      const proposed = await propose(`${name}.kept@nhs.net`, `${name}.other@nhs.net`);
      if (act === undo) await approve(proposed);
      hub.time.advance(30 * day);
      await expect(act(proposed)).rejects.toMatchObject({ code: 'merge-not-found' });
      await expect(undo({ ...proposed, mergeId: proposed.personId })).rejects.toMatchObject({
        code: 'merge-not-found',
      });
    }
  });

  it('are not merged by who is one of them, nor where one of them is a guest, of whom anybody may have typed anything', async () => {
    await register('ann@hub.example');
    await register('refused.kept@nhs.net');
    const sessionId = await hub.publishedSession();
    await hub.booked(aBooking(sessionId, 'refused.guest@nhs.net'));
    const own = { code: 'needs-another-person' };
    await expect(propose('refused.kept@nhs.net', 'ann@hub.example')).rejects.toMatchObject(own);
    const proposed = await propose('refused.kept@nhs.net', 'ann@hub.example', bob);
    await expect(approve(proposed, ann)).rejects.toMatchObject(own);
    await expect(propose('refused.kept@nhs.net', 'nobody@nhs.net')).rejects.toMatchObject({ code: 'person-not-found' });
    for (const [kept, other] of [
      ['guest', 'kept'],
      ['kept', 'guest'],
      ['kept', 'kept'],
    ])
      await expect(propose(`refused.${kept}@nhs.net`, `refused.${other}@nhs.net`)).rejects.toMatchObject({
        code: 'wrong-state',
      });
    // Once proposed it is not proposed again, but withdrawn.
    await expect(propose('refused.kept@nhs.net', 'ann@hub.example', bob)).rejects.toMatchObject({
      code: 'wrong-state',
    });
    await expect(undo(proposed, ann)).rejects.toMatchObject(own);
    expect((await undo(proposed, bob)).body.status).toBe('withdrawn');
    await expect(approve(proposed)).rejects.toMatchObject({ code: 'wrong-state' });
  });

  it('what the other has booked says what it said, whatever becomes of the profile of who is kept', async () => {
    const [kept, other] = ['named.kept@nhs.net', 'named.other@nhs.net'];
    const me = await register(kept);
    await register(other);
    const sessionId = await hub.publishedSession();
    for (const address of [kept, other]) await hub.booked(aBooking(sessionId, address));
    await merged(kept, other);
    const { version } = await profileOf(me);
    await hub.changeProfile({ ...hub.nothing, body: { version, name: 'Another Name' } }, as(me));
    await hub.followUp({ kind: 'follow-profile', personId: await personIdOf(kept) });
    const { bookings } = await hub.standing(sessionId);
    expect(Object.fromEntries(bookings.map(({ workEmail, name }) => [workEmail, name]))).toEqual({
      [kept]: 'Another Name',
      [other]: "Siobhán O'Brien",
    });
  });

  it('can be three: the last is undone first', async () => {
    const [one, two, three] = ['three.1@nhs.net', 'three.2@nhs.net', 'three.3@nhs.net'];
    const callers = [await register(one), await register(two), await register(three)];
    const bookings = [];
    for (const address of [one, two, three])
      bookings.push(await hub.booked(aBooking(await hub.publishedSession(), address)));
    const inner = await merged(two, three);
    const outer = await merged(one, two);
    for (const caller of callers) expect(await bookingsOf(caller)).toEqual([...bookings].sort());
    await expect(undo(inner)).rejects.toMatchObject({ code: 'wrong-state' });
    const stranger = await register('three.stranger@nhs.net');
    await expect(hub.movesTo(three, stranger)).rejects.toMatchObject({ code: 'wrong-state' });
    await undo(outer);
    expect(await bookingsOf(callers[2] as Learner)).toEqual(bookings.slice(1).sort());
    await undo(inner);
    for (const [index, caller] of callers.entries()) expect(await bookingsOf(caller)).toEqual([bookings[index]]);
  });

  it('whoever moves to the address of the other keeps it: the two are one for good', async () => {
    await register('moves.other@nhs.net');
    const me = await register('moves.kept@nhs.net');
    const proposed = await merged('moves.kept@nhs.net', 'moves.other@nhs.net');
    const moved = await hub.movesTo('moves.other@nhs.net', me);
    expect((await profileOf(moved)).workEmail).toBe('moves.other@nhs.net');
    await expect(undo(proposed)).rejects.toMatchObject({ code: 'wrong-state' });
  });
});

interface Merge {
  readonly proposed: Proposed;
  readonly into: { readonly merge: Merge | undefined };
  readonly parts: readonly string[];
}

describe('the allowance of two who are one', () => {
  const potOf = (scheme: string) => hub.pot(aPot({ scheme, caps: { yearPence: cap, severalYears: null } }));

  it('is what both had; passing the cap, it gives nothing more; parted, each has its own', async () => {
    const potId = await potOf('merged');
    await hub.approve(await hub.inReview(aFundingRequest('sum.kept@nhs.net')), potId, 80_000);
    await hub.approve(await hub.inReview(aFundingRequest('sum.other@nhs.net')), potId, 70_000);
    await register('sum.kept@nhs.net');
    await register('sum.other@nhs.net');
    const proposed = await propose('sum.kept@nhs.net', 'sum.other@nhs.net');
    expect(proposed.preview?.awardedTogether).toEqual([{ scheme: 'merged', awarded: { '2026-27': 150_000 } }]);
    await approve(proposed);
    for (const address of ['sum.kept@nhs.net', 'sum.other@nhs.net']) {
      expect(await awardedTo(address, 'merged')).toBe(150_000);
      const id = await hub.inReview(aFundingRequest(address));
      await expect(hub.approve(id, potId, 1)).rejects.toMatchObject(overCap);
    }
    await undo(proposed);
    expect(await awardedTo('sum.kept@nhs.net', 'merged')).toBe(80_000);
    expect(await awardedTo('sum.other@nhs.net', 'merged')).toBe(70_000);
    await hub.approve(await hub.inReview(aFundingRequest('sum.other@nhs.net')), potId, 30_000);
  });

  it('stays shared among the addresses that the other had before', async () => {
    const potId = await potOf('several');
    await hub.movesTo('sev.other2@nhs.net', await register('sev.other1@nhs.net'));
    await register('sev.kept@nhs.net');
    const proposed = await merged('sev.kept@nhs.net', 'sev.other2@nhs.net');
    await hub.approve(await hub.inReview(aFundingRequest('sev.other1@nhs.net')), potId, cap);
    for (const address of ['sev.other2@nhs.net', 'sev.kept@nhs.net'])
      expect(await awardedTo(address, 'several')).toBe(cap);
    await undo(proposed);
    expect(await awardedTo('sev.other2@nhs.net', 'several')).toBe(cap);
    expect(await awardedTo('sev.kept@nhs.net', 'several')).toBe(0);
  });

  it('is parted as it was, whoever shared it with an address of the other before', async () => {
    const potId = await potOf('shared-before');
    const [first, second, kept] = ['before.a@nhs.net', 'before.b@nhs.net', 'before.m@nhs.net'];
    await hub.approve(await hub.inReview(aFundingRequest(first)), potId, 80_000);
    await hub.movesTo(second, await register(first));
    // Their account ends, and what was awarded is kept for longer.
    hub.time.advance(800 * day);
    await register(second);
    await register(kept);
    expect(await awardedTo(second, 'shared-before')).toBe(80_000);
    const proposed = await propose(kept, second);
    expect(proposed.preview?.awardedTogether).toEqual([{ scheme: 'shared-before', awarded: { '2026-27': 80_000 } }]);
    await approve(proposed);
    await undo(proposed);
    expect(await awardedTo(second, 'shared-before')).toBe(80_000);
    expect(await awardedTo(kept, 'shared-before')).toBe(0);
  });

  it('is what was awarded to the mailboxes that share it, whoever moves, is merged and parted in whichever order', async () => {
    const step = fc.record({
      does: fc.constantFrom('award', 'award', 'move', 'merge', 'undo'),
      who: fc.nat(2),
      other: fc.nat(2),
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 14, size: 'max' }), async (steps) => {
        run += 1;
        const scheme = `shared-${run}`;
        const potId = await hub.pot(aPot({ scheme, caps: { yearPence: null, severalYears: null } }));
        const people = [0, 1, 2].map((each) => ({
          at: `s${run}.${each}@nhs.net`,
          merge: undefined as Merge | undefined,
        }));
        const callers = new Map<object, Learner>();
        for (const each of people) callers.set(each, await register(each.at));
        const own = new Map(people.map(({ at }) => [at, 0]));
        // Which mailboxes count together, as a list of them says.
        let sets: (readonly string[])[] = people.map(({ at }) => [at]);
        const setOf = (mailbox: string) => sets.find((set) => set.includes(mailbox)) ?? [mailbox];
        const join = (one: string, another: string) => {
          const joined = [...new Set([...setOf(one), ...setOf(another)])];
          sets = [...sets.filter((set) => !set.some((each) => joined.includes(each))), joined];
        };
        for (const [index, { does, who, other }] of steps.entries()) {
          const [one, another] = [people[who], people[other]];
          if (!one || !another) continue;
          if (does === 'award') {
            await hub.approve(await hub.inReview(aFundingRequest(one.at)), potId, 10_000);
            own.set(one.at, (own.get(one.at) ?? 0) + 10_000);
          } else if (does === 'move' && !one.merge) {
            const next = `s${run}.${who}.${index}@nhs.net`;
            callers.set(one, await hub.movesTo(next, callers.get(one) as Learner));
            own.set(next, 0);
            join(one.at, next);
            one.at = next;
          } else if (does === 'merge' && one !== another && !one.merge && !another.merge) {
            const parts = setOf(another.at).filter((each) => !setOf(one.at).includes(each));
            another.merge = { proposed: await merged(one.at, another.at), into: one, parts };
            join(one.at, another.at);
          } else if (does === 'undo' && one.merge && !one.merge.into.merge) {
            const { proposed, parts } = one.merge;
            await undo(proposed);
            sets = [...sets.map((set) => set.filter((each) => !parts.includes(each))), parts].filter(
              ({ length }) => length > 0,
            );
            one.merge = undefined;
          }
        }
        for (const [mailbox] of own) {
          const together = setOf(mailbox).reduce((sum, each) => sum + (own.get(each) ?? 0), 0);
          expect(await awardedTo(mailbox, scheme), mailbox).toBe(together);
        }
      }),
      { numRuns: isLong ? 30 : 2, endOnFailure: true },
    );
  }, 600_000);

  it('passes no cap where awards, a merge and its undoing meet', async () => {
    const potId = await potOf('meet');
    const [kept, other] = ['meet.kept@nhs.net', 'meet.other@nhs.net'];
    await register(kept);
    await register(other);
    for (let round = 0; round < 3; round += 1) {
      const proposed = await propose(kept, other);
      const ids = [];
      for (const address of [kept, other, kept, other]) ids.push(await hub.inReview(aFundingRequest(address)));
      await Promise.allSettled([...ids.map((id) => hub.approve(id, potId, 40_000)), approve(proposed)]);
      expect(await awardedTo(kept, 'meet')).toBe(await awardedTo(other, 'meet'));
      const more = await hub.inReview(aFundingRequest(kept));
      const left = Math.max(0, cap - (await awardedTo(kept, 'meet')));
      await expect(hub.approve(more, potId, left + 1)).rejects.toMatchObject(overCap);
      await undo(proposed);
    }
  });
});

describe('a merge between reading and writing', () => {
  it('keeps what another merge brought to the same record meanwhile', async () => {
    const [kept, other, third] = ['both.b1@nhs.net', 'both.b2@nhs.net', 'both.b3@nhs.net'];
    for (const address of [kept, other, third]) await register(address);
    const proposed = await propose(kept, other);
    let isFirst = true;
    const merges: typeof deps.merges = {
      ...deps.merges,
      async approve(...args) {
        if (isFirst) await merged(kept, third);
        isFirst = false;
        return deps.merges.approve(...args);
      },
    };
    const { personId, mergeId } = proposed;
    await createApproveMerge({ ...deps, merges })({ ...on(personId), body: { mergeId } }, as(bob));
    const includes = (await personAt(kept))?.includes ?? [];
    expect(includes.sort()).toEqual([await personIdOf(other), await personIdOf(third)].sort());
  });

  it('is not undone where the account moves to an address of the other meanwhile', async () => {
    await register('race.other@nhs.net');
    const me = await register('race.kept@nhs.net');
    const proposed = await merged('race.kept@nhs.net', 'race.other@nhs.net');
    let isFirst = true;
    const merges: typeof deps.merges = {
      ...deps.merges,
      async undo(...args) {
        if (isFirst) await hub.movesTo('race.other@nhs.net', me);
        isFirst = false;
        return deps.merges.undo(...args);
      },
    };
    const { personId, mergeId } = proposed;
    const asked = createUndoMerge({ ...deps, merges })({ ...on(personId), body: { mergeId, reason } }, as(ann));
    await expect(asked).rejects.toMatchObject({ code: 'wrong-state' });
    expect((await profileOf({ ...me, workEmail: 'race.other@nhs.net' })).workEmail).toBe('race.other@nhs.net');
  });

  it.each(['approve', 'undo'] as const)('is not made on what changed meanwhile (%s)', async (what) => {
    const [kept, other, third] = [`${what}.b1@nhs.net`, `${what}.b2@nhs.net`, `${what}.b3@nhs.net`];
    for (const address of [kept, other, third]) await register(address);
    const proposed = await propose(kept, other);
    if (what === 'undo') await approve(proposed);
    let isFirst = true;
    const meanwhile = async () => {
      // The other way round another has been made of the very same record, or it was undone.
      if (isFirst && what === 'approve') await merged(third, other);
      if (isFirst && what === 'undo') await undo(proposed, bob);
      isFirst = false;
    };
    const merges: typeof deps.merges = {
      ...deps.merges,
      approve: async (...args) => {
        await meanwhile();
        return deps.merges.approve(...args);
      },
      undo: async (...args) => {
        await meanwhile();
        return deps.merges.undo(...args);
      },
    };
    const racing = { ...deps, merges };
    const { personId, mergeId } = proposed;
    const asked =
      what === 'approve'
        ? createApproveMerge(racing)({ ...on(personId), body: { mergeId } }, as(bob))
        : createUndoMerge(racing)({ ...on(personId), body: { mergeId, reason } }, as(ann));
    await expect(asked).rejects.toMatchObject({ code: 'wrong-state' });
    const leadsTo = (await personAt(other))?.mergedInto;
    expect(leadsTo).toBe(what === 'approve' ? await personIdOf(third) : undefined);
    expect((await personAt(kept))?.includes ?? []).toEqual([]);
  });
});

describe('an account with what was merged into it', () => {
  it('keeps it as long as itself, and is used by whatever is done with the other address', async () => {
    const [kept, other] = ['long.kept@nhs.net', 'long.other@nhs.net'];
    await register(other);
    hub.time.advance(300 * day);
    const me = await register(kept);
    await merged(kept, other);
    await tend();
    const first = await personAt(kept);
    expect((await personAt(other))?.expiresAt).toBeGreaterThan(first?.expiresAt ?? 0);
    // Somebody books with the other address alone, long after.
    hub.time.advance(600 * day);
    await hub.booked(aBooking(await hub.publishedSession(), other));
    hub.time.advance(110 * day);
    await tend();
    const second = await personAt(kept);
    expect(second?.expiresAt).toBeGreaterThan((first?.expiresAt ?? 0) + 500 * 86_400);
    expect(second?.warnedAt).toBeUndefined();
    // Nobody is told that the record which leads to it ends.
    expect((await hub.owedEmails()).filter(({ kind, to }) => kind === 'account-ends' && to === other)).toEqual([]);
    expect((await profileOf({ ...me, sub: `user of ${other}`, workEmail: other })).workEmail).toBe(kept);
  });

  it('goes on where it is used by the other address after its owner was told that it ends', async () => {
    const [kept, other] = ['told.kept@nhs.net', 'told.other@nhs.net'];
    await register(other);
    const me = await register(kept);
    await merged(kept, other);
    await tend();
    hub.time.advance(705 * day);
    await tend();
    expect((await personAt(kept))?.warnedAt).toBeDefined();
    const ends = (await personAt(kept))?.expiresAt ?? 0;
    await hub.booked(aBooking(await hub.publishedSession(), other));
    for (let days = 0; days < 30; days += 1) {
      hub.time.advance(day);
      await tend();
    }
    expect((await personAt(kept))?.expiresAt).toBeGreaterThan(ends + 600 * 86_400);
    expect((await profileOf(me)).workEmail).toBe(kept);
  });

  it('leaves nothing that leads nowhere: whoever confirms the other address after it ended has an account of their own', async () => {
    const [kept, other] = ['over.kept@nhs.net', 'over.other@nhs.net'];
    await register(other);
    await register(kept);
    await merged(kept, other);
    await tend();
    const gone = await personAt(kept);
    hub.time.moveTo(new Date(((gone?.expiresAt ?? 0) + 3600) * 1000).toISOString());
    expect(await personAt(kept)).toBeUndefined();
    // What led there is not kept for longer by a form: it takes both addresses, as it would of anybody.
    const left = await personAt(other);
    for (const address of [kept, other]) {
      const bookingId = await hub.booked(aBooking(await hub.publishedSession(), address));
      const me = await register(address);
      expect((await profileOf(me)).workEmail).toBe(address);
      expect(await bookingsOf(me)).toEqual([bookingId]);
    }
    expect(await personIdOf(kept)).not.toBe(gone?.personId);
    const after = await hub.records.find(AccountView, keys.person(left?.personId ?? ''), workOf());
    expect(after?.expiresAt).toBe(left?.expiresAt);
    expect(await personIdOf(other)).not.toBe(left?.personId);
  });
});
