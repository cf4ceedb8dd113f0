import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { addNotMyBooking } from '#functions/website/bookings/not-me-routes.tsx';
import { createPage } from '#functions/website/layout.tsx';
import type { Refused } from '#http/client.ts';
import { southEastLondon } from '#hub/south-east-london.ts';

const busy: Refused = {
  ok: false,
  status: 503,
  code: 'busy',
  problem: { type: 'about:blank', title: 'Busy', status: 503, instance: 'a-request' },
  headers: new Headers(),
};

it('says that a booking has ended that was somebody else’s, though it cannot be read at the moment', async () => {
  const site = new Hono();
  const keys: (string | undefined)[] = [];
  addNotMyBooking(site, {
    page: createPage({ hub: southEastLondon, styles: '', script: '', isSignedIn: () => false }),
    newKey: () => 'a-key-that-is-new',
    api: {
      getBooking: async () => busy,
      notMyBooking: async (_, { idempotencyKey } = {}) => {
        keys.push(idempotencyKey);
        const body = { heldUntil: '2027-01-18T13:00:00.000Z', ended: true };
        return { ok: true, status: 200, body, headers: new Headers() };
      },
    },
  });
  const told = await site.request('https://hub.example/bookings/01KF0A2C4E6G8J1M3P5R7T9V2X/not-me', {
    method: 'POST',
    headers: { Cookie: `__Secure-link=${'a'.repeat(43)}` },
    body: new URLSearchParams({ key: 'a-key-of-the-form' }),
  });
  expect(told.status).toBe(200);
  const html = await told.text();
  expect(html).toContain('The booking has ended.');
  expect(html).toContain('Until Monday 18 January 2027 nobody can use our forms with your address.');
  expect(keys).toEqual(['a-key-of-the-form']);
});
