import { LostLinks } from '#functions/bookings/links/schemas.ts';
import { Button } from '../components/button.tsx';
import { Field } from '../components/field.tsx';
import { Panel } from '../components/panel.tsx';
import { FaultsSummary } from '../forms/faults-summary.tsx';
import { createForm, type Faults, type Typed } from '../forms/form.ts';
import { keyField } from '../forms/once.ts';
import type { Page } from '../layout.tsx';

export const lostLinkForm = createForm(LostLinks, [{ name: 'workEmail', pointer: '/workEmail' }]);

interface Given {
  readonly typed: Typed;
  readonly faults: Faults;
  readonly key: string;
}

export const lostLinkPage = (page: Page, { typed, faults, key }: Given) =>
  page({
    title: 'Get your links again',
    hasError: Object.keys(faults).length > 0,
    children: (
      <>
        <FaultsSummary faults={faults} />
        <h1 class="nhsuk-heading-l">Get your links again</h1>
        <p>
          You see and change what you booked or asked us for by the link in our email. If you have lost it, or it does
          not work any more, we send you each of your links again.
        </p>
        <form action="/lost-link" method="post" novalidate>
          <input type="hidden" name={keyField} value={key} />
          {lostLinkForm.fields.map(({ name, label, hint }) => (
            <Field
              kind="email"
              name={name}
              label={label}
              hint={hint}
              value={typed[name]}
              error={faults[name]}
              autocomplete="email"
            />
          ))}
          <Button preventDoubleClick>Send me my links</Button>
        </form>
      </>
    ),
  });

/** The same whoever's address it was, and whether there is anything or not. */
export const linksAskedPage = (page: Page, email: string) =>
  page({
    title: 'Look at your email',
    children: (
      <>
        <Panel heading="Look at your email" />
        <p>
          If you booked or asked us for something with this address, we have sent you a link for each that you can still
          see or change.
        </p>
        <p>
          If nothing comes within some minutes, look where unwanted email goes, and think of other addresses that you
          may have used. We do not send them more than a few times a day.
        </p>
        <p>
          <a href="/lost-link">Try another address</a>, or write to <a href={`mailto:${email}`}>{email}</a>.
        </p>
      </>
    ),
  });
