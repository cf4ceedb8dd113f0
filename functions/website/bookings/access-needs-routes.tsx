import type { Context, Hono } from 'hono';
import { answered } from '../api/answered.ts';
import type { SiteDeps } from '../deps.ts';
import { agreed, inOtherWords } from '../forms/needs-consent.tsx';
import { readableNow } from '../forms/once.ts';
import { type Filled, sendForm } from '../forms/sending.ts';
import {
  accessNeedsDeletedPage,
  accessNeedsPage,
  accessNeedsToldPage,
  needsForm,
  tellAccessNeedsPage,
} from './access-needs-pages.tsx';
import { type Booking, canTellNeeds } from './booking-words.ts';
import { createFindBooking, openedBooking } from './opened.ts';
import { hrefOf } from './pages.tsx';

export function addAccessNeeds(site: Hono, { api, page, hub, clock, newKey }: SiteDeps): void {
  const find = createFindBooking(api);

  site.get('/bookings/:bookingId/access-needs', async (c) => c.html(accessNeedsPage(page, await find(c))));
  site.post('/bookings/:bookingId/access-needs', async (c) => {
    const { body } = await answered(api.deleteAccessNeeds(...openedBooking(c)));
    return c.html(accessNeedsDeletedPage(page, body));
  });

  const shown = (c: Context, booking: Booking | undefined, filled: Filled, status: 200 | 409 | 422 | 503) =>
    c.html(
      tellAccessNeedsPage(page, {
        bookingId: c.req.param('bookingId') ?? '',
        booking,
        days: hub.retention.accessNeedsDaysFromSession,
        ...filled,
      }),
      status,
    );

  site.get('/bookings/:bookingId/access-needs/tell', async (c) => {
    const booking = await find(c);
    return canTellNeeds(booking, clock())
      ? shown(c, booking, { typed: {}, faults: {}, key: newKey() }, 200)
      : c.redirect(hrefOf(booking), 303);
  });

  site.post('/bookings/:bookingId/access-needs/tell', (c) => {
    const [request, opened] = openedBooking(c);
    return sendForm(c, {
      form: needsForm,
      newKey,
      // Without the form's key: of what was told before nothing is remembered, so that another text under the same key would be lost.
      send: (body, _, typed) =>
        api.tellAccessNeeds({ ...request, body: { ...body, accessNeedsWording: Number(typed[agreed]) } }, opened),
      async again(filled, status) {
        const isOutdated = status === 409 && agreed in filled.faults;
        const next = isOutdated ? { ...filled, ...inOtherWords(filled.typed) } : filled;
        return shown(c, await readableNow(find(c)), next, status);
      },
      done: ({ body }) => c.html(accessNeedsToldPage(page, body)),
      // What was typed is still theirs to read, and why it is too late stands above it.
      said: { 'consent-changed': agreed, 'booking-closed': '', 'wrong-state': '' },
    });
  });
}
