import { BackLink } from '../components/back-link.tsx';
import { Panel } from '../components/panel.tsx';
import { ButtonForm } from '../forms/button-form.tsx';
import type { Page } from '../layout.tsx';
import type { Booking } from './booking-words.ts';
import { hrefOf } from './pages.tsx';

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
