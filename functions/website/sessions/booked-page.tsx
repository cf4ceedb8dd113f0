import { periodInLondon } from '#domain/time/london.ts';
import { Panel } from '../components/panel.tsx';
import type { Page } from '../layout.tsx';
import type { Session } from './session-words.ts';

/** In the waiting list, and as which; not always is that known. */
interface Waiting {
  readonly place?: number | undefined;
}

/** The same whoever's address it is: what it was answered stands in the address of the page, and names nobody. */
export function bookedPage(page: Page, session: Session, waiting: Waiting | undefined) {
  const heading = waiting ? 'You are in the waiting list' : 'You have a place';
  return page({
    title: heading,
    children: (
      <>
        <Panel heading={heading}>
          {waiting?.place === undefined
            ? session.title
            : `You are number ${waiting.place} in the line for ${session.title}`}
        </Panel>
        <p>{periodInLondon(session.startsAt, session.endsAt)}</p>
        <h2 class="nhsuk-heading-m">What happens next</h2>
        <p>
          We have sent you an email with everything about your booking, and a link by which you see it or cancel it. If
          it does not come within some minutes, look where unwanted email goes.
        </p>
        {waiting && <p>When a place becomes free, we offer it to you by email. You need not do anything until then.</p>}
        <p>
          <a href="/sessions">See other training sessions</a>
        </p>
      </>
    ),
  });
}
