import { policyInWords } from '#domain/bookings/cancellation-policy.ts';
import { bookingWindow } from '#domain/bookings/session.ts';
import { linesOf } from '#domain/text/lines.ts';
import { momentInLondon, periodInLondon } from '#domain/time/london.ts';
import type { Hub } from '#hub/hub.ts';
import { BackLink } from '../components/back-link.tsx';
import { ButtonLink } from '../components/button.tsx';
import { InsetText } from '../components/inset-text.tsx';
import { SummaryList } from '../components/summary-list.tsx';
import type { Page } from '../layout.tsx';
import { formatInWords, forWhom, placesInWords, type Session, whereInWords } from './session-words.ts';

/** Why nobody can book it now; nothing where somebody can. */
export function notNow(session: Session, now: Date): string | undefined {
  if (session.status === 'cancelled') return 'This session was cancelled.';
  const { opensAt, closesAt } = bookingWindow(session);
  const at = now.toISOString();
  if (closesAt <= at) return 'Booking for this session has closed.';
  if (at < opensAt) return `You can book from ${momentInLondon(opensAt)}.`;
  return session.placesLeft === 0 && !session.waitingList ? 'Every place is taken.' : undefined;
}

export function sessionPage(page: Page, session: Session, hub: Pick<Hub, 'proclaimedBankHolidays'>, now: Date) {
  const { sessionId, title, description, provider, cancellationPolicy } = session;
  const closed = notNow(session, now);
  return page({
    title,
    before: <BackLink href="/sessions">All training sessions</BackLink>,
    children: (
      <>
        <h1 class="nhsuk-heading-xl">{title}</h1>
        {linesOf(description).map((paragraph) => (
          <p>{paragraph}</p>
        ))}
        <SummaryList
          rows={[
            { key: 'When', value: periodInLondon(session.startsAt, session.endsAt) },
            { key: formatInWords[session.format], value: whereInWords(session) },
            { key: 'Who gives it', value: provider },
            { key: 'Who it is for', value: forWhom(session.audience) },
            ...(session.status === 'published' ? [{ key: 'Places', value: placesInWords(session) }] : []),
          ]}
        />
        {cancellationPolicy !== null && session.status === 'published' && (
          <InsetText>
            <p>{policyInWords(cancellationPolicy, session, hub.proclaimedBankHolidays)}</p>
          </InsetText>
        )}
        {closed === undefined ? (
          <>
            <ButtonLink href={`/sessions/${sessionId}/book`}>
              {session.waitingList ? 'Join the waiting list' : 'Book a place'}
            </ButtonLink>
            <p>
              <a href={`/sessions/${sessionId}/book-for-colleagues`}>Book for colleagues of your practice</a>
            </p>
          </>
        ) : (
          <p>
            <strong>{closed}</strong>
          </p>
        )}
        {session.status === 'published' && (
          <p>
            <a href={`/v1/sessions/${sessionId}/calendar.ics`}>Put it into your calendar</a>
          </p>
        )}
      </>
    ),
  });
}
