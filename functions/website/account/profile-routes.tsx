import type { Context, Hono } from 'hono';
import { answered } from '../api/answered.ts';
import type { AccountDeps } from '../deps.ts';
import type { Faults, Typed } from '../forms/form.ts';
import { againFor } from '../forms/refused.ts';
import { typedIn } from '../forms/typed-in.ts';
import { offeredBy } from '../sessions/offered.ts';
import type { OwnEnv } from './own.ts';
import { accountPage, profileForm, profilePage, typedOf, versionField } from './profile-page.tsx';

export function addProfile(account: Hono<OwnEnv>, { page, hub }: Pick<AccountDeps, 'page' | 'hub'>): void {
  const offered = offeredBy(hub);

  account.get('/', async (c) => c.html(accountPage(page, (await answered(c.var.own.api.getProfile())).body)));

  account.get('/profile', async (c) => {
    const { own } = c.var;
    const typed = own.kept ?? typedOf((await answered(own.api.getProfile())).body);
    return c.html(profilePage(page, { own, offered, typed, faults: {} }));
  });

  const again = (c: Context<OwnEnv>, typed: Typed, faults: Faults, status: 409 | 422 | 503) =>
    c.html(profilePage(page, { own: c.var.own, offered, typed, faults }), status);

  account.post('/profile', async (c) => {
    const { api } = c.var.own;
    const typed = await typedIn(c);
    // What a change leaves out stays as it is: whoever has emptied a field did not mean that.
    const emptied = profileForm.faultsIn(typed);
    if (Object.keys(emptied).length > 0) return again(c, typed, emptied, 422);
    const body = { ...profileForm.bodyOf(typed), version: Number(typed[versionField]) };
    const reply = await api.changeProfile({ body });
    if (reply.ok) return c.redirect('/account', 303);
    if (reply.code !== 'stale-version') {
      const { faults, status } = againFor(profileForm, reply);
      return again(c, typed, faults, status);
    }
    const { version } = (await answered(api.getProfile())).body;
    const said = 'You changed this elsewhere meanwhile. Look at what you entered, and save it again to have it so';
    return again(c, { ...typed, [versionField]: String(version) }, { '': said }, 409);
  });
}
