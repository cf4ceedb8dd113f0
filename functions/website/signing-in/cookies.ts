import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { closeOpened } from './opened.ts';
import { type Opener, openerOf, openerText } from './sealing.ts';

/**
 * All of them go to this very host and no other, by https alone, and no script reads them. `Lax`, since whoever comes back from Cognito's
 * page, or from their mail, comes from another site; what changes something is sent from a page of ours.
 */
const options = { path: '/', httpOnly: true, secure: true, sameSite: 'Lax', prefix: 'host' } as const;

/** Of who is signed in: until the browser is closed, and no longer than the record stands. */
const session = 'session';
/** Of a form that came when nobody was. */
const kept = 'kept-form';
/** Of who is on their way to Cognito's page and back. */
const onTheWay = 'signing-in';

/** As long as Cognito waits for a code to be entered, and a little. */
const onTheWaySeconds = 20 * 60;
const keptSeconds = 60 * 60;

export const sessionOf = (c: Context): Opener | undefined => openerOf(getCookie(c, session, 'host'));
export const setSession = (c: Context, opener: Opener): void => setCookie(c, session, openerText(opener), options);
/** With all that was opened by who was signed in. */
export function forgetSession(c: Context): void {
  closeOpened(c);
  deleteCookie(c, session, options);
}

export const keptFormOf = (c: Context): Opener | undefined => openerOf(getCookie(c, kept, 'host'));
export const setKeptForm = (c: Context, opener: Opener): void =>
  setCookie(c, kept, openerText(opener), { ...options, maxAge: keptSeconds });
export const forgetKeptForm = (c: Context): void => void deleteCookie(c, kept, options);

/** What comes back is held against it: nobody can be signed in by somebody else's answer. */
export interface OnTheWay {
  readonly state: string;
  readonly verifier: string;
  readonly to: string;
}

export const setOnTheWay = (c: Context, { state, verifier, to }: OnTheWay): void =>
  setCookie(c, onTheWay, [state, verifier, to].join('.'), { ...options, maxAge: onTheWaySeconds });
export const forgetOnTheWay = (c: Context): void => void deleteCookie(c, onTheWay, options);
export function onTheWayOf(c: Context): OnTheWay | undefined {
  const [state = '', verifier = '', to = ''] = getCookie(c, onTheWay, 'host')?.split('.') ?? [];
  return state !== '' && verifier !== '' ? { state, verifier, to } : undefined;
}
