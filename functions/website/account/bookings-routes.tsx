import type { Hono } from 'hono';
import { answered } from '../api/answered.ts';
import type { AccountDeps } from '../deps.ts';
import { bookingsPage } from './bookings-page.tsx';
import { openOwn } from './open-own.ts';
import type { OwnEnv } from './own.ts';

export function addOwnBookings(account: Hono<OwnEnv>, { page, clock }: Pick<AccountDeps, 'page' | 'clock'>): void {
  account.get('/bookings', async (c) => {
    const { own } = c.var;
    const cursor = c.req.query('cursor');
    const { body } = await answered(own.api.listMyBookings({ query: { cursor } }));
    return c.html(bookingsPage(page, { own, bookings: body.items, nextCursor: body.nextCursor, now: clock() }));
  });

  account.post('/bookings/:bookingId', (c) => openOwn(c, 'booking', c.req.param('bookingId')));
  account.get('/bookings/:bookingId', (c) => c.redirect('/account/bookings', 303));
}
