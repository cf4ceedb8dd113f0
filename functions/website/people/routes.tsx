import type { Context, Hono } from 'hono';
import { answered, refusedAs } from '../api/answered.ts';
import type { SiteDeps } from '../deps.ts';
import { onceBy } from '../forms/once.ts';
import { personChoices } from '../forms/person-fields.ts';
import { sendForm } from '../forms/sending.ts';
import { typedIn } from '../forms/typed-in.ts';
import { tokenOf } from '../links.ts';
import { nothingMore, notMeDonePage } from '../pages/not-me.tsx';
import { offeredBy } from '../sessions/offered.ts';
import {
  accountConfirmedPage,
  accountKeptPage,
  addressConfirmedPage,
  confirmAccountPage,
  confirmAddressPage,
  keepAccountPage,
  newsStoppedPage,
  notMyAccountPage,
  notMyAddressPage,
  registrationEndedPage,
  type Side,
  sides,
  stopNewsPage,
} from './link-pages.tsx';
import { accountAskedPage, registerForm, registerPage } from './register-page.tsx';

/** How the API is asked to do what a button says, by who came by their link. */
const opened = async (c: Context) => ({ token: tokenOf(c), ...onceBy(await typedIn(c)) });

/** Asking for an account. */
export function addRegistering(site: Hono, { api, page, hub, newKey }: SiteDeps): void {
  const choices = personChoices(offeredBy(hub));

  site.get('/register', (c) => c.html(registerPage(page, choices, { typed: {}, faults: {}, key: newKey() })));
  site.get('/register/asked', (c) => c.html(accountAskedPage(page, hub.links.daysToConfirm)));

  site.post('/register', (c) =>
    sendForm(c, {
      form: registerForm,
      newKey,
      send: (body, options) => api.registerPerson({ body }, options),
      again: (filled, status) => c.html(registerPage(page, choices, filled), status),
      done: () => c.redirect('/register/asked', 303),
    }),
  );
}

/** The links in emails about an account. Each is opened by a page that changes nothing, and whose button does it. */
export function addAccountLinks(site: Hono, { api, page, hub, newKey }: SiteDeps): void {
  /** A page that asks first, of who came by their link. It is told the address of what the link opens. */
  const asks = (path: string, ask: (path: string, key: string) => ReturnType<typeof page>) =>
    site.get(path, (c) => {
      tokenOf(c);
      return c.html(ask(c.req.path.replace(/\/(?:not-me)?$/, ''), newKey()));
    });

  const toldNotMe = (said: string, { heldUntil }: { readonly heldUntil: string }) =>
    notMeDonePage(page, said, { heldUntil, next: nothingMore });

  asks('/registrations/:registrationId', (path, key) => confirmAccountPage(page, path, key));
  site.post('/registrations/:registrationId', async (c) => {
    const { registrationId } = c.req.param();
    const reply = await api.confirmPerson({ body: { registrationId } }, await opened(c));
    if (reply.ok) return c.html(accountConfirmedPage(page, reply.body.workEmail));
    if (reply.code === 'link-not-valid') return c.html(registrationEndedPage(page, hub.links.daysToConfirm), 403);
    throw refusedAs(reply);
  });

  asks('/registrations/:registrationId/not-me', (path, key) => notMyAccountPage(page, path, key));
  site.post('/registrations/:registrationId/not-me', async (c) => {
    const path = { registrationId: c.req.param('registrationId') };
    const { body } = await answered(api.notMyRegistration({ path }, await opened(c)));
    return c.html(toldNotMe('There is no account for your address by this.', body));
  });

  asks('/accounts/:accountId', (path, key) => keepAccountPage(page, path, key));
  site.post('/accounts/:accountId', async (c) => {
    const { body } = await answered(api.stay({ path: { accountId: c.req.param('accountId') } }, await opened(c)));
    return c.html(accountKeptPage(page, body.endsAt));
  });

  const addSide = (side: Side) => {
    const at = `/${side}-emails/:emailChangeId` as const;
    asks(at, (path, key) => confirmAddressPage(page, side, path, key));
    site.post(at, async (c) => {
      const path = { emailChangeId: c.req.param('emailChangeId') };
      const { body } = await answered(api.confirmEmail({ path }, await opened(c)));
      return c.html(addressConfirmedPage(page, side, body.status));
    });
    asks(`${at}/not-me`, (path, key) => notMyAddressPage(page, path, key));
    site.post(`${at}/not-me`, async (c) => {
      const path = { emailChangeId: c.req.param('emailChangeId') };
      const { body } = await answered(api.refuseEmail({ path }, await opened(c)));
      return c.html(toldNotMe('The address of the account stays as it is.', body));
    });
  };
  sides.forEach(addSide);
}

export function addStopNews(site: Hono, { api, page }: SiteDeps): void {
  site.get('/stop-news', (c) => {
    tokenOf(c);
    return c.html(stopNewsPage(page));
  });
  site.post('/stop-news', async (c) => {
    await answered(api.withdrawByLink({ path: { token: tokenOf(c) } }));
    return c.html(newsStoppedPage(page));
  });
}
