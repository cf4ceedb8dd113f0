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

describe('two records of one person', () => {
  it('are shown together to who proposes and who approves, and are two until another approves', async () => {
    const sessionId = await hub.publishedSession();
    const me = await register('shown.kept@nhs.net');
    await hub.booked(aBooking(sessionId, 'shown.other@nhs.net'));
    const proposed = await propose('shown.kept@nhs.net', 'shown.other@nhs.net');
    expect(proposed).toMatchObject({
      status: 'proposed',
      until: '2027-02-03T09:00:00.000Z',
      preview: {
        kept: { addresses: ['shown.kept@nhs.net'], hasAccount: true },
        other: { addresses: ['shown.other@nhs.net'], hasAccount: false, counts: { booking: 1 } },
        awardedTogether: [],
      },
    });
    const listed = await staff.listMerges(
      { ...on(proposed.personId), query: { why, limit: 5, cursor: undefined } },
      as(bob),
    );
    // The proposal itself is held of who would be kept.
    const { counts = {} } = proposed.preview?.kept ?? {};
    expect(listed.body.items).toMatchObject([
      { ...proposed, preview: { ...proposed.preview, kept: { counts: { ...counts, merge: 1 } } } },
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
    expect({ ...after, expiresAt: 0 }).toEqual({ ...before, expiresAt: 0 });
    for (const address of ['back.kept@nhs.net', 'back.other@nhs.net'])
      expect((await told(address)).map(({ kind }) => kind)).toEqual(['records-merged', 'records-parted']);
    await expect(undo(proposed)).rejects.toMatchObject({ code: 'wrong-state' });
    // And can be one once more.
    await merged('back.kept@nhs.net', 'back.other@nhs.net');
    expect(await bookingsOf(other)).toEqual([own, theirs, later].sort());
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

  it('are not merged by who is one of them, nor where an account would become a guest’s', async () => {
    await register('ann@hub.example');
    await register('refused.kept@nhs.net');
    const sessionId = await hub.publishedSession();
    await hub.booked(aBooking(sessionId, 'refused.guest@nhs.net'));
    const own = { code: 'needs-another-person' };
    await expect(propose('refused.kept@nhs.net', 'ann@hub.example')).rejects.toMatchObject(own);
    const proposed = await propose('refused.kept@nhs.net', 'ann@hub.example', bob);
    await expect(approve(proposed, ann)).rejects.toMatchObject(own);
    await expect(propose('refused.guest@nhs.net', 'refused.kept@nhs.net')).rejects.toMatchObject({
      code: 'wrong-state',
    });
    await expect(propose('refused.kept@nhs.net', 'nobody@nhs.net')).rejects.toMatchObject({ code: 'person-not-found' });
    await expect(propose('refused.kept@nhs.net', 'refused.kept@nhs.net')).rejects.toMatchObject({
      code: 'wrong-state',
    });
  });

  it('what the other has booked says what it said, whatever becomes of the profile of who is kept', async () => {
    const [kept, other] = ['named.kept@nhs.net', 'named.other@nhs.net'];
    const me = await register(kept);
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

  it('of a guest who confirms an account later, it is the same account', async () => {
    const bookingId = await hub.booked(aBooking(await hub.publishedSession(), 'later.other@nhs.net'));
    await register('later.kept@nhs.net');
    const proposed = await merged('later.kept@nhs.net', 'later.other@nhs.net');
    const other = await register('later.other@nhs.net');
    expect((await profileOf(other)).workEmail).toBe('later.kept@nhs.net');
    await undo(proposed);
    expect((await profileOf(other)).workEmail).toBe('later.other@nhs.net');
    expect(await bookingsOf(other)).toEqual([bookingId]);
  });
});

describe('the allowance of two who are one', () => {
  const potOf = (scheme: string) => hub.pot(aPot({ scheme, caps: { yearPence: cap, severalYears: null } }));

  it('is what both had; passing the cap, it gives nothing more; parted, each has its own', async () => {
    const potId = await potOf('merged');
    await hub.approve(await hub.inReview(aFundingRequest('sum.kept@nhs.net')), potId, 80_000);
    await hub.approve(await hub.inReview(aFundingRequest('sum.other@nhs.net')), potId, 70_000);
    await register('sum.kept@nhs.net');
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
  async function tend(): Promise<void> {
    const act = createTendAccounts({
      ...hub,
      ...wireTending(hub),
      log: { event: () => undefined, begin: () => undefined },
      counter: hub.counter,
    });
    await acts('people-tend', act)({}, { awsRequestId: 'test', getRemainingTimeInMillis: () => 20_000 } as never);
  }

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
});
