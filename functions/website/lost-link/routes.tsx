import type { Hono } from 'hono';
import type { SiteDeps } from '../deps.ts';
import { sendForm } from '../forms/sending.ts';
import { linksAskedPage, lostLinkForm, lostLinkPage } from './pages.tsx';

export function addLostLink(site: Hono, { api, page, hub, newKey }: SiteDeps): void {
  site.get('/lost-link', (c) => c.html(lostLinkPage(page, { typed: {}, faults: {}, key: newKey() })));
  site.get('/lost-link/asked', (c) => c.html(linksAskedPage(page, hub.contact.email)));

  site.post('/lost-link', (c) =>
    sendForm(c, {
      form: lostLinkForm,
      newKey,
      send: (body, options) => api.askForLinks({ body }, options),
      again: (filled, status) => c.html(lostLinkPage(page, filled), status),
      done: () => c.redirect('/lost-link/asked', 303),
    }),
  );
}
