import type { Context, Hono } from 'hono';
import { ProblemError } from '#http/problem-error.ts';
import { refusedAs } from '../api/answered.ts';
import type { SiteDeps } from '../deps.ts';
import type { Faults, Typed } from '../forms/form.ts';
import { typedIn } from '../forms/typed-in.ts';
import { isPassing } from '../passing.ts';
import { problemWords } from '../words.ts';
import { accessNeedsWording, agreed, bookingForm, bookPage, keyField } from './book-page.tsx';
import { createFindSession } from './find-session.ts';
import { offeredBy } from './offered.ts';
import { notNow } from './session-page.tsx';

const keyLike = /^[\w-]{16,64}$/;

/** By which a form that is sent twice is one; none where somebody has sent another. */
const keyIn = ({ [keyField]: key = '' }: Typed): string | undefined => (keyLike.test(key) ? key : undefined);

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
  async function again(c: Context, sessionId: string, typed: Typed, faults: Faults, status: 409 | 422 | 503) {
    const session = await findSession(sessionId).catch((error: unknown) => {
      if (error instanceof ProblemError && isPassing(error.code)) return undefined;
      throw error;
    });
    const key = (status === 503 ? keyIn(typed) : undefined) ?? newKey();
    return c.html(bookPage(page, { sessionId, session, offered, typed, faults, key }), status);
  }

  site.post('/sessions/:sessionId/book', async (c) => {
    const sessionId = c.req.param('sessionId');
    const typed = await typedIn(c);
    const wording = typed[agreed];
    const hasNeeds = Boolean(typed.accessNeeds?.trim());
    const outdated = { [agreed]: problemWords['consent-changed'].heading };
    if (hasNeeds && !wording)
      return again(c, sessionId, typed, { [agreed]: 'Tick that you agree, or leave out what would help you' }, 422);
    // That box says the version that was shown, and nothing else.
    if (hasNeeds && wording !== String(accessNeedsWording.version))
      return again(c, sessionId, { ...typed, [agreed]: '' }, outdated, 409);
    const body = {
      ...bookingForm.bodyOf(typed),
      sessionId,
      ...(hasNeeds && { accessNeedsWording: accessNeedsWording.version }),
    };
    const idempotencyKey = keyIn(typed);
    const reply = await api.bookPlace({ body }, idempotencyKey === undefined ? {} : { idempotencyKey });
    if (reply.ok) {
      const { status, placeInLine } = reply.body;
      return c.redirect(
        `/sessions/${sessionId}/booked${status === 'confirmed' ? '' : `?place=${placeInLine ?? ''}`}`,
        303,
      );
    }
    if (reply.code === 'not-valid')
      return again(c, sessionId, typed, bookingForm.faultsOf(reply.problem.errors ?? []), 422);
    if (reply.code === 'consent-changed') return again(c, sessionId, { ...typed, [agreed]: '' }, outdated, 409);
    if (reply.code === 'not-for-you') {
      const { heading } = problemWords[reply.code];
      return again(c, sessionId, typed, { jobRole: reply.problem.detail ?? heading }, 409);
    }
    if (reply.code === 'key-used-for-another-request')
      return again(
        c,
        sessionId,
        typed,
        { '': 'We may have booked this already: look for our email before you send it again' },
        409,
      );
    if (isPassing(reply.code)) {
      const { heading, next } = problemWords[reply.code];
      return again(c, sessionId, typed, { '': `${heading}. ${next}` }, 503);
    }
    throw refusedAs(reply);
  });
}
