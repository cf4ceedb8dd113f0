import { NewAccount } from '#functions/people/accounts/schemas.ts';
import { Button } from '../components/button.tsx';
import { Panel } from '../components/panel.tsx';
import { FaultsSummary } from '../forms/faults-summary.tsx';
import { createForm, type Faults, type Typed } from '../forms/form.ts';
import { type AskedField, Inputs } from '../forms/inputs.tsx';
import { keyField } from '../forms/once.ts';
import { personChoices, personFields } from '../forms/person-fields.ts';
import type { Page } from '../layout.tsx';
import type { Offered } from '../sessions/offered.ts';

export const registerForm = createForm<AskedField>(NewAccount, personFields);

interface Given {
  readonly offered: Offered;
  readonly typed: Typed;
  readonly faults: Faults;
  readonly key: string;
}

export const registerPage = (page: Page, { offered, typed, faults, key }: Given) =>
  page({
    title: 'Ask for an account',
    hasError: Object.keys(faults).length > 0,
    children: (
      <>
        <FaultsSummary faults={faults} />
        <h1 class="nhsuk-heading-l">Ask for an account</h1>
        <p>
          With an account you see in one place what you booked and asked us for, and keep a record of your training. You
          need none to book a session.
        </p>
        <p>There is no password: you sign in with a code that we send to your work email address.</p>
        <form action="/register" method="post" novalidate>
          <input type="hidden" name={keyField} value={key} />
          <Inputs form={registerForm} typed={typed} faults={faults} choices={personChoices(offered)} />
          <Button preventDoubleClick>Ask for an account</Button>
        </form>
      </>
    ),
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
