import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accepted } from '#http/client.ts';
import { startTestPlatform, type TestPlatform, until } from '../../support/platform.ts';

const returned = 'bounce+cleared@simulator.amazonses.com';

describe('an address whose emails came back', () => {
  let hub: TestPlatform;
  let staff: { token: string };

  beforeAll(async () => {
    hub = await startTestPlatform();
    staff = { token: await hub.tokenOf('bookings') };
  });
  afterAll(() => hub.stop());

  const shownAsReturned = async (sessionId: string) =>
    accepted(await hub.api.listSessionBookings({ path: { sessionId } }, staff)).body.items[0]?.emailReturned;

  it('is written to again once staff have cleared it, here and at SES in one', async () => {
    const sessionId = await hub.publishSession();
    await hub.book(sessionId, returned);
    await until(
      () => shownAsReturned(sessionId),
      (because) => because === 'bounced',
      15_000,
      'the bounce to show',
    );
    // Nothing more is sent there…
    await hub.book(await hub.publishSession(), returned);
    await hub.book(await hub.publishSession(), 'somebody.else@nhs.net');
    await hub.untilEmails('somebody.else@nhs.net', 1);
    expect(await hub.emailsTo(returned)).toHaveLength(1);

    const clear = () => hub.api.clearSuppressedAddress({ body: { address: returned } }, staff);
    expect(accepted(await clear()).body).toEqual({ address: returned });
    expect(accepted(await clear()).body).toEqual({ address: returned });
    expect(await shownAsReturned(sessionId)).toBeUndefined();
    // …until it is cleared.
    await hub.book(await hub.publishSession(), returned);
    await hub.untilEmails(returned, 2);
    expect(await hub.denied()).toEqual([]);
  });
});
