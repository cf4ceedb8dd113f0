import type { Context, Hono } from 'hono';
import { periodInLondon } from '#domain/time/london.ts';
import { answered } from '../api/answered.ts';
import type { SiteDeps } from '../deps.ts';
import { onceBy } from '../forms/once.ts';
import { typedIn } from '../forms/typed-in.ts';
import { tokenOf } from '../links.ts';
import { nothingMore, notMeDonePage, notMePage } from '../pages/not-me.tsx';
import type { GroupBooking } from './group-words.ts';
import { groupPage } from './pages.tsx';

const consequence = ({ session, colleagues }: GroupBooking): string =>
  `${colleagues.length === 1 ? 'One person was' : `${colleagues.length} people were`} booked for ${session.title}, ${periodInLondon(session.startsAt, session.endsAt)}. If it was not you, say so: what was booked ends, free of charge, we tell each of them, and for some days nobody can book with your address.`;

/** What the link opens that whoever booked for colleagues is sent. */
export function addGroupBookings(site: Hono, { api, page, clock, newKey }: SiteDeps): void {
  const opened = (c: Context) =>
    [{ path: { groupBookingId: c.req.param('groupBookingId') ?? '' } }, { token: tokenOf(c) }] as const;
  const find = async (c: Context) => (await answered(api.getGroupBooking(...opened(c)))).body;

  site.get('/group-bookings/:groupBookingId', async (c) => c.html(groupPage(page, await find(c), clock())));
  site.get('/group-bookings/:groupBookingId/not-me', async (c) => {
    const group = await find(c);
    return c.html(
      notMePage(page, {
        href: `/group-bookings/${group.groupBookingId}`,
        question: 'Did somebody else book for colleagues with your address?',
        consequence: consequence(group),
        button: 'End these bookings: it was not me',
        mine: 'It was me: show who has a place',
        sentKey: newKey(),
      }),
    );
  });
  site.post('/group-bookings/:groupBookingId/not-me', async (c) => {
    const [request, options] = opened(c);
    const { body } = await answered(api.notMyGroupBooking(request, { ...options, ...onceBy(await typedIn(c)) }));
    const { ended, detail, heldUntil } = body;
    return c.html(
      notMeDonePage(page, ended ? 'The bookings end now.' : detail, {
        heldUntil,
        next: ended ? nothingMore : undefined,
      }),
    );
  });
}
