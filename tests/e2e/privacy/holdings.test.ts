import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accepted } from '#http/client.ts';
import { aFundingRequest } from '../../support/funding-nouns.ts';
import { fundingVisitorOf } from '../../support/funding-visitor.ts';
import { startTestPlatform, type TestPlatform } from '../../support/platform.ts';

describe('what the hub holds about somebody', () => {
  let hub: TestPlatform;
  beforeAll(async () => {
    hub = await startTestPlatform();
  });
  afterAll(() => hub.stop());

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
