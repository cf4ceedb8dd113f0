import type { Context, Hono } from 'hono';
import { chargeInWords } from '#domain/bookings/cancellation-policy.ts';
import { answered } from '../api/answered.ts';
import type { SiteDeps } from '../deps.ts';
import { typedIn } from '../forms/typed-in.ts';
import { accessNeedsDeletedPage, accessNeedsPage } from './access-needs-pages.tsx';
import { canBeCancelled, costOfCancelling } from './booking-words.ts';
import { createFindBooking, openedBooking } from './opened.ts';
import { acceptedCost, bookingPage, cancelPage, notMeDonePage, notMePage } from './pages.tsx';

export function addBookings(site: Hono, { api, page, clock }: SiteDeps): void {
  const find = createFindBooking(api);
  const back = (c: Context) => c.redirect(`/bookings/${c.req.param('bookingId')}`, 303);

  site.get('/bookings/:bookingId', async (c) => c.html(bookingPage(page, await find(c), clock())));
  site.get('/bookings/:bookingId/cancel', async (c) => {
    const booking = await find(c);
    return canBeCancelled(booking, clock()) ? c.html(cancelPage(page, booking)) : back(c);
  });
  site.get('/bookings/:bookingId/not-me', async (c) => c.html(notMePage(page, await find(c))));

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
    await answered(api.acceptOffer(...openedBooking(c)));
    return back(c);
  });
  site.post('/bookings/:bookingId/decline', async (c) => {
    await answered(api.declineOffer(...openedBooking(c)));
    return back(c);
  });
  site.get('/bookings/:bookingId/access-needs', async (c) => c.html(accessNeedsPage(page, await find(c))));
  site.post('/bookings/:bookingId/access-needs', async (c) => {
    const { body } = await answered(api.deleteAccessNeeds(...openedBooking(c)));
    return c.html(accessNeedsDeletedPage(page, body));
  });
  site.post('/bookings/:bookingId/not-me', async (c) => {
    const { body } = await answered(api.notMyBooking(...openedBooking(c)));
    const { charge } = await find(c);
    return c.html(notMeDonePage(page, body.ended ? undefined : body.detail, charge && chargeInWords(charge)));
  });
}
