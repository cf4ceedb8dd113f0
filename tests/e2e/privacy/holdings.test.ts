import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accepted } from '#http/client.ts';
import { aFundingRequest } from '../../support/funding-nouns.ts';
import { fundingVisitorOf } from '../../support/funding-visitor.ts';
import { startTestPlatform, type TestPlatform } from '../../support/platform.ts';

let hub: TestPlatform;
beforeAll(async () => {
  hub = await startTestPlatform();
});
afterAll(() => hub.stop());

describe('what the hub holds about somebody', () => {
  async function all(token: string, limit = 100) {
    const items = [];
    let cursor: string | undefined;
    do {
      const page = accepted(await hub.api.listMyHoldings({ query: { limit, cursor } }, { token })).body;
      expect(page.items.length).toBeLessThanOrEqual(limit);
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return items;
  }

  it('is shown to them alone: each value, where it is from, why, what was done with it, and when it ends', async () => {
    const applicant = fundingVisitorOf(hub);
    const sessionId = await hub.publishSession();
    const needs = 'A hearing loop';
    const { id: bookingId } = await hub.booked(sessionId, 'ann@nhs.net', {
      accessNeeds: needs,
      managerEmail: 'boss@nhs.net',
    });
    await hub.booked(sessionId, 'ben@nhs.net', { accessNeeds: 'Somebody else’s needs' });
    const request = await applicant.begin(aFundingRequest('ann@nhs.net'));
    await applicant.asked(request, 'manager', 'boss@nhs.net');
    const staff = { token: await hub.tokenOf('bookings') };
    accepted(
      await hub.api.cancelForPerson({ path: { sessionId, bookingId }, body: { reason: 'Asked by telephone' } }, staff),
    );
    const [ann, boss] = [await hub.register('ann@nhs.net'), await hub.register('boss@nhs.net')];

    const held = await all(ann);
    const kinds = held.map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['booking', 'funding-request', 'person', 'email', 'statement']));
    const booking = held.find(({ kind }) => kind === 'booking');
    expect(booking).toMatchObject({
      as: 'whoever has booked, or has an account',
      seen: [{ action: 'booking-cancelled-for-person' }],
    });
    expect(Date.parse(booking?.endsAt ?? '')).toBeGreaterThan((await hub.now()).getTime());
    const [ofBooking] = booking?.classes ?? [];
    expect(ofBooking?.why.map(({ purpose }) => purpose)).toContain('provide you with our services');
    expect(ofBooking?.mayBeSharedWith.join()).toContain('the organisation that gives the training');
    expect(ofBooking?.values).toEqual(
      expect.arrayContaining([expect.objectContaining({ name: 'managerEmail', value: 'boss@nhs.net' })]),
    );
    expect(JSON.stringify(held)).not.toMatch(/ben@nhs\.net|Somebody else/);

    // The manager is named in a booking and asked for a statement: neither is theirs to read whole.
    const bosses = JSON.stringify(await all(boss));
    expect(bosses).toContain('the manager whom somebody named');
    expect(bosses).toContain('This says something about other people');
    expect(bosses).not.toMatch(/hearing loop|Siobhán O'Brien.*ann@nhs/);
  });

  it('is the same page by page', async () => {
    const token = await hub.register('pages@nhs.net');
    for (let n = 0; n < 3; n += 1) await hub.booked(await hub.publishSession(), 'pages@nhs.net');
    await hub.untilEmailsSent();
    expect(await all(token, 2)).toEqual(await all(token));
    expect(await hub.api.listMyHoldings({ query: { cursor: '' } }, { token })).toMatchObject({ ok: false });
  });

  it('is nothing to who has no account', async () => {
    await hub.booked(await hub.publishSession(), 'guest.only@nhs.net');
    const token = await hub.tokenOf('guest.only@nhs.net');
    expect(await hub.api.listMyHoldings({}, { token })).toMatchObject({ code: 'account-not-found' });
    expect(await hub.denied()).toEqual([]);
  });
});

describe('staff who answer people about themselves', () => {
  let staff: { readonly token: string };
  beforeAll(async () => {
    staff = { token: await hub.tokenOf('data-protection') };
  });
  const find = async (workEmail: string) =>
    accepted(await hub.api.findPerson({ body: { workEmail, why: 'access' } }, staff)).body;

  it('find whoever has an address, also who is only named, and nobody by half of one; each look is in the trail', async () => {
    const sessionId = await hub.publishSession();
    await hub.booked(sessionId, 'ana@nhs.net', { managerEmail: 'head@nhs.net' });
    const ann = await find('Ana+courses@NHS.net');
    expect(ann.counts).toMatchObject({ booking: 1, person: 1 });
    expect(ann.personId).not.toBeNull();
    const boss = await find('head@nhs.net');
    expect(boss).toMatchObject({ personId: null, counts: { booking: 1 } });
    expect(JSON.stringify(boss.items)).not.toContain('ana@nhs.net');
    expect(await find('nobody@nhs.net')).toMatchObject({ personId: null, counts: {}, items: [] });
    const half = await hub.api.findPerson({ body: { workEmail: 'ana@', why: 'access' } }, staff);
    expect(half).toMatchObject({ code: 'not-valid' });

    const path = { personId: ann.personId ?? '' };
    accepted(await hub.api.getPerson({ path, query: { why: 'rectification' } }, staff));
    const held = accepted(await hub.api.listHoldingsOfPerson({ path, query: { why: 'access' } }, staff)).body;
    const own = held.items.find(({ kind }) => kind === 'person');
    expect(own?.seen.map(({ action }) => action)).toEqual(['person-looked-up', 'person-seen', 'holdings-seen']);
    const trail = JSON.stringify(await hub.trail());
    expect(trail).not.toMatch(/ana@nhs|head@nhs/);
  });

  it('find whoever made a booking or a request by its reference, however it is typed, and nothing by an unknown one', async () => {
    const { id } = await hub.booked(await hub.publishSession(), 'cat@nhs.net');
    const { fundingRequestId } = await fundingVisitorOf(hub).begin(aFundingRequest('cat@nhs.net'));
    const stored = (await hub.storedFunding()).find(
      (item) => item.type === 'funding-request' && item.fundingRequestId === fundingRequestId,
    );
    await hub.untilEmailsSent();
    const byReference = (typed: string) =>
      hub.api.findPerson({ body: { reference: typed, why: 'support', limit: 100 } }, staff);
    const byAddress = await hub.api.findPerson(
      { body: { workEmail: 'cat@nhs.net', why: 'support', limit: 100 } },
      staff,
    );
    const { personId, counts } = accepted(byAddress).body;
    const bookingsOwn = (await hub.stored()).find((item) => item.type === 'booking' && item.bookingId === id);
    const own = bookingsOwn?.type === 'booking' ? bookingsOwn.reference : '';
    const request = stored?.type === 'funding-request' ? stored.reference : '';
    for (const typed of [own, ` ${own.toLowerCase().replace('-', '')}`, own.replace('-', ' – '), request])
      expect(accepted(await byReference(typed)).body, typed).toMatchObject({ personId, counts });
    expect(personId).not.toBeNull();

    const unknown = accepted(await byReference('22222-22222')).body;
    expect(unknown).toEqual(await find('nobody.at.all@nhs.net'));
    expect(await byReference('7K3M9')).toMatchObject({
      code: 'not-valid',
      problem: { errors: [{ pointer: '/reference' }] },
    });
    for (const body of [{ why: 'support' }, { why: 'support', workEmail: 'cat@nhs.net', reference: own }] as const)
      expect(await hub.api.findPerson({ body }, staff)).toMatchObject({ code: 'not-valid' });

    const trail = JSON.stringify(await hub.trail());
    const looks = (await hub.trail()).filter(
      ({ action, subjects }) => action === 'person-looked-up' && subjects.includes(`PERSON#${personId}`),
    );
    expect(looks).toHaveLength(5);
    for (const typed of [own, request]) expect(trail).not.toContain(typed);
    expect(await hub.denied()).toEqual([]);
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
    expect(await hub.api.findPerson({ body: { workEmail: 'ana@nhs.net', why: 'access' } }, other)).toMatchObject({
      code: 'not-allowed',
    });
    const path = { personId: '01KF8A2C4E6G8J1M3P5R7T9V2X' };
    expect(await hub.api.getPerson({ path, query: { why: 'access' } }, staff)).toMatchObject({
      code: 'person-not-found',
    });
    expect(await hub.denied()).toEqual([]);
  });
});
