import type { MiddlewareHandler } from 'hono';
import { ProblemError } from '#http/problem-error.ts';

const loopback: readonly string[] = ['127.0.0.1', 'localhost'];

/** @param origin - as a browser says where a form is from; @param url - of what it is sent to, as the gateway hands it on: always `https` */
function isOurs(origin: string, url: string): boolean {
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin);
  const scheme = loopback.includes(from.hostname) ? /^https?:$/ : /^https:$/;
  return scheme.test(from.protocol) && from.host === new URL(url).host && from.origin === origin;
}

/**
 * What changes something is sent from a page of ours, whatever it is sent as: browsers say where it is from, the older ones by `Origin`
 * alone. That a cookie goes with it says nothing.
 */
export const fromOurPages: MiddlewareHandler = async (c, next) => {
  if (['GET', 'HEAD'].includes(c.req.method)) return next();
  const site = c.req.header('Sec-Fetch-Site');
  const ours = site === undefined ? isOurs(c.req.header('Origin') ?? '', c.req.url) : site === 'same-origin';
  if (!ours) throw new ProblemError('not-allowed');
  return next();
};
