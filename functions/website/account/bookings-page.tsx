import { periodInLondon } from '#domain/time/london.ts';
import { type Booking, standingInWords } from '../bookings/booking-words.ts';
import { CertificateLink } from '../certificates/link.tsx';
import { SummaryList } from '../components/summary-list.tsx';
import type { Page } from '../layout.tsx';
import type { Own } from './own.ts';
import { Further, OwnButton, ownPage } from './own-page.tsx';

const toBooking = (bookingId: string): string => `/account/bookings/${bookingId}`;

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
                ...(booking.certificateCode === undefined
                  ? []
                  : [{ key: 'Certificate', value: <CertificateLink code={booking.certificateCode} /> }]),
              ]}
            />
            <OwnButton own={own} action={toBooking(booking.bookingId)}>
              See or change it<span class="nhsuk-u-visually-hidden">: {booking.session.title}</span>
            </OwnButton>
          </>
        ))}
        <Further href="/account/bookings" nextCursor={nextCursor} />
      </>
    ),
  });
