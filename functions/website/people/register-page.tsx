import { NewAccount } from '#functions/people/accounts/schemas.ts';
import { Panel } from '../components/panel.tsx';
import { createForm } from '../forms/form.ts';
import { formPage } from '../forms/form-page.tsx';
import type { AskedField, ChoicesByName } from '../forms/inputs.tsx';
import { personFields } from '../forms/person-fields.ts';
import type { Filled } from '../forms/sending.ts';
import type { Page } from '../layout.tsx';

export const registerForm = createForm<AskedField>(NewAccount, personFields);

export const registerPage = (page: Page, choices: ChoicesByName, filled: Filled) =>
  formPage(page, {
    ...filled,
    title: 'Ask for an account',
    action: '/register',
    form: registerForm,
    choices,
    intro: (
      <>
        <p>
          With an account you see in one place what you booked and asked us for, and keep a record of your training. You
          need none to book a session.
        </p>
        <p>There is no password: you sign in with a code that we send to your work email address.</p>
      </>
    ),
    button: 'Ask for an account',
  });

/** The same whether the address is known or not. @param days - for which the link works */
export const accountAskedPage = (page: Page, days: number) =>
  page({
    title: 'Look at your email',
    children: (
      <>
        <Panel heading="Look at your email" />
        <p>We have sent you a link. Open it within {days} days to confirm that the address is yours.</p>
        <p>If it does not come within some minutes, look where unwanted email goes.</p>
        <p>
          <a href="/sessions">See the training sessions</a>
        </p>
      </>
    ),
  });
