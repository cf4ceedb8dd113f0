import type { Hono } from 'hono';
import { pathOfSignedIn, pathOfSignedOut } from '#http/sign-in-paths.ts';
import { newToken } from '#platform/ids.ts';
import type { AccountDeps } from '../deps.ts';
import { typedIn } from '../forms/typed-in.ts';
import {
  forgetKeptForm,
  forgetOnTheWay,
  keptFormOf,
  onTheWayOf,
  sessionOf,
  setOnTheWay,
  setSession,
} from './cookies.ts';
import { closeOpened } from './opened.ts';
import { notSignedInPage, signedOutPage, signInPage } from './pages.tsx';
import { returnTo } from './return-to.ts';
import { signOutHere } from './sign-out.ts';

export function addSigningIn(site: Hono, { page, sessions, cognito, random, log }: AccountDeps): void {
  site.get('/sign-in', async (c) => {
    const to = returnTo(c.req.query('returnTo'));
    const opener = sessionOf(c);
    if (opener && (await sessions.find(opener))) return c.redirect(to, 303);
    const { unsent } = c.req.query();
    // Whoever comes here on their own is told nothing of a form that somebody else was filling in.
    return c.html(
      signInPage(page, {
        to,
        isUnsent: unsent !== undefined,
        hasForm: unsent === 'kept' && keptFormOf(c) !== undefined,
      }),
    );
  });

  site.post('/sign-in', async (c) => {
    const to = returnTo((await typedIn(c)).returnTo);
    const asked = { state: newToken(random), verifier: newToken(random) };
    setOnTheWay(c, { ...asked, to });
    return c.redirect(cognito.addressToSignIn(asked), 303);
  });

  site.get(pathOfSignedIn, async (c) => {
    const { code, state } = c.req.query();
    const before = sessionOf(c);
    const way = onTheWayOf(c);
    if (!way || code === undefined || state !== way.state) {
      // Who opens it once more, by the back button, or comes from adding a passkey, is signed in already.
      if (!way && before && (await sessions.find(before))) return c.redirect(returnTo(undefined), 303);
      return c.html(notSignedInPage(page, returnTo(way?.to)), 400);
    }
    forgetOnTheWay(c);
    const tokens = await cognito.exchange(code, way.verifier);
    if (!tokens) return c.html(notSignedInPage(page, returnTo(way.to)), 400);
    const form = keptFormOf(c);
    const { opener, kept } = await sessions.begin(tokens, form && (await sessions.takeForm(form)));
    forgetKeptForm(c);
    setSession(c, opener);
    // Whoever it was, it is not they who use this browser now.
    closeOpened(c);
    if (before) await sessions.end(before).catch((error: unknown) => log.event('event-failed', { error }));
    return c.redirect(returnTo(kept?.path ?? way.to), 303);
  });

  site.post('/sign-out', async (c) => {
    await signOutHere(c, { sessions, log });
    // Its own page forgets them by that.
    return c.redirect(cognito.addressToSignOut(), 303);
  });
  site.get('/sign-out', (c) => c.redirect(returnTo(undefined), 303));

  site.get(pathOfSignedOut, (c) => c.html(signedOutPage(page)));
}
