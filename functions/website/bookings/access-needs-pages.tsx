import { ToldAccessNeeds } from '#functions/bookings/places/schemas.ts';
import { BackLink } from '../components/back-link.tsx';
import { Panel } from '../components/panel.tsx';
import { ButtonForm } from '../forms/button-form.tsx';
import { createForm } from '../forms/form.ts';
import { formPage } from '../forms/form-page.tsx';
import type { AskedField } from '../forms/inputs.tsx';
import { agreed, NeedsConsent } from '../forms/needs-consent.tsx';
import type { Filled } from '../forms/sending.ts';
import type { Page } from '../layout.tsx';
import type { Booking } from './booking-words.ts';
import { hrefOf } from './pages.tsx';

const needs = createForm<AskedField>(ToldAccessNeeds, [
  { name: 'accessNeeds', pointer: '/accessNeeds', kind: 'textarea', needed: true },
]);

export const needsForm: typeof needs = {
  ...needs,
  faultsIn: (typed) => ({
    ...needs.faultsIn(typed),
    ...(!typed[agreed] && { [agreed]: 'Tick that you agree, or tell us nothing' }),
  }),
};

interface Told extends Filled {
  readonly bookingId: string;
  /** None where it cannot be read at the moment. */
  readonly booking: Booking | undefined;
  /** After the session, when it is deleted. */
  readonly days: number;
}

/** Empty, whatever was told before: a link can be forwarded. */
export function tellAccessNeedsPage(page: Page, { bookingId, booking, days, ...filled }: Told) {
  const href = hrefOf({ bookingId });
  const { typed, faults } = filled;
  return formPage(page, {
    ...filled,
    title: 'Tell us what would help you to take part',
    caption: booking?.session.title,
    back: href,
    action: `${href}/access-needs/tell`,
    form: needsForm,
    intro: (
      <>
        <p>
          If you told us before, what you write here takes its place. We do not show it here, as somebody else may have
          this link.
        </p>
        <p>We delete it {days} days after the session.</p>
      </>
    ),
    more: <NeedsConsent label="You agree that we keep it" typed={typed} faults={faults} />,
    button: 'Tell us',
    after: (
      <p>
        <a href={href}>Leave it as it is</a>
      </p>
    ),
  });
}

export const accessNeedsToldPage = (page: Page, booking: Booking) =>
  page({
    title: 'Thank you for telling us',
    children: (
      <>
        <Panel heading="Thank you for telling us">{booking.session.title}</Panel>
        <p>Whoever runs the session can see what would help you to take part.</p>
        <p>
          You can change it until the session starts, and{' '}
          <a href={`${hrefOf(booking)}/access-needs`}>have it deleted</a> at any time.
        </p>
        <p>
          <a href={hrefOf(booking)}>See your booking</a>
        </p>
      </>
    ),
  });

/** Whether there is anything is not shown: what somebody needs is for those who look after the session alone. */
export const accessNeedsPage = (page: Page, booking: Booking) =>
  page({
    title: 'Delete what you told us would help you to take part',
    before: <BackLink href={hrefOf(booking)} />,
    children: (
      <>
        <h1 class="nhsuk-heading-l">
          <span class="nhsuk-caption-l">{booking.session.title}</span>
          Do you want us to delete what you told us would help you?
        </h1>
        <p>
          If you told us what would help you to take part, we keep it because you agreed to it. You can take that back
          at any time.
        </p>
        <p>We delete it at once, and nobody sees it any more. Your booking stays as it is.</p>
        <ButtonForm action={`${hrefOf(booking)}/access-needs`} variant="warning">
          Delete it
        </ButtonForm>
        <p>
          <a href={hrefOf(booking)}>Leave it as it is</a>
        </p>
      </>
    ),
  });

export const accessNeedsDeletedPage = (page: Page, booking: Booking) =>
  page({
    title: 'It is deleted',
    children: (
      <>
        <Panel heading="It is deleted">{booking.session.title}</Panel>
        <p>We hold nothing any more of what would help you to take part in this session.</p>
        <p>
          <a href={hrefOf(booking)}>See your booking</a>
        </p>
      </>
    ),
  });
