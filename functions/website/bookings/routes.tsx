import type { Context, Hono } from 'hono';
import type { Refused } from '#http/client.ts';
import type { SiteDeps } from '../deps.ts';
import { typedIn } from '../forms/typed-in.ts';
import { linkOf } from '../links.ts';
import { asProblem, ProblemFault } from '../problem-fault.ts';
import { canBeCancelled } from './booking-words.ts';
import { bookingPage, cancelPage, notMeDonePage, notMePage } from './pages.tsx';

/** Of a link that nobody came by, or hours ago. */
const noLink = () => new ProblemFault(asProblem('sign-in-needed'));

export function addBookings(site: Hono, { api, page }: SiteDeps): void {
  const opened = (c: Context) => {
    const token = linkOf(c);
    if (token === undefined) throw noLink();
    return [{ path: { bookingId: c.req.param('bookingId') ?? '' } }, { token }] as const;
  };
  /** What was answered; a page in its place where that is a problem. */
  async function answered<Reply extends { readonly ok: true }>(asked: Promise<Reply | Refused>): Promise<Reply> {
    const reply = await asked;
    if (!reply.ok) throw new ProblemFault(reply);
    return reply;
  }
  const find = async (c: Context) => (await answered(api.getBooking(...opened(c)))).body;
  const back = (c: Context) => c.redirect(`/bookings/${c.req.param('bookingId')}`, 303);

  site.get('/bookings/:bookingId', async (c) => c.html(bookingPage(page, await find(c))));
  site.get('/bookings/:bookingId/cancel', async (c) => {
    const booking = await find(c);
    return canBeCancelled(booking) ? c.html(cancelPage(page, booking)) : back(c);
  });
  site.get('/bookings/:bookingId/not-me', async (c) => c.html(notMePage(page, await find(c))));

  site.post('/bookings/:bookingId/cancel', async (c) => {
    const [request, options] = opened(c);
    const { acceptCharge } = await typedIn(c);
    const reply = await api.cancelBooking({ ...request, body: { acceptCharge: acceptCharge === 'yes' } }, options);
    if (reply.ok) return back(c);
    // It has become late since the page was opened: what it costs is said first.
    if (reply.code === 'late-cancellation') return c.html(cancelPage(page, await find(c)), 409);
    throw new ProblemFault(reply);
  });
  site.post('/bookings/:bookingId/accept', async (c) => {
    await answered(api.acceptOffer(...opened(c)));
    return back(c);
  });
  site.post('/bookings/:bookingId/decline', async (c) => {
    await answered(api.declineOffer(...opened(c)));
    return back(c);
  });
  site.post('/bookings/:bookingId/not-me', async (c) => {
    const { body } = await answered(api.notMyBooking(...opened(c)));
    return c.html(notMeDonePage(page, body.ended ? undefined : body.detail));
  });
}
