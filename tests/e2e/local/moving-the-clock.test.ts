import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accepted } from '#http/client.ts';
import { linkIn, startTestPlatform, type TestPlatform, until } from '../../support/platform.ts';

const day = 86_400_000;

describe('time that leaps', () => {
  let hub: TestPlatform;
  beforeAll(async () => {
    hub = await startTestPlatform();
  });
  afterAll(() => hub.stop());

  it('leaps over nothing that a function is at: its message is not handed out again, and what is behind it does not wait', async () => {
    const address = 'leap@nhs.net';
    const sessionId = await hub.publishSession();
    await hub.fault({ service: 'ses', caller: 'emails-deliver', delayMs: 1500 });
    await hub.book(sessionId, address);
    await until(
      hub.stored,
      (items) => items.some((item) => item.type === 'email' && item.to === address && item.leasedUntil !== undefined),
      15_000,
      'the email to be on its way',
    );
    await hub.advance(7 * day);
    const [email] = await hub.untilEmails(address, 1);
    if (!email) throw new Error('no email');
    const { id: bookingId, token } = linkIn(email);
    expect(await hub.faultsLeft()).toEqual([]);
    accepted(await hub.api.cancelBooking({ path: { bookingId } }, { token }));
    await hub.untilEmailsSent();
    const kinds = (await hub.emailsTo(address)).map(({ tags }) => tags.kind);
    expect(kinds).toEqual(['booking-cancelled', 'booking-confirmed']);
  });
});
