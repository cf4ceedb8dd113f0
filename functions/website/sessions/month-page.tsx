import { dayInWords, londonDay, monthInWords, timesInLondon } from '#domain/time/london.ts';
import { addToMonth, type Month } from '#domain/time/months.ts';
import { BackLink } from '../components/back-link.tsx';
import { Pagination } from '../components/pagination.tsx';
import type { Typed } from '../forms/form.ts';
import type { Page } from '../layout.tsx';
import { chosen, hrefWith } from './list-page.tsx';
import { placesInWords, type Session, whereInWords } from './session-words.ts';

/** So far ahead one month leads to the next: whatever follows links would follow them for ever. */
const monthsAhead = 24;

const hrefOf = (month: Month, typed: Typed): string => hrefWith(`/sessions/month/${month}`, typed);
const leadTo = (month: Month, typed: Typed) => ({ href: hrefOf(month, typed), label: monthInWords(month) });

const Listed = ({ session }: { readonly session: Session }) => (
  <li>
    <a href={`/sessions/${session.sessionId}`}>{session.title}</a>
    <br />
    {timesInLondon(session.startsAt, session.endsAt)}. {whereInWords(session)}. {placesInWords(session)}.
  </li>
);

interface Shown {
  readonly month: Month;
  /** The one that it is. */
  readonly thisMonth: Month;
  readonly sessions: readonly Session[];
  /** Whether there are so many that not all are here. */
  readonly hasMore: boolean;
  /** By what the list was narrowed before. */
  readonly typed: Typed;
}

export function monthPage(page: Page, { month, thisMonth, sessions, hasMore, typed }: Shown) {
  const title = `Training sessions in ${monthInWords(month)}`;
  const days = [...Map.groupBy(sessions, ({ startsAt }) => londonDay(startsAt))];
  const ways = {
    previous: month > thisMonth ? leadTo(addToMonth(month, -1), typed) : undefined,
    next: month < addToMonth(thisMonth, monthsAhead) ? leadTo(addToMonth(month, 1), typed) : undefined,
  };
  return page({
    title,
    before: <BackLink href={hrefWith('/sessions', typed)}>All training sessions</BackLink>,
    children: (
      <>
        <h1 class="nhsuk-heading-l">{title}</h1>
        {Object.keys(chosen(typed)).length > 0 && (
          <p>
            You see only those that you chose. <a href={hrefOf(month, {})}>See every session of this month</a>
          </p>
        )}
        {days.length === 0 && <p>There is no session to book in this month.</p>}
        {days.map(([day, listed]) => (
          <section>
            <h2 class="nhsuk-heading-s">{dayInWords(day)}</h2>
            <ul class="nhsuk-list">
              {listed.map((session) => (
                <Listed session={session} />
              ))}
            </ul>
          </section>
        ))}
        {hasMore && <p>There are more in this month: choose which ones you want to see from the list of all.</p>}
        <Pagination {...ways} />
      </>
    ),
  });
}
