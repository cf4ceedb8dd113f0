import type { Hono } from 'hono';
import type { SiteDeps } from '../deps.ts';
import { onceBy } from '../forms/once.ts';
import { againFor, keyOfNext } from '../forms/refused.ts';
import { typedIn } from '../forms/typed-in.ts';
import { linksAskedPage, lostLinkForm, lostLinkPage } from './pages.tsx';

export function addLostLink(site: Hono, { api, page, hub, newKey }: SiteDeps): void {
  site.get('/lost-link', (c) => c.html(lostLinkPage(page, { typed: {}, faults: {}, key: newKey() })));
  site.get('/lost-link/asked', (c) => c.html(linksAskedPage(page, hub.contact.email)));

  site.post('/lost-link', async (c) => {
    const typed = await typedIn(c);
    const reply = await api.askForLinks({ body: lostLinkForm.bodyOf(typed) }, onceBy(typed));
    if (reply.ok) return c.redirect('/lost-link/asked', 303);
    const again = againFor(lostLinkForm, reply);
    const key = keyOfNext(again, typed, newKey);
    return c.html(lostLinkPage(page, { typed, faults: again.faults, key }), again.status);
  });
}
