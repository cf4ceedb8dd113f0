import type { Context } from 'hono';
import type { AccountDeps } from '../deps.ts';
import { forgetKeptForm, forgetSession, sessionOf } from './cookies.ts';

/** Leaves nothing of who is signed in to whoever uses this browser next. Here they are signed out, whatever becomes of the session. */
export async function signOutHere(c: Context, { sessions, log }: Pick<AccountDeps, 'sessions' | 'log'>): Promise<void> {
  const opener = sessionOf(c);
  forgetSession(c);
  forgetKeptForm(c);
  // What was opened by a link in an email, too: it says whose it is.
  c.header('Clear-Site-Data', '"cookies"');
  if (opener) await sessions.end(opener).catch((error: unknown) => log.event('event-failed', { error }));
}
