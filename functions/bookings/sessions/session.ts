import { ProblemError } from '#http/problem-error.ts';
import type { Once, Work } from '#platform/work.ts';
import type { CancellationReasons } from '#records/bookings/cancellation-reasons.ts';
import type { PlannedChange, StaffChange } from '#records/bookings/session-changes.ts';
import type { SessionReads } from '#records/bookings/session-reads.ts';
import type { StoredSession } from '#records/bookings/stored-session.ts';
import { staffSession } from '../replies.ts';

/** @throws ProblemError `session-not-found` */
export async function findSession(
  sessions: Pick<SessionReads, 'find'>,
  sessionId: string,
  work: Work,
): Promise<StoredSession> {
  const found = await sessions.find(sessionId, work);
  if (!found) throw new ProblemError('session-not-found');
  return found;
}

/** As staff look it up by itself: where it is cancelled, with why. */
export async function withReason(sessions: CancellationReasons, stored: StoredSession, work: Work) {
  const { sessionId, status } = stored.session;
  const because = status === 'cancelled' ? await sessions.findCancellationReason(sessionId, work) : undefined;
  return { ...staffSession(stored), cancelledBecause: because ?? stored.session.cancelledBecause };
}

/** @throws ProblemError `stale-version`, with the version that there is now */
export function refuseStale({ session }: StoredSession, basedOn: number | undefined): void {
  if (basedOn === undefined || basedOn === session.version) return;
  throw new ProblemError('stale-version', {
    detail: `Read the session again: it is now at version ${session.version}`,
    extensions: { version: session.version },
  });
}

/** A session in a state in which what was asked cannot be done. */
export const wrongState = ({ session }: StoredSession, detail: string) =>
  new ProblemError('wrong-state', { detail, extensions: { sessionStatus: session.status } });

/**
 * Keeps the next version of a session, with its reply and what is audited.
 *
 * @throws ProblemError `stale-version` where somebody else changed it first
 */
export async function keepSession(
  { after, keep }: PlannedChange,
  {
    work,
    once,
    audit,
  }: {
    readonly work: Work;
    readonly once: Once | undefined;
    readonly audit: Omit<NonNullable<StaffChange['audit']>, 'subject'>;
  },
  cancelledBecause?: string,
) {
  const { sessionId, version } = after.session;
  const reply = { status: 200, body: { ...staffSession(after), cancelledBecause } } as const;
  const outcome = await keep({
    work,
    once: once && { ...once, reply },
    audit: { ...audit, subject: `SESSION#${sessionId}`, facts: { version, ...audit.facts } },
  });
  if (outcome === 'changed-by-another') throw new ProblemError('stale-version');
  return reply;
}
