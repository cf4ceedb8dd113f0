import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { StoredSession } from '#records/bookings/stored-session.ts';
import type { bookings } from '../contract.ts';
import { staffSession } from '../replies.ts';
import type { MakeSessionsDeps } from './create-session.ts';
import { draftOf } from './new-session.ts';

/** What is wrong with a date is said of that date. */
function atDate(index: number, error: unknown): unknown {
  if (!(error instanceof ProblemError)) return error;
  const perDate = ['/startsAt', '/endsAt', '/bookingOpensAt', '/bookingClosesAt'];
  const errors = (error.facts.errors ?? []).map((fault) =>
    perDate.includes(fault.pointer) ? { ...fault, pointer: `/dates/${index}${fault.pointer}` } : fault,
  );
  return new ProblemError(error.code, { ...error.facts, errors });
}

export const createCreateSeries =
  (deps: MakeSessionsDeps): UseCase<typeof bookings.routes.createSeries> =>
  async ({ body }, { caller, work, once }) => {
    const { dates, ...shared } = body;
    const seriesId = deps.newId();
    const createdAt = deps.clock().toISOString();
    const drafts = dates.map((date, index): StoredSession => {
      try {
        return draftOf(deps.hub, { ...shared, ...date }, { sessionId: deps.newId(), seriesId, createdAt });
      } catch (error) {
        throw atDate(index, error);
      }
    });
    const byDate = drafts.toSorted((a, b) => (a.session.startsAt < b.session.startsAt ? -1 : 1));
    const series = {
      seriesId,
      title: body.title,
      createdAt,
      sessionIds: byDate.map(({ session }) => session.sessionId),
    };
    const reply = {
      status: 201,
      body: { seriesId, title: series.title, sessions: byDate.map(staffSession) },
    } as const;
    await deps.sessions.add(byDate, series, {
      work,
      once: once && { ...once, reply },
      audit: {
        action: 'series-created',
        subject: `SERIES#${seriesId}`,
        actor: caller.sub,
        facts: { sessions: byDate.length },
      },
    });
    return reply;
  };
