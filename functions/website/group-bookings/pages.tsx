import { hasEnded } from '#domain/bookings/session.ts';
import { periodInLondon } from '#domain/time/london.ts';
import { SummaryList } from '../components/summary-list.tsx';
import { Table } from '../components/table.tsx';
import type { Page } from '../layout.tsx';
import { colleagueInWords, type GroupBooking, groupInWords } from './group-words.ts';

export function groupPage(page: Page, { session, colleagues }: GroupBooking, now: Date) {
  return page({
    title: `Your colleagues: ${session.title}`,
    children: (
      <>
        <h1 class="nhsuk-heading-l">
          <span class="nhsuk-caption-l">{session.title}</span>
          {groupInWords(session, now)}
        </h1>
        <SummaryList
          rows={[
            { key: 'When', value: periodInLondon(session.startsAt, session.endsAt) },
            ...(session.venue === null ? [] : [{ key: 'Where', value: session.venue }]),
            { key: 'Who gives it', value: session.provider },
          ]}
        />
        <Table
          caption={hasEnded(session, now) ? 'Who had a place' : 'Who has a place'}
          captionSize="m"
          head={[{ text: 'Colleague' }, { text: 'Booking' }]}
          rows={colleagues.map((each) => [each.name, colleagueInWords(each, session, now)])}
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
