import { listed } from '#domain/text/listed.ts';
import type { Hub } from '#hub/hub.ts';
import { ButtonLink } from '../components/button.tsx';
import type { Page } from '../layout.tsx';

export const homePage = (page: Page, { boroughs }: Pick<Hub, 'boroughs'>) =>
  page({
    title: 'Training and funding for primary care',
    children: (
      <>
        <h1 class="nhsuk-heading-xl">Training and funding for primary care</h1>
        <p class="nhsuk-lede-text">For everybody who works in general practice in {listed(boroughs)}.</p>
        <h2 class="nhsuk-heading-m">Training sessions and webinars</h2>
        <p>See what you can book, and book a place. You need no account.</p>
        <ButtonLink href="/sessions">See the training sessions</ButtonLink>
        <h2 class="nhsuk-heading-m">Funding for courses</h2>
        <p>See what can be paid for, check whether you can have it, and ask for it before you enrol.</p>
        <ButtonLink href="/funding">See what can be funded</ButtonLink>
        <h2 class="nhsuk-heading-m">More that you can do here</h2>
        <ul class="nhsuk-list nhsuk-list--bullet">
          <li>
            <a href="/register">Ask for an account</a>, to keep what you booked and your training in one place
          </li>
          <li>
            <a href="/lost-link">Get the links to your bookings and requests again</a>
          </li>
          <li>
            <a href="/certificates">Check a certificate of attendance</a>
          </li>
        </ul>
      </>
    ),
  });
