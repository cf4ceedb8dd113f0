import { draftOf } from '#functions/bookings/sessions/new-session.ts';
import { NewSession } from '#functions/bookings/sessions/schemas.ts';
import type { wireForStaff } from '#functions/bookings/wiring/for-staff.ts';
import { workOf } from './work.ts';

/** A published session, without an audit trail: what is measured here is what the public does. */
export const publishing =
  ({ hub, clock, newId, sessions }: Pick<ReturnType<typeof wireForStaff>, 'hub' | 'clock' | 'newId' | 'sessions'>) =>
  async (capacity: number, inDays = 30): Promise<string> => {
    const sessionId = newId();
    const startsAt = new Date(clock().getTime() + inDays * 86_400_000).toISOString();
    const endsAt = new Date(Date.parse(startsAt) + 3_600_000).toISOString();
    const draft = draftOf(
      hub,
      NewSession.parse({
        title: 'A session',
        description: 'To be measured',
        format: 'webinar',
        provider: 'A provider',
        joinLink: 'https://webinars.example/a',
        startsAt,
        endsAt,
        capacity,
      }),
      { sessionId, createdAt: clock().toISOString() },
    );
    const change = { work: workOf(), once: undefined };
    await sessions.add([draft], undefined, change);
    const changes = { status: 'published', publishedAt: clock().toISOString() } as const;
    await sessions.plan(draft, { session: changes }).keep(change);
    return sessionId;
  };
