import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { AuditRecord } from '#records/engine/items.ts';
import { subjectsUnder } from '#records/engine/subjects.ts';
import { createEverythingOf } from '#records/everything-of.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { createTestHub, day, type TestHub, workOf } from '../../support/hub.ts';
import { testedEngines } from '../../support/long.ts';
import { scanAll } from '../../support/scan.ts';
import { anAdmin, createTestStaff } from '../../support/staff.ts';

const seconds = (instant: string) => Date.parse(instant) / 1000;
let tests = 0;

describe.each(testedEngines)('staff, on %s', (engineName) => {
  let engine: RunningEngine;
  let hub: TestHub;
  let staff: ReturnType<typeof createTestStaff>;
  /** Two admins, whose accounts were made by hand, and addresses that no other test has. */
  let ann: ReturnType<typeof anAdmin>;
  let bob: ReturnType<typeof anAdmin>;
  let grace: string;

  beforeAll(async () => {
    engine = await startEngine(engineName, { stream: false });
  });
  beforeEach(async () => {
    hub = createTestHub(engine.client);
    staff = createTestStaff(hub);
    tests += 1;
    ann = anAdmin(`ann-${tests}`);
    bob = anAdmin(`bob-${tests}`);
    grace = `grace-${tests}@hub.example`;
  });
  afterAll(() => engine.stop());

  const once = (id: string) => ({ id: `${id}-${tests}`.padEnd(64, '0'), fingerprint: id });
  const trailOf = async (staffMemberId: string) =>
    (await scanAll(hub.document, 'audit', AuditRecord))
      .filter(({ subjects }) => subjects.includes(`STAFF#${staffMemberId}`))
      .sort((a, b) => (a.at < b.at ? -1 : 1));
  const groupsOf = (workEmail: string) => staff.users.get(workEmail)?.groups;
  const refusedWith = (code: string) => ({ code });

  /** Somebody who was made admin by two, as everybody is but the first. */
  async function anotherAdmin(workEmail: string) {
    const proposed = await staff.invite(ann, workEmail, ['admin']);
    const member = await staff.approve(bob, proposed.staffMemberId, proposed.version);
    return { member, caller: { ...anAdmin('x'), workEmail, sub: member.sub ?? '' } };
  }

  describe('an invitation', () => {
    it('puts somebody on record and makes their account, and who invites is on record, too', async () => {
      const member = await staff.invite(ann, grace, ['funding', 'bookings']);
      expect(member).toMatchObject({ groups: ['bookings', 'funding'], settled: true, proposed: null, until: null });
      expect(member.sub).toBe(staff.users.get(grace)?.sub);
      expect(groupsOf(grace)).toEqual(['bookings', 'funding']);
      const listed = await staff.list(ann);
      expect(listed.map(({ workEmail }) => workEmail)).toEqual(expect.arrayContaining([grace, ann.workEmail]));
      expect((await trailOf(member.staffMemberId)).map(({ action, actor }) => [action, actor])).toEqual([
        ['staff-invited', ann.sub],
      ]);
    });

    it('names nobody in the trail but by ids', async () => {
      const { staffMemberId } = await staff.invite(ann, grace, ['bookings']);
      expect(JSON.stringify(await trailOf(staffMemberId))).not.toMatch(/grace|Grace/);
    });

    it('that is sent again after a time-out is answered as before, and emails nobody twice', async () => {
      const first = await staff.invite(ann, grace, ['bookings']);
      expect(await staff.invite(ann, grace, ['bookings'])).toEqual(first);
      expect(staff.made()).toBe(1);
    });

    it.each(['before', 'after'] as const)(
      'of which Cognito failed %s it was done is seen, and goes on',
      async (when) => {
        staff.fail(when);
        await expect(staff.invite(ann, grace, ['bookings'], once('invite'))).rejects.toMatchObject({
          name: 'BusyError',
        });
        const [half] = (await staff.list(ann)).filter(({ workEmail }) => workEmail === grace);
        expect(half).toMatchObject({ settled: false, sub: null });
        const member = await staff.invite(ann, grace, ['bookings'], once('invite'));
        expect(member).toMatchObject({ staffMemberId: half?.staffMemberId, settled: true });
        expect(groupsOf(grace)).toEqual(['bookings']);
        expect(staff.made()).toBe(1);
        await expect(staff.invite(ann, grace, ['bookings'], once('invite'))).rejects.toMatchObject({
          name: 'AlreadyDoneError',
          reply: { status: 201, body: member },
        });
      },
    );

    it('under a key that was used for another one changes nothing', async () => {
      await staff.invite(ann, grace, ['bookings'], once('invite'));
      const other = { ...once('invite'), fingerprint: 'another' };
      await expect(staff.invite(ann, `other-${grace}`, ['admin'], other)).rejects.toMatchObject({
        name: 'KeyReusedError',
      });
      expect((await staff.list(ann)).map(({ workEmail }) => workEmail)).not.toContain(`other-${grace}`);
    });

    it('of an address that works here already is refused, whatever tag it has', async () => {
      const { staffMemberId } = await staff.invite(ann, grace, ['bookings']);
      await expect(staff.invite(ann, grace.replace('@', '+again@'), ['finance'])).rejects.toMatchObject({
        code: 'staff-member-exists',
        facts: { extensions: { staffMemberId } },
      });
      await expect(staff.invite(bob, grace, ['bookings'])).rejects.toMatchObject(refusedWith('staff-member-exists'));
    });

    it('is one of two that come at once', async () => {
      await Promise.all([staff.list(ann), staff.invite(ann, `warm-${grace}`, ['bookings'])]);
      const outcomes = await Promise.allSettled(
        [ann, bob, anAdmin(`cat-${tests}`), anAdmin(`dan-${tests}`)].map((admin) =>
          staff.invite(admin, grace, [admin === ann ? 'bookings' : 'finance']),
        ),
      );
      const made = outcomes.filter(({ status }) => status === 'fulfilled');
      expect(made).toHaveLength(1);
      for (const outcome of outcomes)
        if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject(refusedWith('staff-member-exists'));
      expect((await staff.list(ann)).filter(({ workEmail }) => workEmail === grace)).toHaveLength(1);
    });
  });

  describe('becoming admin', () => {
    it('takes two: until another approves there is no account, and nobody is written to', async () => {
      const proposed = await staff.invite(ann, grace, ['admin', 'funding']);
      expect(proposed).toMatchObject({ groups: [], proposed: { groups: ['admin', 'funding'] }, sub: null });
      expect(groupsOf(grace)).toBeUndefined();
      await expect(staff.approve(ann, proposed.staffMemberId, 1)).rejects.toMatchObject(
        refusedWith('needs-another-person'),
      );
      const approved = await staff.approve(bob, proposed.staffMemberId, 1);
      expect(approved).toMatchObject({ groups: ['admin', 'funding'], proposed: null, settled: true });
      expect(groupsOf(grace)).toEqual(['admin', 'funding']);
      expect((await trailOf(proposed.staffMemberId)).map(({ action, actor }) => [action, actor])).toEqual(
        expect.arrayContaining([
          ['staff-invited', ann.sub],
          ['staff-admin-proposed', ann.sub],
          ['staff-admin-approved', bob.sub],
        ]),
      );
    });

    it('by a change waits whole, and whoever it is of keeps what they had', async () => {
      const member = await staff.invite(ann, grace, ['funding']);
      const proposed = await staff.change(ann, member.staffMemberId, { version: 1, groups: ['admin'] });
      expect(proposed).toMatchObject({ groups: ['funding'], proposed: { groups: ['admin'] }, settled: true });
      expect(groupsOf(grace)).toEqual(['funding']);
      const self = { ...anAdmin('x'), workEmail: grace, sub: member.sub ?? '' };
      await expect(staff.approve(self, member.staffMemberId, 2)).rejects.toMatchObject(refusedWith('not-allowed'));
      await staff.approve(bob, member.staffMemberId, 2);
      expect(groupsOf(grace)).toEqual(['admin']);
    });

    it('is approved of once where two do at once, and either is told that it is so', async () => {
      const proposed = await staff.invite(ann, grace, ['admin']);
      const approving = [bob, anAdmin(`cat-${tests}`)];
      for (const admin of approving) await staff.invite(admin, `of-${admin.workEmail}`, ['bookings']);
      const outcomes = await Promise.allSettled(
        approving.map((admin) => staff.approve(admin, proposed.staffMemberId, 1)),
      );
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const approvals = (await trailOf(proposed.staffMemberId)).filter(({ action }) => action.endsWith('approved'));
      expect(approvals).toHaveLength(1);
    });

    it('is of what the one who approves has read: a later proposal is another', async () => {
      const { staffMemberId } = await staff.invite(ann, grace, ['bookings']);
      await staff.change(ann, staffMemberId, { version: 1, groups: ['admin'] });
      await staff.change(ann, staffMemberId, { version: 2, groups: ['admin', 'finance'] });
      await expect(staff.approve(bob, staffMemberId, 2)).rejects.toMatchObject(refusedWith('stale-version'));
    });

    it('is withdrawn by other groups, and cannot be approved of then', async () => {
      const { staffMemberId } = await staff.invite(ann, grace, ['admin']);
      await staff.change(ann, staffMemberId, { version: 1, groups: ['bookings'] });
      await expect(staff.approve(bob, staffMemberId, 2)).rejects.toMatchObject(refusedWith('wrong-state'));
      expect(groupsOf(grace)).toEqual(['bookings']);
    });

    it('that is approved of again after a time-out is answered as before', async () => {
      const { staffMemberId } = await staff.invite(ann, grace, ['admin']);
      staff.fail('after');
      await expect(staff.approve(bob, staffMemberId, 1)).rejects.toMatchObject({ name: 'BusyError' });
      expect(await staff.approve(bob, staffMemberId, 1)).toMatchObject({ groups: ['admin'], settled: true });
    });
  });

  describe('a change', () => {
    it('of groups holds at the pool, and asked for again changes nothing', async () => {
      const { staffMemberId } = await staff.invite(ann, grace, ['bookings']);
      const changed = await staff.change(ann, staffMemberId, { version: 1, groups: ['finance'] });
      expect(await staff.change(ann, staffMemberId, { version: 1, groups: ['finance'] })).toEqual(changed);
      expect(groupsOf(grace)).toEqual(['finance']);
      expect((await trailOf(staffMemberId)).map(({ action }) => action)).toEqual(['staff-invited', 'staff-changed']);
    });

    it('based on an older version is refused', async () => {
      const { staffMemberId } = await staff.invite(ann, grace, ['bookings']);
      await staff.change(ann, staffMemberId, { version: 1, groups: ['finance'] });
      await expect(staff.change(bob, staffMemberId, { version: 1, groups: ['funding'] })).rejects.toMatchObject({
        code: 'stale-version',
        facts: { extensions: { version: 2 } },
      });
    });

    it('of a name leaves the groups as they are, one’s own name among them', async () => {
      const { staffMemberId } = await staff.invite(ann, grace, ['bookings']);
      expect(await staff.change(ann, staffMemberId, { version: 1, name: 'Grace Owusu' })).toMatchObject({
        name: 'Grace Owusu',
        groups: ['bookings'],
      });
      const [self] = (await staff.list(ann)).filter(({ workEmail }) => workEmail === ann.workEmail);
      expect(await staff.change(ann, self?.staffMemberId ?? '', { version: 1, name: 'Ann Bell' })).toMatchObject({
        name: 'Ann Bell',
      });
    });

    it('of one’s own groups, or the end of one’s own account, takes another', async () => {
      const { member, caller } = await anotherAdmin(grace);
      const { staffMemberId, version } = member;
      for (const change of [{ groups: ['bookings' as const] }, { left: true as const }])
        await expect(staff.change(caller, staffMemberId, { version, ...change })).rejects.toMatchObject(
          refusedWith('needs-another-person'),
        );
    });

    it('that was overtaken leaves the account as the later one wants it', async () => {
      const { staffMemberId } = await staff.invite(ann, grace, ['bookings']);
      // Its record is kept, and while Cognito is asked another admin changes their mind.
      staff.during(() => staff.change(bob, staffMemberId, { version: 2, groups: ['funding'] }));
      expect(await staff.change(ann, staffMemberId, { version: 1, groups: ['finance'] })).toMatchObject({
        groups: ['funding'],
        version: 3,
        settled: true,
      });
      expect(groupsOf(grace)).toEqual(['funding']);
    });
  });

  describe('an account', () => {
    it('of who left meanwhile is not made anew by a change that comes late', async () => {
      const { staffMemberId } = await staff.invite(ann, grace, ['bookings']);
      staff.during(async () => {
        await staff.change(bob, staffMemberId, { version: 2, left: true });
        staff.fail('after');
      });
      await expect(staff.change(ann, staffMemberId, { version: 1, groups: ['finance'] })).rejects.toThrow();
      expect(groupsOf(grace)).toBeUndefined();
    });

    it('that came to be after its end, by an invitation that was broken off, is seen, and ended by asking again', async () => {
      const idOf = async () =>
        (await staff.list(ann)).find(({ workEmail }) => workEmail === grace)?.staffMemberId ?? '';
      let staffMemberId = '';
      staff.during(async () => {
        staffMemberId = await idOf();
        expect(await staff.change(bob, staffMemberId, { version: 1, left: true })).toMatchObject({ settled: false });
        staff.fail('after');
      });
      await expect(staff.invite(ann, grace, ['bookings'])).rejects.toThrow();
      expect(groupsOf(grace)).toEqual(['bookings']);
      const leave = () => staff.change(bob, staffMemberId, { version: 1, left: true });
      // Whoever was broken off may be at it still, as far as can be seen: nobody comes back before that is over.
      expect(await leave()).toMatchObject({ settled: false });
      expect(groupsOf(grace)).toBeUndefined();
      await expect(staff.invite(ann, grace, ['finance'])).rejects.toMatchObject({ name: 'BusyError' });
      hub.time.advance(60_000);
      expect(await leave()).toMatchObject({ settled: true });
      expect(await staff.invite(ann, grace, ['finance'])).toMatchObject({ settled: true });
    });

    it('with older groups, by a change that was broken off late, is put right by asking again', async () => {
      const { staffMemberId } = await staff.invite(ann, grace, ['bookings']);
      const later = () => staff.change(bob, staffMemberId, { version: 2, groups: ['funding'] });
      staff.during(async () => {
        await later();
        staff.fail('after');
      });
      await expect(staff.change(ann, staffMemberId, { version: 1, groups: ['finance'] })).rejects.toThrow();
      expect(groupsOf(grace)).toEqual(['finance']);
      await later();
      expect(groupsOf(grace)).toEqual(['funding']);
    });

    it('that is not as its record says is put right by asking again, whatever the record says', async () => {
      const { staffMemberId } = await staff.invite(ann, grace, ['bookings']);
      const user = staff.users.get(grace);
      if (user) user.groups = ['finance'];
      await staff.change(ann, staffMemberId, { version: 1, groups: ['bookings'] });
      expect(groupsOf(grace)).toEqual(['bookings']);
      await staff.change(ann, staffMemberId, { version: 1, left: true });
      if (user) staff.users.set(grace, user);
      await staff.change(ann, staffMemberId, { version: 1, left: true });
      expect(groupsOf(grace)).toBeUndefined();
    });

    it('that was removed by hand is not made anew, and whoever asks is told', async () => {
      const { staffMemberId } = await staff.invite(ann, grace, ['bookings']);
      staff.users.delete(grace);
      await expect(staff.change(ann, staffMemberId, { version: 1, groups: ['finance'] })).rejects.toMatchObject(
        refusedWith('wrong-state'),
      );
      expect(await staff.change(ann, staffMemberId, { version: 2, left: true })).toMatchObject({ settled: true });
      expect(await staff.invite(ann, grace, ['finance'])).toMatchObject({ settled: true });
    });
  });

  describe('leaving', () => {
    it('ends the account, and leaves a record by which the trail can be read', async () => {
      const member = await staff.invite(ann, grace, ['bookings']);
      hub.time.advance(day);
      const left = await staff.change(bob, member.staffMemberId, { version: 1, left: true });
      expect(left).toMatchObject({ groups: [], until: hub.clock().toISOString(), settled: true });
      expect(groupsOf(grace)).toBeUndefined();
      expect((await staff.list(ann)).map(({ workEmail }) => workEmail)).not.toContain(grace);
      expect((await staff.list(ann, { left: 'true' })).map(({ workEmail }) => workEmail)).toContain(grace);
      expect(await staff.list(ann, { sub: member.sub ?? '' })).toEqual([left]);
    });

    it('is kept six years from that day, and open until then', async () => {
      const ending = z.looseObject({ type: z.string(), staffMemberId: z.string(), expiresAt: z.number().optional() });
      const endsOf = async (id: string) =>
        (await scanAll(hub.document, 'records', ending))
          .filter(({ staffMemberId }) => staffMemberId === id)
          .map(({ expiresAt }) => expiresAt);
      const { staffMemberId } = await staff.invite(ann, grace, ['bookings']);
      expect(await endsOf(staffMemberId)).toEqual([undefined, undefined]);
      hub.time.moveTo('2027-06-01T09:00:00.000Z');
      await staff.change(ann, staffMemberId, { version: 1, left: true });
      const end = seconds('2033-06-01T09:00:00Z');
      expect(await endsOf(staffMemberId)).toEqual([end, end]);
    });

    it('asked for again changes nothing more, also where Cognito failed meanwhile', async () => {
      const { staffMemberId } = await staff.invite(ann, grace, ['bookings']);
      staff.fail('before');
      await expect(staff.change(ann, staffMemberId, { version: 1, left: true })).rejects.toMatchObject({
        name: 'BusyError',
      });
      const [half] = (await staff.list(ann, { left: 'true' })).filter(({ workEmail }) => workEmail === grace);
      expect(half).toMatchObject({ settled: false });
      expect(groupsOf(grace)).toEqual(['bookings']);
      expect(await staff.change(ann, staffMemberId, { version: 1, left: true })).toMatchObject({ settled: true });
      expect(groupsOf(grace)).toBeUndefined();
    });

    it('can be followed by coming back, as somebody new', async () => {
      const { staffMemberId } = await staff.invite(ann, grace, ['bookings']);
      staff.fail('before');
      await expect(staff.change(ann, staffMemberId, { version: 1, left: true })).rejects.toThrow();
      const back = await staff.invite(ann, grace, ['finance']);
      expect(back.staffMemberId).not.toBe(staffMemberId);
      expect(groupsOf(grace)).toEqual(['finance']);
      // The end of the former account is done, and ends nothing of the new one when it is asked for again.
      expect(await staff.change(ann, staffMemberId, { version: 1, left: true })).toMatchObject({ settled: true });
      expect(groupsOf(grace)).toEqual(['finance']);
    });

    it('takes the right to do anything here at once, though a token may last an hour more', async () => {
      const { member, caller } = await anotherAdmin(grace);
      await staff.invite(caller, `by-${grace}`, ['bookings']);
      await staff.change(ann, member.staffMemberId, { version: member.version, left: true });
      await expect(staff.invite(caller, `late-${grace}`, ['bookings'])).rejects.toMatchObject(
        refusedWith('not-allowed'),
      );
      await expect(staff.list(caller)).rejects.toMatchObject(refusedWith('not-allowed'));
    });

    it('as admin takes that right, too, where only the groups changed', async () => {
      const { member, caller } = await anotherAdmin(grace);
      await staff.change(ann, member.staffMemberId, { version: member.version, groups: ['funding'] });
      await expect(staff.invite(caller, `late-${grace}`, ['bookings'])).rejects.toMatchObject(
        refusedWith('not-allowed'),
      );
    });
  });

  describe('erasing and finding', () => {
    it('finds the record by the address of whom it is about', async () => {
      const { staffMemberId } = await staff.invite(ann, grace, ['bookings']);
      const everythingOf = createEverythingOf({
        records: hub.records,
        subjectOf: subjectsUnder(new Uint8Array(32).fill(1)),
      });
      const found = await everythingOf(grace, workOf());
      expect(found.map(({ type, record }) => [type, record.staffMemberId])).toEqual(
        expect.arrayContaining([
          ['staff-member', staffMemberId],
          ['staff-address', staffMemberId],
        ]),
      );
    });
  });
});

describe('the last admin', () => {
  let engine: RunningEngine;
  let staff: ReturnType<typeof createTestStaff>;
  const [ann, bob] = [anAdmin('ann'), anAdmin('bob')];

  beforeAll(async () => {
    engine = await startEngine(undefined, { stream: false });
    staff = createTestStaff(createTestHub(engine.client));
    await staff.invite(ann, 'grace@hub.example', ['bookings']);
    await staff.invite(bob, 'tom@hub.example', ['bookings']);
  });
  afterAll(() => engine.stop());

  it('stays, whichever of two admins is quicker to end the other’s account', async () => {
    const idOf = async (workEmail: string) =>
      (await staff.list(ann)).find((member) => member.workEmail === workEmail)?.staffMemberId ?? '';
    const [annId, bobId] = [await idOf(ann.workEmail), await idOf(bob.workEmail)];
    const outcomes = await Promise.allSettled([
      staff.change(ann, bobId, { version: 1, left: true }),
      staff.change(bob, annId, { version: 1, groups: ['bookings'] }),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const admins = (await staff.list(ann)).filter(({ groups }) => groups.includes('admin'));
    expect(admins).toHaveLength(1);
  });
});
