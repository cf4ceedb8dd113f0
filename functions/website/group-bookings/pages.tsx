import { periodInLondon } from '#domain/time/london.ts';
import { Button } from '../components/button.tsx';
import { Panel } from '../components/panel.tsx';
import { SummaryList } from '../components/summary-list.tsx';
import { Table } from '../components/table.tsx';
import type { Page } from '../layout.tsx';
import { colleagueInWords, type GroupBooking } from './group-words.ts';

export function groupPage(page: Page, { session, colleagues }: GroupBooking) {
  return page({
    title: `Your colleagues: ${session.title}`,
    children: (
      <>
        <h1 class="nhsuk-heading-l">
          <span class="nhsuk-caption-l">{session.title}</span>
          {session.status === 'cancelled' ? 'This session does not take place' : 'The colleagues that you booked for'}
        </h1>
        <SummaryList
          rows={[
            { key: 'When', value: periodInLondon(session.startsAt, session.endsAt) },
            ...(session.venue === null ? [] : [{ key: 'Where', value: session.venue }]),
            { key: 'Who gives it', value: session.provider },
          ]}
        />
        <Table
          caption="Who has a place"
          captionSize="m"
          head={[{ text: 'Colleague' }, { text: 'Booking' }]}
          rows={colleagues.map((each) => [each.name, colleagueInWords(each, session)])}
          firstCellIsHeader
        />
        <p>
          Only your colleagues can change their bookings, by the link in the email that we sent them. Of a colleague who
          had booked already, this stays as it was when you booked.
        </p>
        <p>
          <a href={`/sessions/${session.sessionId}`}>See the session</a>
        </p>
      </>
    ),
  });
}

/** Before anything is done: who opened the link may be a mail scanner, or somebody curious. */
export const notMyGroupPage = (page: Page, { groupBookingId, session, colleagues }: GroupBooking) =>
  page({
    title: 'This was not me',
    children: (
      <>
        <h1 class="nhsuk-heading-l">Did somebody else book for colleagues with your address?</h1>
        <p>
          {colleagues.length === 1 ? 'One person was' : `${colleagues.length} people were`} booked for {session.title},{' '}
          {periodInLondon(session.startsAt, session.endsAt)}. If it was not you, say so: what was booked ends, free of
          charge, we tell each of them, and for some days nobody can book with your address.
        </p>
        <form action={`/group-bookings/${groupBookingId}/not-me`} method="post">
          <Button variant="warning" preventDoubleClick>
            End these bookings: it was not me
          </Button>
        </form>
        <p>
          <a href={`/group-bookings/${groupBookingId}`}>It was me: show who has a place</a>
        </p>
      </>
    ),
  });

/** @param said - where it could not be ended: why, and where to write */
export const notMyGroupDonePage = (page: Page, said: string | undefined) =>
  page({
    title: 'Thank you for telling us',
    children: (
      <>
        <Panel heading="Thank you for telling us" />
        <p>{said ?? 'The bookings end now. For some days nobody can book with your address.'}</p>
        {said === undefined && <p>You need do nothing more.</p>}
      </>
    ),
  });
