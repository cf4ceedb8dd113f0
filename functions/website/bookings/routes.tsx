import type { Context, Hono } from 'hono';
import { answered } from '../api/answered.ts';
import type { SiteDeps } from '../deps.ts';
import { onceBy } from '../forms/once.ts';
import { typedIn } from '../forms/typed-in.ts';
import { canBeCancelled, costOfCancelling } from './booking-words.ts';
import { createFindBooking, openedBooking } from './opened.ts';
import { acceptedCost, bookingPage, cancelPage } from './pages.tsx';

export function addBookings(site: Hono, { api, page, clock, newKey }: SiteDeps): void {
  const find = createFindBooking(api);
  const back = (c: Context) => c.redirect(`/bookings/${c.req.param('bookingId')}`, 303);

  const sentOnce = async (c: Context) => {
    const [request, opened] = openedBooking(c);
    return [request, { ...opened, ...onceBy(await typedIn(c)) }] as const;
  };

  site.get('/bookings/:bookingId', async (c) => c.html(bookingPage(page, await find(c), clock(), newKey())));
  site.get('/bookings/:bookingId/cancel', async (c) => {
    const booking = await find(c);
    return canBeCancelled(booking, clock()) ? c.html(cancelPage(page, booking)) : back(c);
  });

  site.post('/bookings/:bookingId/cancel', async (c) => {
    const [request, options] = openedBooking(c);
    const typed = await typedIn(c);
    const booking = await find(c);
    const cost = costOfCancelling(booking);
    // It has become late, or the session's fee is another, since the page was opened: what it costs is said first.
    if (canBeCancelled(booking, clock()) && cost !== undefined && typed[acceptedCost] !== cost)
      return c.html(cancelPage(page, booking), 409);
    await answered(api.cancelBooking({ ...request, body: { acceptCharge: cost !== undefined } }, options));
    return back(c);
  });
  // Whoever opens the address that a button was sent to.
  for (const answer of ['accept', 'decline']) site.get(`/bookings/:bookingId/${answer}`, back);

  site.post('/bookings/:bookingId/accept', async (c) => {
    await answered(api.acceptOffer(...(await sentOnce(c))));
    return back(c);
  });
  site.post('/bookings/:bookingId/decline', async (c) => {
    await answered(api.declineOffer(...(await sentOnce(c))));
    return back(c);
  });
}
