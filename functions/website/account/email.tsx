import type { Context, Hono } from 'hono';
import { WantedEmail } from '#functions/people/addresses/schemas.ts';
import { Button } from '../components/button.tsx';
import type { AccountDeps } from '../deps.ts';
import { FaultsSummary } from '../forms/faults-summary.tsx';
import { createForm } from '../forms/form.ts';
import { type AskedField, Inputs } from '../forms/inputs.tsx';
import type { Again } from '../forms/refused.ts';
import { type Filled, sendForm } from '../forms/sending.ts';
import type { Page } from '../layout.tsx';
import { type Own, type OwnEnv, opened } from './own.ts';
import { KeptNote, OwnForm, ownPage } from './own-page.tsx';

const here = '/account/profile/email';

const emailForm = createForm<AskedField>(WantedEmail, [
  { name: 'newEmail', pointer: '/newEmail', kind: 'email', needed: true, autocomplete: 'email' },
]);

const emailPage = (page: Page, { own, typed, faults, key }: Filled & { readonly own: Own }) =>
  ownPage(page, {
    title: 'Change your work email address',
    hasError: Object.keys(faults).length > 0,
    children: (
      <>
        <FaultsSummary faults={faults} />
        <h1 class="nhsuk-heading-l">Change your work email address</h1>
        <KeptNote own={own} />
        <p>
          Everything that you have booked and asked for stays yours. Until you have confirmed both addresses, nothing
          changes.
        </p>
        <OwnForm own={own} action={here} sentKey={key}>
          <Inputs form={emailForm} typed={typed} faults={faults} />
          <Button preventDoubleClick>Send the links</Button>
        </OwnForm>
      </>
    ),
  });

/** The same whatever is known of the new address. @param days - for which the links work */
const askedPage = (page: Page, days: number) =>
  ownPage(page, {
    title: 'Look at your email, in both mailboxes',
    children: (
      <>
        <h1 class="nhsuk-heading-l">Look at your email, in both mailboxes</h1>
        <p>
          We send a link to your new address, and another to the one that you have now. Open both: once both are
          confirmed, you sign in with the new one.
        </p>
        <p>The links work for {days} days. Until then you sign in as before.</p>
        <p>
          If you cannot read one of the two, or no email comes within a few minutes, check the address and your junk
          mail, or write to us. We do not write to an address more than a few times a day, nor to who told us that it
          was not them.
        </p>
      </>
    ),
  });

export function addChangeOfEmail(account: Hono<OwnEnv>, { page, hub }: Pick<AccountDeps, 'page' | 'hub'>): void {
  const show = (c: Context<OwnEnv>, filled: Filled, status: 200 | Again['status'] = 200) =>
    c.html(emailPage(page, { own: c.var.own, ...filled }), status);

  account.get('/profile/email', (c) => show(c, opened(c.var.own, c.var.own.kept ?? {})));
  account.get('/profile/email/asked', (c) => c.html(askedPage(page, hub.links.daysToConfirm)));

  account.post('/profile/email', (c) => {
    const { own } = c.var;
    return sendForm(c, {
      form: emailForm,
      newKey: own.newKey,
      send: (body, options) => own.api.changeEmail({ body }, options),
      again: (filled, status) => show(c, filled, status),
      done: () => c.redirect(`${here}/asked`, 303),
      said: { 'wrong-state': '' },
    });
  });
}
