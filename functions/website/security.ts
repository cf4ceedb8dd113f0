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
  const [formsTo, requestsTo]: readonly unknown[] = [c.get(extraForms), c.get(extraRequests)];
  const policy = c.res.headers.get('Content-Security-Policy');
  if (typeof formsTo !== 'string' || policy === null) return;
  const forms = policy.replace("form-action 'self'", `form-action 'self' ${formsTo}`);
  c.header('Content-Security-Policy', typeof requestsTo === 'string' ? `connect-src ${requestsTo}; ${forms}` : forms);
};
