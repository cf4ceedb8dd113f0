import type { Context, Hono } from 'hono';
import type { FieldError } from '#http/problems.ts';
import { momentOf, type SiteDeps } from '../deps.ts';
import type { Faults, Typed } from '../forms/form.ts';
import { typedIn } from '../forms/typed-in.ts';
import { ProblemFault } from '../problem-fault.ts';
import { problemWords } from '../words.ts';
import { agreed, bookingForm, bookPage, keyField } from './book-page.tsx';
import { bookedPage } from './booked-page.tsx';
import { filters, sessionsPage } from './list-page.tsx';
import { notNow, sessionPage } from './session-page.tsx';
import type { Session } from './session-words.ts';

/** What may be tried again with the very form that was sent: nothing of it is lost. */
const passing: readonly string[] = ['too-many-requests', 'unexpected', 'no-answer', 'busy', 'took-too-long'];

/** What is kept of a form where it cannot be sent on. */
const keyLike = /^[\w-]{16,64}$/;

/** Of what no field is for, such as where the list goes on, at none. */
const faultsOfFilters = (errors: readonly FieldError[]): Faults =>
  Object.fromEntries(
    errors.map(({ pointer, detail }) => [filters.find((name) => pointer === `/${name}`) ?? '', detail]),
  );

export function addSessions(site: Hono, deps: SiteDeps): void {
  const { api, page, hub, newKey } = deps;

  const offered = async () => {
    const reply = await api.getReference();
    if (!reply.ok) throw new ProblemFault(reply);
    return reply.body;
  };
  async function findSession(sessionId: string): Promise<Session> {
    const reply = await api.getSession({ path: { sessionId } });
    if (reply.ok) return reply.body;
    // What is no id is nobody's.
    throw new ProblemFault(reply.code === 'not-valid' ? { ...reply, code: 'session-not-found', status: 404 } : reply);
  }

  site.get('/sessions', async (c) => {
    const typed: Typed = c.req.query();
    const asked = Object.fromEntries(
      [...filters, 'cursor'].flatMap((name) => (typed[name] ? [[name, typed[name]]] : [])),
    );
    const [reply, choices] = await Promise.all([api.listSessions({ query: asked as never }), offered()]);
    if (!reply.ok && reply.code !== 'not-valid') throw new ProblemFault(reply);
    const faults: Faults = reply.ok ? {} : faultsOfFilters(reply.problem.errors ?? []);
    const listed = reply.ok ? { sessions: reply.body.items, nextCursor: reply.body.nextCursor } : { sessions: [] };
    return c.html(sessionsPage(page, listed, { typed, faults, offered: choices }), reply.ok ? 200 : 422);
  });

  site.get('/sessions/:sessionId', async (c) =>
    c.html(sessionPage(page, await findSession(c.req.param('sessionId')), hub, momentOf(deps))),
  );

  site.get('/sessions/:sessionId/book', async (c) => {
    const [session, choices] = await Promise.all([findSession(c.req.param('sessionId')), offered()]);
    // Its page says why.
    if (notNow(session, momentOf(deps)) !== undefined) return c.redirect(`/sessions/${session.sessionId}`, 303);
    return c.html(bookPage(page, { session, offered: choices, typed: {}, faults: {}, key: newKey() }));
  });

  /** The form once more, with all that was typed. */
  async function again(c: Context, sessionId: string, typed: Typed, faults: Faults, status: 409 | 422 | 503) {
    const [session, choices] = await Promise.all([findSession(sessionId), offered()]);
    const key = keyLike.test(typed[keyField] ?? '') && status === 503 ? (typed[keyField] ?? '') : newKey();
    return c.html(bookPage(page, { session, offered: choices, typed, faults, key }), status);
  }

  site.post('/sessions/:sessionId/book', async (c) => {
    const sessionId = c.req.param('sessionId');
    const typed = await typedIn(c);
    const wording = typed[agreed];
    if (typed.accessNeeds?.trim() && !wording)
      return again(c, sessionId, typed, { [agreed]: 'Tick that you agree, or leave out what would help you' }, 422);
    const body = {
      ...bookingForm.bodyOf(typed),
      sessionId,
      ...(typed.accessNeeds?.trim() && { accessNeedsWording: Number(wording) }),
    };
    const key = typed[keyField] ?? '';
    const reply = await api.bookPlace({ body: body as never }, keyLike.test(key) ? { idempotencyKey: key } : {});
    if (reply.ok) {
      const { status, placeInLine } = reply.body;
      return c.redirect(
        `/sessions/${sessionId}/booked${status === 'confirmed' ? '' : `?place=${placeInLine ?? ''}`}`,
        303,
      );
    }
    if (reply.code === 'not-valid')
      return again(c, sessionId, typed, bookingForm.faultsOf(reply.problem.errors ?? []), 422);
    if (reply.code === 'consent-changed')
      return again(c, sessionId, { ...typed, [agreed]: '' }, { [agreed]: problemWords[reply.code].heading }, 409);
    if (reply.code === 'key-used-for-another-request')
      return again(
        c,
        sessionId,
        typed,
        { '': 'We may have booked this already: look for our email before you send it again' },
        409,
      );
    if (passing.includes(reply.code)) {
      const { heading, next } = problemWords[reply.code];
      return again(c, sessionId, typed, { '': `${heading}. ${next}` }, 503);
    }
    throw new ProblemFault(reply);
  });

  site.get('/sessions/:sessionId/booked', async (c) => {
    const place = c.req.query('place');
    const waiting = place === undefined ? undefined : { place: /^\d{1,4}$/.test(place) ? Number(place) : undefined };
    return c.html(bookedPage(page, await findSession(c.req.param('sessionId')), waiting));
  });
}
