import { periodInLondon } from '#domain/time/london.ts';
import { type Booking, standingInWords } from '../bookings/booking-words.ts';
import { Button } from '../components/button.tsx';
import { SummaryList } from '../components/summary-list.tsx';
import type { Page } from '../layout.tsx';
import type { Own } from './own.ts';
import { OwnForm, ownPage } from './own-page.tsx';

export const toBooking = (bookingId: string): string => `/account/bookings/${bookingId}`;

interface BookingsProps {
  readonly own: Own;
  readonly bookings: readonly Booking[];
  readonly nextCursor: string | undefined;
  readonly now: Date;
}

export const bookingsPage = (page: Page, { own, bookings, nextCursor, now }: BookingsProps) =>
  ownPage(page, {
    title: 'Your bookings',
    children: (
      <>
        <h1 class="nhsuk-heading-l">Your bookings</h1>
        {bookings.length === 0 && (
          <p>
            You have booked nothing with your work email address. <a href="/sessions">See the training sessions</a>.
          </p>
        )}
        {bookings.map((booking) => (
          <>
            <h2 class="nhsuk-heading-m">{booking.session.title}</h2>
            <SummaryList
              rows={[
                { key: 'When', value: periodInLondon(booking.session.startsAt, booking.session.endsAt) },
                { key: 'How it stands', value: standingInWords(booking, now) },
                { key: 'Reference', value: booking.reference },
              ]}
            />
            <OwnForm own={own} action={toBooking(booking.bookingId)}>
              <Button variant="secondary">
                See or change it<span class="nhsuk-u-visually-hidden">: {booking.session.title}</span>
              </Button>
            </OwnForm>
          </>
        ))}
        {nextCursor !== undefined && (
          <p>
            <a href={`/account/bookings?${new URLSearchParams({ cursor: nextCursor })}`}>See earlier bookings</a>
          </p>
        )}
      </>
    ),
  });
