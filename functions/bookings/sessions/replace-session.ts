import { ProblemError } from '#http/problem-error.ts';
import type { Sessions, StaffChange, StoredSession } from '#records/bookings/sessions.ts';
import { staffSession } from '../views.ts';

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
export async function replaceSession(
  sessions: Sessions,
  { before, next }: { readonly before: StoredSession; readonly next: StoredSession },
  change: Omit<StaffChange, 'once' | 'audit'> & {
    readonly once: Omit<NonNullable<StaffChange['once']>, 'reply'> | undefined;
    readonly audit: Omit<NonNullable<StaffChange['audit']>, 'subject'>;
  },
) {
  const { work, once, audit } = change;
  const { sessionId, version } = next.session;
  const reply = { status: 200, body: staffSession(next) } as const;
  const outcome = await sessions.replace(
    { before, next },
    {
      work,
      once: once && { ...once, reply },
      audit: { ...audit, subject: `SESSION#${sessionId}`, facts: { version, ...audit.facts } },
    },
  );
  if (outcome === 'changed-by-another') throw new ProblemError('stale-version');
  return reply;
}
