import type { Hono } from 'hono';
import { londonDay } from '#domain/time/london.ts';
import { firstDayOf, lastDayOf, month as monthFormat, monthOf } from '#domain/time/months.ts';
import { ProblemError } from '#http/problem-error.ts';
import { answered } from '../api/answered.ts';
import type { SiteDeps } from '../deps.ts';
import type { Typed } from '../forms/form.ts';
import { chosen } from './list-page.tsx';
import { monthPage } from './month-page.tsx';
import type { Session } from './session-words.ts';

/** A page costs a bounded number of calls, however much there is in a month. */
const mostCalls = 4;
const mostInOne = 100;

export function addMonths(site: Hono, { api, page, clock }: SiteDeps): void {
  async function sessionsOf(month: string, typed: Typed) {
    const within = { ...chosen(typed), from: firstDayOf(month), to: lastDayOf(month), limit: mostInOne };
    const sessions: Session[] = [];
    let cursor: string | undefined;
    for (let calls = 0; calls === 0 || (cursor !== undefined && calls < mostCalls); calls += 1) {
      const query = cursor === undefined ? within : { ...within, cursor };
      const { body } = await answered(api.listSessions({ query }));
      sessions.push(...body.items);
      cursor = body.nextCursor;
    }
    return { sessions, hasMore: cursor !== undefined };
  }

  site.get('/sessions/month/:month', async (c) => {
    const { data: month } = monthFormat.safeParse(c.req.param('month'));
    if (month === undefined) throw new ProblemError('no-such-route');
    const typed = c.req.query();
    const thisMonth = monthOf(londonDay(clock().toISOString()));
    return c.html(monthPage(page, { month, thisMonth, typed, ...(await sessionsOf(month, typed)) }));
  });
}
