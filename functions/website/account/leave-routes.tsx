import type { Context, Hono } from 'hono';
import { leavingOf } from '#privacy/leaving.ts';
import { answered } from '../api/answered.ts';
import type { AccountDeps } from '../deps.ts';
import { readableNow } from '../forms/once.ts';
import type { Again } from '../forms/refused.ts';
import { type Filled, sendForm } from '../forms/sending.ts';
import { sessionOf } from '../signing-in/cookies.ts';
import { signOutHere } from '../signing-in/sign-out.ts';
import { leavePage, leftHref, leftPage, sureField } from './leave-page.tsx';
import { type OwnEnv, opened } from './own.ts';

/** The address is sent along, not asked for: whoever read the page of one account deletes no other. */
const form = {
  bodyOf: ({ workEmail = '' }: Filled['typed']) => ({ workEmail }),
  faultsIn: ({ [sureField]: sure }: Filled['typed']): Filled['faults'] =>
    sure ? {} : { [sureField]: 'Tick that you want your account deleted' },
  faultsOf: (): Filled['faults'] => ({
    '': 'This page was of another address of yours. Look at it again, and tick once more',
  }),
};

/** Deleting one's account: a page that says what it comes to, and a button that does it. */
export function addLeaving(
  account: Hono<OwnEnv>,
  { api, page, hub, sessions, log }: Pick<AccountDeps, 'api' | 'page' | 'hub' | 'sessions' | 'log'>,
): void {
  const emailOf = async (c: Context<OwnEnv>) => (await answered(c.var.own.api.getProfile())).body.workEmail;
  const leaving = async () => leavingOf((await answered(api.getRecordOfProcessing())).body.classes);
  const show = async (c: Context<OwnEnv>, filled: Filled, status: 200 | Again['status'] = 200) =>
    c.html(leavePage(page, { own: c.var.own, hub, leaving: await readableNow(leaving()), ...filled }), status);

  account.get('/leave', async (c) => {
    const { own } = c.var;
    const filled = opened(own, { workEmail: await emailOf(c) });
    // Nobody is asked for it who is not told what it comes to.
    return c.html(leavePage(page, { own, hub, leaving: await leaving(), ...filled }));
  });

  account.post('/leave', (c) => {
    const { own } = c.var;
    return sendForm(c, {
      form,
      newKey: own.newKey,
      send: (body, options) => own.api.leave({ body }, options),
      async again(filled, status) {
        const isOther = filled.faults[''] !== undefined && status === 422;
        const typed = isOther ? { workEmail: await emailOf(c) } : filled.typed;
        return show(c, { ...filled, typed }, status);
      },
      async done() {
        // Cognito's own page need not forget anybody: it knows nobody by that name any more.
        await signOutHere(c, { sessions, log });
        return c.redirect(leftHref, 303);
      },
    });
  });
}

/** For who has no account any more. */
export function addLeft(site: Hono, { page }: Pick<AccountDeps, 'page'>): void {
  site.get(leftHref, (c) => (sessionOf(c) ? c.redirect('/account', 303) : c.html(leftPage(page))));
}
