import type { Context, MiddlewareHandler } from 'hono';
import { ProblemError } from '#http/problem-error.ts';
import { type OwnApi, SignedOutError } from '../api/own-api.ts';
import type { AccountDeps } from '../deps.ts';
import type { Typed } from '../forms/form.ts';
import { typedIn } from '../forms/typed-in.ts';
import { forgetSession, sessionOf, setKeptForm } from '../signing-in/cookies.ts';
import type { Session } from '../signing-in/sessions.ts';

/** Who is signed in, and what they may ask. */
export interface Own {
  readonly api: OwnApi;
  readonly whose: string;
  /** What they had entered in the form of this page when their last session ended. */
  readonly kept: Typed | undefined;
}
export interface OwnEnv {
  Variables: { own: Own };
}

/**
 * Every form of an account says whose it is: whoever signed in meanwhile in the same browser sends nothing of theirs as somebody else, nor is
 * shown what another entered.
 */
export const whoseField = 'whose';

/** What is told under a consent of its own is kept nowhere else, not even sealed: four answers are soon given again. */
const neverKept = '/account/demographics';

/** Characters. What is longer than any form of ours is not kept. */
const mostKept = 20_000;

/** Lets in who is signed in. Who is no more signs in first, and finds what they had entered. */
export function requireSignIn({
  sessions,
  ownApi,
}: Pick<AccountDeps, 'sessions' | 'ownApi'>): MiddlewareHandler<OwnEnv> {
  async function keepWhatWasTyped(c: Context): Promise<void> {
    const { [whoseField]: whose = '', ...typed } = await typedIn(c);
    if (whose === '' || c.req.path.startsWith(neverKept) || JSON.stringify(typed).length > mostKept) return;
    setKeptForm(c, await sessions.keepForm({ path: c.req.path, whose, typed }));
  }

  async function signInFirst(c: Context): Promise<Response> {
    forgetSession(c);
    if (c.req.method === 'POST') await keepWhatWasTyped(c);
    return c.redirect(`/sign-in?returnTo=${encodeURIComponent(c.req.path)}`, 303);
  }

  const ownOf = ({ idToken, whose, kept }: Session, c: Context): Own => ({
    api: ownApi(idToken),
    whose,
    kept: kept?.path === c.req.path ? kept.typed : undefined,
  });

  return async (c, next) => {
    const opener = sessionOf(c);
    const session = opener && (await sessions.find(opener));
    if (!session) {
      c.res = await signInFirst(c);
      return;
    }
    const isPost = c.req.method === 'POST';
    if (isPost && (await typedIn(c))[whoseField] !== session.whose)
      throw new ProblemError('not-allowed', {
        detail: 'This form was opened by somebody else who was signed in here. Nothing was sent.',
      });
    const own = ownOf(session, c);
    c.set('own', own);
    await next();
    if (c.error instanceof SignedOutError) {
      await sessions.end(session.opener).catch(() => undefined);
      c.res = await signInFirst(c);
    } else if (isPost && own.kept && c.res.status === 303) await sessions.dropForm(session.opener);
  };
}
