import type { Hono } from 'hono';
import { chargeInWords } from '#domain/bookings/cancellation-policy.ts';
import { periodInLondon } from '#domain/time/london.ts';
import { answered } from '../api/answered.ts';
import type { PublicApi } from '../api/public-api.ts';
import type { SiteDeps } from '../deps.ts';
import { onceBy, readableNow } from '../forms/once.ts';
import { typedIn } from '../forms/typed-in.ts';
import { nothingMore, notMeDonePage, notMePage } from '../pages/not-me.tsx';
import type { Booking } from './booking-words.ts';
import { createFindBooking, openedBooking } from './opened.ts';
import { hrefOf } from './pages.tsx';

const consequence = ({ session }: Booking): string =>
  `It is a place on ${session.title}, ${periodInLondon(session.startsAt, session.endsAt)}. If you did not book it, say so: the booking ends, free of charge, and for some days nobody can book with your address.`;

/** A late cancellation before it costs something all the same. */
const feeStands = ({ charge }: Booking): string | undefined =>
  charge &&
  `There is a fee of ${chargeInWords(charge)}, since it was cancelled late before. Write to us, and we will put it right.`;

interface Deps extends Pick<SiteDeps, 'page' | 'newKey'> {
  readonly api: Pick<PublicApi, 'getBooking' | 'notMyBooking'>;
}

export function addNotMyBooking(site: Hono, { api, page, newKey }: Deps): void {
  const find = createFindBooking(api);

  site.get('/bookings/:bookingId/not-me', async (c) => {
    const booking = await find(c);
    return c.html(
      notMePage(page, {
        href: hrefOf(booking),
        question: 'Did somebody else book this with your address?',
        consequence: consequence(booking),
        button: 'End this booking: it was not me',
        mine: 'It was me: show my booking',
        sentKey: newKey(),
      }),
    );
  });

  site.post('/bookings/:bookingId/not-me', async (c) => {
    const [request, opened] = openedBooking(c);
    const { body } = await answered(api.notMyBooking(request, { ...opened, ...onceBy(await typedIn(c)) }));
    const { ended, detail, heldUntil } = body;
    // It is done by now, whether or not the booking can be read.
    const booking = await readableNow(find(c));
    const next = (booking && feeStands(booking)) ?? (ended ? nothingMore : undefined);
    return c.html(notMeDonePage(page, ended ? 'The booking has ended.' : detail, { heldUntil, next }));
  });
}
