import { dayInWords, londonDay } from '#domain/time/london.ts';
import { Panel } from '../components/panel.tsx';
import { ButtonForm } from '../forms/button-form.tsx';
import type { Page } from '../layout.tsx';

interface NotMe {
  /** Of what somebody else may have made in their name. */
  readonly href: string;
  readonly question: string;
  /** What happens when they say so. */
  readonly consequence: string;
  readonly button: string;
  readonly mine: string;
  /** By which it is said once, pressed twice. */
  readonly sentKey: string;
}

/** Before anything is done: who opened the link may be a mail scanner, or somebody curious. */
export const notMePage = (page: Page, { href, question, consequence, button, mine, sentKey }: NotMe) =>
  page({
    title: 'This was not me',
    children: (
      <>
        <h1 class="nhsuk-heading-l">{question}</h1>
        <p>{consequence}</p>
        <ButtonForm action={`${href}/not-me`} variant="warning" sentKey={sentKey}>
          {button}
        </ButtonForm>
        <p>
          <a href={href}>{mine}</a>
        </p>
      </>
    ),
  });

interface Held {
  /** Until when no form is taken with their address. */
  readonly heldUntil: string;
  /** What is left to do. */
  readonly next?: string | undefined;
}

/** @param said - that it has ended; or that it could not be, why, and where to write */
export const notMeDonePage = (page: Page, said: string | undefined, { heldUntil, next }: Held) =>
  page({
    title: 'Thank you for telling us',
    children: (
      <>
        <Panel heading="Thank you for telling us" />
        <p>{said}</p>
        <p>Until {dayInWords(londonDay(heldUntil))} nobody can use our forms with your address.</p>
        {next !== undefined && <p>{next}</p>}
      </>
    ),
  });

export const nothingMore = 'You need do nothing more.';
