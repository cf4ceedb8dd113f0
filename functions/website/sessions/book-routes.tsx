import type { Context, Hono } from 'hono';
import type { SiteDeps } from '../deps.ts';
import type { Faults, Typed } from '../forms/form.ts';
import { accessNeedsWording, agreed, inOtherWords } from '../forms/needs-consent.tsx';
import { onceBy, readableNow } from '../forms/once.ts';
import { type Again, againFor, keyOfNext } from '../forms/refused.ts';
import { typedIn } from '../forms/typed-in.ts';
import { problemWords } from '../words.ts';
import { bookingForm, bookPage } from './book-page.tsx';
import { createFindSession } from './find-session.ts';
import { offeredBy } from './offered.ts';
import { notNow } from './session-page.tsx';

export function addBookingForm(site: Hono, { api, page, hub, clock, newKey }: SiteDeps): void {
  const offered = offeredBy(hub);
  const findSession = createFindSession(api);

  site.get('/sessions/:sessionId/book', async (c) => {
    const session = await findSession(c.req.param('sessionId'));
    // Its page says why.
    if (notNow(session, clock()) !== undefined) return c.redirect(`/sessions/${session.sessionId}`, 303);
    const { sessionId } = session;
    return c.html(bookPage(page, { sessionId, session, offered, typed: {}, faults: {}, key: newKey() }));
  });

  /** The form once more, with all that was typed; also where what it is for cannot be read at the moment. */
  async function again(c: Context, sessionId: string, typed: Typed, faults: Faults, status: Again['status']) {
    const session = await readableNow(findSession(sessionId));
    const key = keyOfNext({ status }, typed, newKey);
    return c.html(bookPage(page, { sessionId, session, offered, typed, faults, key }), status);
  }

  site.post('/sessions/:sessionId/book', async (c) => {
    const sessionId = c.req.param('sessionId');
    const typed = await typedIn(c);
    const wording = typed[agreed];
    const hasNeeds = Boolean(typed.accessNeeds?.trim());
    const outdated = inOtherWords(typed);
    if (hasNeeds && !wording)
      return again(c, sessionId, typed, { [agreed]: 'Tick that you agree, or leave out what would help you' }, 422);
    // That box says the version that was shown, and nothing else.
    if (hasNeeds && wording !== String(accessNeedsWording.version))
      return again(c, sessionId, outdated.typed, outdated.faults, 409);
    const body = {
      ...bookingForm.bodyOf(typed),
      sessionId,
      ...(hasNeeds && { accessNeedsWording: accessNeedsWording.version }),
    };
    const reply = await api.bookPlace({ body }, onceBy(typed));
    if (reply.ok) {
      const { status, placeInLine } = reply.body;
      return c.redirect(
        `/sessions/${sessionId}/booked${status === 'confirmed' ? '' : `?place=${placeInLine ?? ''}`}`,
        303,
      );
    }
    if (reply.code === 'consent-changed') return again(c, sessionId, outdated.typed, outdated.faults, 409);
    if (reply.code === 'not-for-you') {
      const { heading } = problemWords[reply.code];
      return again(c, sessionId, typed, { jobRole: reply.problem.detail ?? heading }, 409);
    }
    const { faults, status } = againFor(bookingForm, reply);
    return again(c, sessionId, typed, faults, status);
  });
}
