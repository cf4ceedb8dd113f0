import type { Context, MiddlewareHandler } from 'hono';
import { ProblemError } from '#http/problem-error.ts';
import { type OwnApi, SignedOutError } from '../api/own-api.ts';
import type { AccountDeps } from '../deps.ts';
import { keyIn } from '../forms/once.ts';
import type { Filled } from '../forms/sending.ts';
import type { Typed } from '../forms/typed.ts';
import { typedIn } from '../forms/typed-in.ts';
import { forgetSession, sessionOf, setKeptForm } from '../signing-in/cookies.ts';
import { addressToSignIn } from '../signing-in/return-to.ts';
import type { Session } from '../signing-in/sessions.ts';
import { perhapsLeftPage, unsentPage } from './unsent-page.tsx';

/** Who is signed in, and what they may ask. */
export interface Own {
  readonly api: OwnApi;
  readonly whose: string;
  /** What they had entered in the form of this page when their last session ended. */
  readonly kept: Typed | undefined;
  /** Of each form that is shown: by it, the form that is sent twice is one. */
  readonly newKey: () => string;
}
export interface OwnEnv {
  Variables: { own: Own };
}

/**
 * Every form of an account says whose it is: whoever signed in meanwhile in the same browser sends nothing of theirs as somebody else, nor is
 * shown what another entered.
 */
export const whoseField = 'whose';

/** A form as it is opened. */
export const opened = ({ newKey }: Pick<Own, 'newKey'>, typed: Typed): Filled => ({
  typed,
  faults: {},
  key: keyIn(typed) ?? newKey(),
});

/**
 * Where forms are sent that somebody fills in. What is told under a consent of its own (demographics) is kept nowhere else, not even sealed:
 * four answers are soon given again.
 */
const filledIn = /^\/account\/(?:profile(?:\/email)?|training-records\/[\w-]{1,40}(?:\/dispute)?)$/;

/** Where an account is deleted. */
export const leaveHref = '/account/leave';

/** Characters. What is longer than any form of ours is not kept. */
const mostKept = 20_000;

/** Lets in who is signed in. Who is no more signs in first, and finds what they had entered. */
export function requireSignIn({
  page,
  sessions,
  ownApi,
  newKey,
  log,
}: Pick<AccountDeps, 'page' | 'sessions' | 'ownApi' | 'newKey' | 'log'>): MiddlewareHandler<OwnEnv> {
  /** @returns whether it is */
  async function keepForm(c: Context, { [whoseField]: whose = '', ...typed }: Typed): Promise<boolean> {
    if (whose === '' || JSON.stringify(typed).length > mostKept) return false;
    try {
      setKeptForm(c, await sessions.keepForm({ path: c.req.path, whose, typed }));
      return true;
    } catch (error) {
      log.event('event-failed', { error });
      return false;
    }
  }

  /** @param wasSignedIn - until now: for nobody else is anything written */
  async function signInFirst(c: Context, wasSignedIn: boolean): Promise<Response> {
    forgetSession(c);
    if (c.req.method !== 'POST') return c.redirect(addressToSignIn(c.req.path), 303);
    // Pressed twice, the first may have ended the session: that nothing was done would be untrue.
    if (c.req.path === leaveHref) return c.html(perhapsLeftPage(page), 401);
    const typed = await typedIn(c);
    if (!filledIn.test(c.req.path)) return c.redirect(addressToSignIn(c.req.path, 'gone'), 303);
    if (wasSignedIn && (await keepForm(c, typed))) return c.redirect(addressToSignIn(c.req.path, 'kept'), 303);
    return c.html(unsentPage(page, { path: c.req.path, typed, isSignedOut: true }), 401);
  }

  const ownOf = ({ idToken, whose, kept }: Session, c: Context): Own => ({
    api: ownApi(idToken),
    whose,
    kept: kept?.path === c.req.path ? kept.typed : undefined,
    newKey,
  });

  /** @returns the answer, where it cannot be told who they are. @throws whatever is the reason, where they sent nothing */
  async function unsent(c: Context, error: unknown): Promise<Response> {
    if (c.req.method !== 'POST') throw error;
    if (!(error instanceof ProblemError)) log.event('event-failed', { error });
    return c.html(unsentPage(page, { path: c.req.path, typed: await typedIn(c), isSignedOut: false }), 503);
  }

  return async (c, next) => {
    const opener = sessionOf(c);
    const session = opener && (await sessions.look(opener).catch((error: unknown) => unsent(c, error)));
    if (session instanceof Response) {
      c.res = session;
      return;
    }
    if (session === undefined || session === 'just-ended') {
      c.res = await signInFirst(c, session !== undefined);
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
    const isSignedOut = c.error instanceof SignedOutError;
    // Deleted from another browser, it leaves nobody here to be signed in.
    const isGone = c.error instanceof ProblemError && c.error.code === 'account-not-found';
    if (isSignedOut || isGone) {
      await sessions.end(session.opener).catch(() => undefined);
      if (isSignedOut) c.res = await signInFirst(c, true);
      else forgetSession(c);
    } else if (isPost && own.kept && c.res.status === 303)
      // What they sent is done: at worst it is offered to them once more.
      await sessions.dropForm(session.opener).catch((error: unknown) => log.event('event-failed', { error }));
  };
}
