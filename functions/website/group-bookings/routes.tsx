import type { Context, Hono } from 'hono';
import { answered } from '../api/answered.ts';
import type { SiteDeps } from '../deps.ts';
import { tokenOf } from '../links.ts';
import { groupPage, notMyGroupDonePage, notMyGroupPage } from './pages.tsx';

/** What the link opens that whoever booked for colleagues is sent. */
export function addGroupBookings(site: Hono, { api, page }: SiteDeps): void {
  const opened = (c: Context) =>
    [{ path: { groupBookingId: c.req.param('groupBookingId') ?? '' } }, { token: tokenOf(c) }] as const;
  const find = async (c: Context) => (await answered(api.getGroupBooking(...opened(c)))).body;

  site.get('/group-bookings/:groupBookingId', async (c) => c.html(groupPage(page, await find(c))));
  site.get('/group-bookings/:groupBookingId/not-me', async (c) => c.html(notMyGroupPage(page, await find(c))));
  site.post('/group-bookings/:groupBookingId/not-me', async (c) => {
    const { body } = await answered(api.notMyGroupBooking(...opened(c)));
    return c.html(notMyGroupDonePage(page, body.ended ? undefined : body.detail));
  });
}
