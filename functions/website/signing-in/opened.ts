import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { openByLink } from '../links.ts';

const cookieName = 'opened';
const options = { path: '/', httpOnly: true, secure: true, sameSite: 'Lax', prefix: 'host' } as const;

/** What fits into a cookie, and more than anybody opens in a day. */
const most = 50;
const pathLike = /^\/[a-z-]{1,30}\/[0-9A-Z]{26}$/;

const openedIn = (c: Context): string[] =>
  (getCookie(c, cookieName, 'host') ?? '').split('.').filter((path) => pathLike.test(path));

/** A token that opens nothing takes the place of the one that did. */
const close = (c: Context, path: string): void => openByLink(c, path, '');

/** As a link in an email does, until whoever is signed in is so no more. @param path - of the one thing */
export function openFromAccount(c: Context, path: string, token: string): void {
  const opened = [path, ...openedIn(c).filter((other) => other !== path)];
  for (const oldest of opened.slice(most)) close(c, oldest);
  openByLink(c, path, token);
  setCookie(c, cookieName, opened.slice(0, most).join('.'), options);
}

/** Whoever sits down at this computer next finds none of it open, whatever their browser makes of `Clear-Site-Data`. */
export function closeOpened(c: Context): void {
  const opened = openedIn(c);
  if (opened.length === 0) return;
  for (const path of opened) close(c, path);
  deleteCookie(c, cookieName, options);
}
