import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accepted } from '#http/client.ts';
import { startTestPlatform, type TestPlatform } from '../../support/platform.ts';

describe('staff who answer people about themselves', () => {
  let hub: TestPlatform;
  let staff: { readonly token: string };
  beforeAll(async () => {
    hub = await startTestPlatform();
    staff = { token: await hub.tokenOf('data-protection') };
  });
  afterAll(() => hub.stop());

  const find = async (workEmail: string) =>
    accepted(await hub.api.findPerson({ body: { workEmail, why: 'access' } }, staff)).body;

  it('find whoever has an address, also who is only named, and nobody by half of one; each look is in the trail', async () => {
    const sessionId = await hub.publishSession();
    await hub.booked(sessionId, 'ann@nhs.net', { managerEmail: 'boss@nhs.net' });
    const ann = await find('Ann+courses@NHS.net');
    expect(ann.counts).toMatchObject({ booking: 1, person: 1 });
    expect(ann.personId).not.toBeNull();
    const boss = await find('boss@nhs.net');
    expect(boss).toMatchObject({ personId: null, counts: { booking: 1 } });
    expect(JSON.stringify(boss.items)).not.toContain('ann@nhs.net');
    expect(await find('nobody@nhs.net')).toMatchObject({ personId: null, counts: {}, items: [] });
    const half = await hub.api.findPerson({ body: { workEmail: 'ann@', why: 'access' } }, staff);
    expect(half).toMatchObject({ code: 'not-valid' });

    const path = { personId: ann.personId ?? '' };
    accepted(await hub.api.getPerson({ path, query: { why: 'rectification' } }, staff));
    const held = accepted(await hub.api.listHoldingsOfPerson({ path, query: { why: 'access' } }, staff)).body;
    const own = held.items.find(({ kind }) => kind === 'person');
    expect(own?.seen.map(({ action }) => action)).toEqual(['person-looked-up', 'person-seen', 'holdings-seen']);
    const trail = JSON.stringify(await hub.trail());
    expect(trail).not.toMatch(/ann@nhs|boss@nhs/);
  });

  it('put right what is wrong, with a reason that the trail keeps; of two at once, one is told to read again', async () => {
    const token = await hub.register('wrong@nhs.net');
    const { personId } = await find('wrong@nhs.net');
    const path = { personId: personId ?? '' };
    const before = accepted(await hub.api.getPerson({ path, query: { why: 'rectification' } }, staff)).body;
    const reason = 'They wrote that they are somebody else’s colleague now';
    const correct = (jobTitle: string) =>
      hub.api.correctPerson({ path, body: { version: before.version, jobTitle, reason } }, staff);
    const replies = await Promise.all([correct('Nurse lead'), correct('Matron')]);
    expect(replies.map((reply) => (reply.ok ? 'changed' : reply.code)).sort()).toEqual(['changed', 'stale-version']);
    const profile = accepted(await hub.api.getProfile({}, { token })).body;
    expect(profile).toMatchObject({ version: 2, earlier: [{ jobTitle: 'Lead practice nurse' }] });
    // It is no use of their account.
    expect(accepted(await hub.api.getPerson({ path, query: { why: 'support' } }, staff)).body.endsAt).toBe(
      before.endsAt,
    );
    const entries = (await hub.trail()).filter(({ action }) => action === 'person-corrected');
    expect(entries).toMatchObject([{ reason, facts: { fields: 'jobTitle' } }]);
    expect(await correct('')).toMatchObject({ code: 'not-valid', problem: { errors: [{ pointer: '/jobTitle' }] } });
  });

  it('are those of data protection alone', async () => {
    const other = { token: await hub.tokenOf('bookings') };
    expect(await hub.api.findPerson({ body: { workEmail: 'ann@nhs.net', why: 'access' } }, other)).toMatchObject({
      code: 'not-allowed',
    });
    const path = { personId: '01KF8A2C4E6G8J1M3P5R7T9V2X' };
    expect(await hub.api.getPerson({ path, query: { why: 'access' } }, staff)).toMatchObject({
      code: 'person-not-found',
    });
    expect(await hub.denied()).toEqual([]);
  });
});
