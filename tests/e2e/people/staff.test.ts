import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accepted } from '#http/client.ts';
import { startTestPlatform, type TestPlatform } from '../../support/platform.ts';

describe('staff of a hub', () => {
  let hub: TestPlatform;
  let admin: string;

  beforeAll(async () => {
    hub = await startTestPlatform();
    admin = await hub.tokenOf('admin');
  });
  afterAll(() => hub.stop());

  /** A token of now, whatever they had before. */
  const newToken = async (workEmail: string) =>
    (await fetch(`${hub.url}/_local/token?for=${encodeURIComponent(workEmail)}`)).text();
  const invite = async (workEmail: string, groups: ('admin' | 'bookings' | 'funding')[], token = admin) =>
    accepted(await hub.api.inviteStaff({ body: { name: 'Grace Mensah', workEmail, groups } }, { token })).body;

  it('may do what they were invited for, until they leave', async () => {
    const grace = await invite('grace@hub.example', ['bookings']);
    const token = await newToken('grace@hub.example');
    expect(await hub.api.listAllSessions({}, { token })).toMatchObject({ ok: true });
    expect(await hub.api.listStaff({}, { token })).toMatchObject({ code: 'not-allowed' });

    const changed = accepted(
      await hub.api.changeStaff(
        { path: { staffMemberId: grace.staffMemberId }, body: { version: 1, groups: ['funding'] } },
        { token: admin },
      ),
    ).body;
    expect(changed).toMatchObject({ groups: ['funding'], settled: true });
    const asFunding = await newToken('grace@hub.example');
    expect(await hub.api.listAllSessions({}, { token: asFunding })).toMatchObject({ code: 'not-allowed' });

    accepted(
      await hub.api.changeStaff(
        { path: { staffMemberId: grace.staffMemberId }, body: { version: 2, left: true } },
        { token: admin },
      ),
    );
    // Their account is gone. A token that they have still lives its hour, and there is no other.
    expect(await hub.api.listAllPots({}, { token: asFunding })).toMatchObject({ ok: true });
    const next = await newToken('grace@hub.example');
    expect(await hub.api.listAllPots({}, { token: next })).toMatchObject({ code: 'sign-in-needed' });
    const left = accepted(await hub.api.listStaff({ query: { left: 'true' } }, { token: admin })).body.items;
    expect(left).toMatchObject([{ workEmail: 'grace@hub.example', sub: grace.sub, groups: [] }]);
    const trail = await hub.trail();
    const whose = accepted(await hub.api.listStaff({ query: { sub: grace.sub ?? '' } }, { token: admin })).body.items;
    expect(whose.map(({ staffMemberId }) => staffMemberId)).toEqual([grace.staffMemberId]);
    expect(
      trail
        .filter(({ subjects }) => subjects.includes(`STAFF#${grace.staffMemberId}`))
        .map(({ action }) => action)
        .sort(),
    ).toEqual(['staff-changed', 'staff-invited', 'staff-left']);
    expect(await hub.denied()).toEqual([]);
  });

  it('become admin by two', async () => {
    const first = await invite('tom@hub.example', ['admin']);
    expect(first).toMatchObject({ groups: [], sub: null });
    const approval = { path: { staffMemberId: first.staffMemberId }, body: { version: 1 } };
    expect(await hub.api.approveStaff(approval, { token: admin })).toMatchObject({ code: 'needs-another-person' });
  });

  it.each([
    { operation: 'AdminCreateUser', when: 'before' },
    { operation: 'AdminCreateUser', when: 'after' },
    { operation: 'AdminAddUserToGroup', when: 'after' },
  ])('are invited once where Cognito fails $when it did $operation, and the same is sent again', async (fault) => {
    const workEmail = `priya-${fault.operation}-${fault.when}@hub.example`.toLowerCase();
    const request = { body: { name: 'Priya Nair', workEmail, groups: ['bookings' as const] } };
    // As often as the SDK tries.
    await hub.fault({ service: 'cognito-idp', ...fault, error: 'InternalErrorException', status: 500, count: 3 });
    expect(await hub.api.inviteStaff(request, { token: admin })).toMatchObject({ code: 'busy' });
    await hub.clearFaults();
    const member = accepted(await hub.api.inviteStaff(request, { token: admin })).body;
    expect(member).toMatchObject({ settled: true, groups: ['bookings'] });
    expect(await hub.api.listAllSessions({}, { token: await newToken(workEmail) })).toMatchObject({ ok: true });
    const listed = accepted(await hub.api.listStaff({}, { token: admin })).body.items;
    expect(listed.filter((each) => each.workEmail === workEmail)).toHaveLength(1);
  });
});
