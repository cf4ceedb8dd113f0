import type { Context, MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

const extraForms = 'formsTo';

/** Lets the page that is answered send its form to one more origin: a file goes straight to where it is kept. */
export const allowFormsTo = (c: Context, origin: string): void => c.set(extraForms, origin);

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
  const origin: unknown = c.get(extraForms);
  const policy = c.res.headers.get('Content-Security-Policy');
  if (typeof origin === 'string' && policy !== null)
    c.header('Content-Security-Policy', policy.replace("form-action 'self'", `form-action 'self' ${origin}`));
};
