import { followsProfile } from '#domain/bookings/booking.ts';
import { earliestStartOfCurrent } from '#domain/bookings/session.ts';
import { saysTheSame } from '#domain/people/account.ts';
import type { Clock } from '#platform/clock.ts';
import { NotReadableError } from '#platform/errors.ts';
import { settle, type Work } from '#platform/work.ts';
import type { FollowingBooking, ProfileFollowing } from '#records/bookings/profile-following.ts';
import type { SessionReads } from '#records/bookings/session-reads.ts';
import type { StoredSession } from '#records/bookings/stored-session.ts';
import type { Account } from '#records/people/account-reads.ts';

/** So many at once: their records have nothing in common but the person, who is only looked at. */
const atOnce = 10;

interface Facts {
  readonly holder: Account;
  readonly booking: FollowingBooking;
  readonly session: StoredSession;
}

/**
 * Has what somebody booked, and is not over, say what their profile says. Broken off and begun anew, it passes over what says so
 * already.
 */
export const createFollowProfile = (deps: {
  readonly following: ProfileFollowing;
  readonly sessions: Pick<SessionReads, 'find' | 'findMany'>;
  readonly clock: Clock;
}) => {
  const isBehind = ({ holder, booking, session: { session } }: Facts): boolean =>
    followsProfile(booking, session, deps.clock()) && !saysTheSame(booking, holder);

  async function readAgain({ holder, booking }: Facts, work: Work): Promise<Facts | undefined> {
    const [now, held, session] = await Promise.all([
      deps.following.findHolder(holder.personId, work),
      deps.following.find(booking.bookingId, work),
      deps.sessions.find(booking.sessionId, work),
    ]);
    return now && held && session && { holder: now, booking: held, session };
  }

  async function followOne(read: Facts, work: Work): Promise<number> {
    let facts: Facts | undefined = read;
    return settle(work, async () => {
      if (!facts || !isBehind(facts)) return 0;
      if ((await deps.following.follow(facts.booking, facts.holder, work)) === 'changed') return 1;
      facts = await readAgain(facts, work);
      return undefined;
    });
  }

  /** Answers how many bookings were changed. @throws where some could not be read, once all others are done */
  return async (personId: string, work: Work): Promise<number> => {
    const holder = await deps.following.findHolder(personId, work);
    if (!holder) return 0;
    let changes = 0;
    let unread = 0;
    const leftOut = () => {
      unread += 1;
    };
    const followIfReadable = (facts: Facts): Promise<number> =>
      followOne(facts, work).catch((error: unknown) => {
        if (!(error instanceof NotReadableError)) throw error;
        leftOut();
        return 0;
      });

    const from = earliestStartOfCurrent(deps.clock());
    for await (const page of deps.following.walkFrom(holder, from, { leftOut }, work)) {
      const sessions = await deps.sessions.findMany(
        page.map(({ sessionId }) => sessionId),
        work,
      );
      const facts = page.flatMap((booking): Facts[] => {
        const session = sessions.get(booking.sessionId);
        // Sessions are kept: one that is not there could not be read.
        if (!session) leftOut();
        return session ? [{ holder, booking, session }] : [];
      });
      for (let first = 0; first < facts.length; first += atOnce) {
        const done = await Promise.all(facts.slice(first, first + atOnce).map(followIfReadable));
        changes += done.reduce((sum, count) => sum + count, 0);
      }
    }
    // To be tried again, and in the end set aside for a person: no schedule looks for them.
    if (unread > 0) throw new Error(`${unread} bookings could not be read`);
    return changes;
  };
};
