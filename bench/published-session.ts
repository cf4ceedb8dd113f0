import { draftOf } from '#functions/bookings/sessions/new-session.ts';
import { NewSession } from '#functions/bookings/sessions/schemas.ts';
import type { wireForStaff } from '#functions/bookings/wiring/for-staff.ts';
import { workOf } from './work.ts';

/** What staff would enter of a session. */
export function sessionToMeasure(now: Date, capacity: number, inDays = 30, title = 'A session') {
  const startsAt = new Date(now.getTime() + inDays * 86_400_000).toISOString();
  return {
    title,
    description: 'To be measured',
    format: 'webinar',
    provider: 'A provider',
    joinLink: 'https://webinars.example/a',
    startsAt,
    endsAt: new Date(Date.parse(startsAt) + 3_600_000).toISOString(),
    capacity,
  } as const;
}

/** A published session, without an audit trail: what is measured here is what the public does. */
export const publishing =
  ({ hub, clock, newId, sessions }: Pick<ReturnType<typeof wireForStaff>, 'hub' | 'clock' | 'newId' | 'sessions'>) =>
  async (capacity: number, inDays = 30): Promise<string> => {
    const sessionId = newId();
    const entered = NewSession.parse(sessionToMeasure(clock(), capacity, inDays));
    const draft = draftOf(hub, entered, { sessionId, createdAt: clock().toISOString() });
    const change = { work: workOf(), once: undefined };
    await sessions.add([draft], undefined, change);
    const changes = { status: 'published', publishedAt: clock().toISOString() } as const;
    await sessions.plan(draft, { session: changes }).keep(change);
    return sessionId;
  };
