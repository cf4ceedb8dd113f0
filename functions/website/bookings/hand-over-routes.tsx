import type { Context, Hono } from 'hono';
import type { refusedAs } from '../api/answered.ts';
import type { SiteDeps } from '../deps.ts';
import type { Typed } from '../forms/form.ts';
import { onceBy, readableNow } from '../forms/once.ts';
import { type Again, againFor, keyOfNext } from '../forms/refused.ts';
import { typedIn } from '../forms/typed-in.ts';
import { offeredBy } from '../sessions/offered.ts';
import { problemWords } from '../words.ts';
import { type Booking, canBeHandedOver, costOfCancelling } from './booking-words.ts';
import { createFindBooking, openedBooking } from './opened.ts';
import { acceptedCost, hrefOf } from './pages.tsx';
import { substituteForm, substitutePage } from './substitute-page.tsx';

type Refused = Parameters<typeof refusedAs>[0];

/** At which field stands what the API says of the colleague. */
const fieldOf: Readonly<Partial<Record<Refused['code'], string>>> = {
  'not-for-you': 'jobRole',
  'cannot-be-handed-over': 'workEmail',
};

function againAfter(refused: Refused): Again {
  const { code, problem } = refused;
  const field = fieldOf[code];
  if (field !== undefined) return { faults: { [field]: problem.detail ?? problemWords[code].heading }, status: 409 };
  // It has become late since it was asked what it costs.
  if (code === 'late-cancellation') return costIsAnother;
  return againFor(substituteForm, refused);
}

const costIsAnother: Again = { faults: { '': 'Read what it costs, and send the form again' }, status: 409 };

export function addHandOver(site: Hono, { api, page, hub, clock, newKey }: SiteDeps): void {
  const offered = offeredBy(hub);
  const find = createFindBooking(api);
  const bookingIdOf = (c: Context) => c.req.param('bookingId') ?? '';
  const toBooking = (c: Context) => c.redirect(hrefOf({ bookingId: bookingIdOf(c) }), 303);

  function again(c: Context, booking: Booking | undefined, typed: Typed, { faults, status }: Again) {
    const key = keyOfNext({ status }, typed, newKey);
    const given = { bookingId: bookingIdOf(c), booking, offered, typed, faults, key };
    return c.html(substitutePage(page, given), status);
  }

  site.get('/bookings/:bookingId/substitute', async (c) => {
    const booking = await find(c);
    if (!canBeHandedOver(booking, clock())) return toBooking(c);
    const { bookingId } = booking;
    return c.html(substitutePage(page, { bookingId, booking, offered, typed: {}, faults: {}, key: newKey() }));
  });

  site.post('/bookings/:bookingId/substitute', async (c) => {
    const [request, opened] = openedBooking(c);
    const typed = await typedIn(c);
    const booking = await readableNow(find(c));
    const cost = booking && costOfCancelling(booking);
    if (booking && canBeHandedOver(booking, clock()) && cost !== undefined && typed[acceptedCost] !== cost)
      return again(c, booking, typed, costIsAnother);
    const body = { ...substituteForm.bodyOf(typed), acceptCharge: cost !== undefined };
    const reply = await api.substitute({ ...request, body }, { ...opened, ...onceBy(typed) });
    return reply.ok ? toBooking(c) : again(c, await readableNow(find(c)), typed, againAfter(reply));
  });
}
