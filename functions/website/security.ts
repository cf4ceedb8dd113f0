import type { Context, MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

const extraForms = 'formsTo';
const extraRequests = 'requestsTo';

/** Lets the page that is answered send its form to one more origin. */
export const allowFormsTo = (c: Context, origin: string): void => c.set(extraForms, origin);

/** Lets the page that is answered send a file straight to where it is kept: by its form, or by a script that shows how far it is. */
export function allowUploadsTo(c: Context, origin: string): void {
  allowFormsTo(c, origin);
  c.set(extraRequests, origin);
}

const headers = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    scriptSrc: ["'self'"],
    imgSrc: ["'self'"],
    // Files that a link cannot ask for (`browser/downloads.ts`).
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  // Nothing for another site. Without any for ours, a form would not say where it is from.
  referrerPolicy: 'same-origin',
  xFrameOptions: 'DENY',
});

/** What every page says of itself to the browser: it asks nobody else for anything, and sends its forms to us. */
export const secure: MiddlewareHandler = async (c, next) => {
  await headers(c, next);
  const policy = c.res.headers.get('Content-Security-Policy');
  if (policy === null) return;
  const opened = [
    ['form-action', c.get(extraForms)],
    ['connect-src', c.get(extraRequests)],
  ].reduce(
    (text, [directive, origin]) =>
      origin ? text.replace(`${directive} 'self'`, `${directive} 'self' ${origin}`) : text,
    policy,
  );
  if (opened !== policy) c.header('Content-Security-Policy', opened);
};
