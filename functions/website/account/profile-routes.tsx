import type { Context, Hono } from 'hono';
import { answered } from '../api/answered.ts';
import type { AccountDeps } from '../deps.ts';
import type { Again } from '../forms/refused.ts';
import { type Filled, sendForm } from '../forms/sending.ts';
import { offeredBy } from '../sessions/offered.ts';
import { onNewest, versionField } from './newest.ts';
import { type OwnEnv, opened } from './own.ts';
import { accountPage, profileForm, profilePage, typedOf } from './profile-page.tsx';

export function addProfile(account: Hono<OwnEnv>, { page, hub }: Pick<AccountDeps, 'page' | 'hub'>): void {
  const offered = offeredBy(hub);
  const read = async (c: Context<OwnEnv>) => (await answered(c.var.own.api.getProfile())).body;
  const show = (c: Context<OwnEnv>, filled: Filled, status: 200 | Again['status'] = 200) =>
    c.html(profilePage(page, { own: c.var.own, offered, ...filled }), status);

  account.get('/', async (c) => c.html(accountPage(page, await read(c))));

  account.get('/profile', async (c) => {
    const { own } = c.var;
    return show(c, opened(own, own.kept ?? typedOf(await read(c))));
  });

  account.post('/profile', (c) => {
    const { own } = c.var;
    return sendForm(c, {
      // What a change leaves out stays as it is: whoever has emptied a field did not mean that, and is asked for it.
      form: profileForm,
      newKey: own.newKey,
      send: (body, options, typed) =>
        own.api.changeProfile({ body: { ...body, version: Number(typed[versionField]) } }, options),
      again: async (filled, status) =>
        show(c, await onNewest(filled, status, async () => (await read(c)).version), status),
      done: () => c.redirect('/account', 303),
      said: { 'stale-version': '' },
    });
  });
}
