import type { Hono } from 'hono';
import { londonDay } from '#domain/time/london.ts';
import { monthOf } from '#domain/time/months.ts';
import type { FieldError } from '#http/problems.ts';
import { refusedAs } from '../api/answered.ts';
import type { SiteDeps } from '../deps.ts';
import type { Faults, Typed } from '../forms/form.ts';
import { bookedPage } from './booked-page.tsx';
import { createFindSession } from './find-session.ts';
import { chosen, filters, sessionsPage } from './list-page.tsx';
import { offeredBy } from './offered.ts';
import { sessionPage } from './session-page.tsx';

/** Of what no field is for, such as where the list goes on, at none. */
const faultsOfFilters = (errors: readonly FieldError[]): Faults =>
  Object.fromEntries(
    errors.map(({ pointer, detail }) => [filters.find((name) => pointer === `/${name}`) ?? '', detail]),
  );

export function addSessions(site: Hono, { api, page, hub, clock }: SiteDeps): void {
  const offered = offeredBy(hub);
  const findSession = createFindSession(api);

  site.get('/sessions', async (c) => {
    const typed: Typed = c.req.query();
    const reply = await api.listSessions({ query: chosen(typed, 'cursor') });
    if (!reply.ok && reply.code !== 'not-valid') throw refusedAs(reply);
    const faults: Faults = reply.ok ? {} : faultsOfFilters(reply.problem.errors ?? []);
    const listed = reply.ok ? { sessions: reply.body.items, nextCursor: reply.body.nextCursor } : { sessions: [] };
    const month = monthOf(londonDay(clock().toISOString()));
    return c.html(sessionsPage(page, listed, { typed, faults, offered, month }), reply.ok ? 200 : 422);
  });

  site.get('/sessions/:sessionId', async (c) =>
    c.html(sessionPage(page, await findSession(c.req.param('sessionId')), hub, clock())),
  );

  site.get('/sessions/:sessionId/booked', async (c) => {
    const place = c.req.query('place');
    const waiting = place === undefined ? undefined : { place: /^\d{1,4}$/.test(place) ? Number(place) : undefined };
    return c.html(bookedPage(page, await findSession(c.req.param('sessionId')), waiting));
  });
}
