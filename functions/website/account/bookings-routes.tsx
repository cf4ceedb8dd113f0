import type { Hono } from 'hono';
import { answered } from '../api/answered.ts';
import type { AccountDeps } from '../deps.ts';
import { openByLink } from '../links.ts';
import { bookingsPage } from './bookings-page.tsx';
import type { OwnEnv } from './own.ts';

export function addOwnBookings(account: Hono<OwnEnv>, { page, clock }: Pick<AccountDeps, 'page' | 'clock'>): void {
  account.get('/bookings', async (c) => {
    const { own } = c.var;
    const cursor = c.req.query('cursor');
    const { body } = await answered(own.api.listMyBookings({ query: { cursor } }));
    return c.html(bookingsPage(page, { own, bookings: body.items, nextCursor: body.nextCursor, now: clock() }));
  });

  // As if they had come by the link in the email: there is one page of a booking, and one way to change it.
  account.post('/bookings/:bookingId', async (c) => {
    const bookingId = c.req.param('bookingId');
    const { token } = (await answered(c.var.own.api.takeLink({ body: { kind: 'booking', id: bookingId } }))).body;
    const path = `/bookings/${bookingId}`;
    openByLink(c, path, token);
    return c.redirect(path, 303);
  });
  account.get('/bookings/:bookingId', (c) => c.redirect('/account/bookings', 303));
}
