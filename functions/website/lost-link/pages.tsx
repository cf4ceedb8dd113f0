import { LostLinks } from '#functions/bookings/links/schemas.ts';
import { Panel } from '../components/panel.tsx';
import { createForm } from '../forms/form.ts';
import { formPage } from '../forms/form-page.tsx';
import type { AskedField } from '../forms/inputs.tsx';
import type { Filled } from '../forms/sending.ts';
import type { Page } from '../layout.tsx';

export const lostLinkForm = createForm<AskedField>(LostLinks, [
  { name: 'workEmail', pointer: '/workEmail', kind: 'email', autocomplete: 'email' },
]);

export const lostLinkPage = (page: Page, filled: Filled) =>
  formPage(page, {
    ...filled,
    title: 'Get your links again',
    action: '/lost-link',
    form: lostLinkForm,
    intro: (
      <p>
        You see and change what you booked or asked us for by the link in our email. If you have lost it, or it does not
        work any more, we send you your links again.
      </p>
    ),
    button: 'Send me my links',
  });

/** The same whoever's address it was, and whether there is anything or not. */
export const linksAskedPage = (page: Page, email: string) =>
  page({
    title: 'Look at your email',
    children: (
      <>
        <Panel heading="Look at your email" />
        <p>
          If you booked or asked us for something with this address, we send you links to what you can still see or
          change.
        </p>
        <p>
          If nothing comes within some minutes, look where unwanted email goes, and think of other addresses that you
          may have used. We do not send them more than a few times a day, nor very many at once.
        </p>
        <p>
          <a href="/lost-link">Try another address</a>, or write to <a href={`mailto:${email}`}>{email}</a>.
        </p>
      </>
    ),
  });
