import { Button } from '../components/button.tsx';
import { Panel } from '../components/panel.tsx';
import type { Page } from '../layout.tsx';

interface NotMe {
  /** Of what somebody else may have made in their name. */
  readonly href: string;
  readonly question: string;
  /** What happens when they say so. */
  readonly consequence: string;
  readonly button: string;
  readonly mine: string;
}

/** Before anything is done: who opened the link may be a mail scanner, or somebody curious. */
export const notMePage = (page: Page, { href, question, consequence, button, mine }: NotMe) =>
  page({
    title: 'This was not me',
    children: (
      <>
        <h1 class="nhsuk-heading-l">{question}</h1>
        <p>{consequence}</p>
        <form action={`${href}/not-me`} method="post">
          <Button variant="warning" preventDoubleClick>
            {button}
          </Button>
        </form>
        <p>
          <a href={href}>{mine}</a>
        </p>
      </>
    ),
  });

/** @param said - that it has ended; or that it could not be, why, and where to write */
export const notMeDonePage = (page: Page, said: string | undefined) =>
  page({
    title: 'Thank you for telling us',
    children: (
      <>
        <Panel heading="Thank you for telling us" />
        <p>{said}</p>
        <p>For some days nobody can use a form of ours with your address.</p>
      </>
    ),
  });
