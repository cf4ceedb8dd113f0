import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { ProblemError } from '#http/problem-error.ts';

/** What a link in an email opens: `/bookings/01KF0A2C4E6G8J1M3P5R7T9V2X`, or a page below it. Whose news it stops, its token says. */
const linked = /^\/(?:stop-news|[a-z-]+\/[0-9A-Z]{26})(?=\/|$)/;
const tokenLike = /^(?:[0-9A-Z]{26}\.)?[\w-]{20,100}$/;

/** Of one thing alone: the browser sends it to the pages of that thing. */
const cookieName = 'link';

/**
 * A working day. Phones end a browser whenever they need room for something else, and with it whatever lasts until it is closed: a form
 * that somebody was called away from would be sent without its link. At a computer that a practice shares, whoever comes after them may see
 * and change this one thing until then, if they find its address: never the day after, and never what else the mailbox has.
 */
const emailedSeconds = 12 * 60 * 60;

/**
 * From now on the browser opens the pages of that one thing.
 *
 * @param path - of the thing, as its link in an email has it
 * @param maxAge - in seconds; left out: until the browser is closed
 */
export const openByLink = (c: Context, path: string, token: string, maxAge?: number): void =>
  setCookie(c, cookieName, token, {
    path,
    httpOnly: true,
    sameSite: 'Lax',
    secure: true,
    prefix: 'secure',
    ...(maxAge !== undefined && { maxAge }),
  });

/**
 * Takes the token of an emailed link out of the address, and leaves it in a cookie that no script reads and that goes to the pages of that
 * one thing. Nothing is asked or changed by that: mail scanners open every link. `Lax`, since whoever comes from their mail comes from
 * another site.
 */
export const exchangeLinks: MiddlewareHandler = async (c, next) => {
  const token = c.req.query('token');
  if (token === undefined || !['GET', 'HEAD'].includes(c.req.method)) return next();
  // As it was sent: what a path is decoded to may be no header.
  const { pathname } = new URL(c.req.url);
  const [path] = linked.exec(pathname) ?? [];
  if (path !== undefined && tokenLike.test(token)) openByLink(c, path, token, emailedSeconds);
  return c.redirect(pathname.replace(/^\/+/, '/'), 303);
};

/**
 * The token of the link that somebody came by.
 *
 * @throws ProblemError `sign-in-needed`, where they came by none today
 */
export function tokenOf(c: Context): string {
  const token = getCookie(c, cookieName, 'secure');
  if (token === undefined || !tokenLike.test(token)) throw new ProblemError('sign-in-needed');
  return token;
}
