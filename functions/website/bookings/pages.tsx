import { chargeInWords } from '#domain/bookings/cancellation-policy.ts';
import { hasEnded } from '#domain/bookings/session.ts';
import { periodInLondon } from '#domain/time/london.ts';
import { CertificateLink } from '../certificates/link.tsx';
import { BackLink } from '../components/back-link.tsx';
import { ButtonLink } from '../components/button.tsx';
import { InsetText } from '../components/inset-text.tsx';
import { SummaryList } from '../components/summary-list.tsx';
import { WarningCallout } from '../components/warning-callout.tsx';
import { ButtonForm } from '../forms/button-form.tsx';
import type { Page } from '../layout.tsx';
import {
  type Booking,
  canBeCancelled,
  canBeHandedOver,
  canTellNeeds,
  costOfCancelling,
  isOffered,
  standingInWords,
} from './booking-words.ts';

export const hrefOf = ({ bookingId }: Pick<Booking, 'bookingId'>): string => `/bookings/${bookingId}`;

/** An offer is answered here, by what changes something: a button, never a link. */
const Offer = ({ booking, sentKey }: { readonly booking: Booking; readonly sentKey: string }) => (
  <>
    <ButtonForm action={`${hrefOf(booking)}/accept`} sentKey={sentKey}>
      Take this place
    </ButtonForm>
    <ButtonForm action={`${hrefOf(booking)}/decline`} variant="secondary" sentKey={sentKey}>
      Leave it to the next in line
    </ButtonForm>
  </>
);

/** The video call of a webinar, which only who holds a place is told. */
const JoinLink = ({ link }: { readonly link: string }) => (
  <InsetText>
    <p>
      Join the session here: <a href={link}>{link}</a>
    </p>
  </InsetText>
);

export function bookingPage(page: Page, booking: Booking, now: Date, sentKey: string) {
  const { session, reference, person, status, certificateCode, charge } = booking;
  return page({
    title: `Your booking: ${session.title}`,
    children: (
      <>
        <h1 class="nhsuk-heading-l">
          <span class="nhsuk-caption-l">{session.title}</span>
          {standingInWords(booking, now)}
        </h1>
        {isOffered(booking, now) && <Offer booking={booking} sentKey={sentKey} />}
        {session.joinLink !== undefined && !hasEnded(session, now) && <JoinLink link={session.joinLink} />}
        <SummaryList
          rows={[
            { key: 'When', value: periodInLondon(session.startsAt, session.endsAt) },
            ...(session.venue === null ? [] : [{ key: 'Where', value: session.venue }]),
            { key: 'Who gives it', value: session.provider },
            { key: 'Booked for', value: `${person.name}, ${person.workEmail}` },
            { key: 'Reference', value: reference },
            ...(certificateCode === undefined
              ? []
              : [{ key: 'Certificate', value: <CertificateLink code={certificateCode} /> }]),
            ...(charge === undefined ? [] : [{ key: 'Fee', value: chargeInWords(charge) }]),
          ]}
        />
        {canBeCancelled(booking, now) && (
          <ButtonLink href={`${hrefOf(booking)}/cancel`} variant="secondary">
            {status === 'confirmed' ? 'Cancel this booking' : 'Leave the waiting list'}
          </ButtonLink>
        )}
        <ul class="nhsuk-list">
          {canBeHandedOver(booking, now) && (
            <li>
              <a href={`${hrefOf(booking)}/substitute`}>Hand your place over to a colleague</a>
            </li>
          )}
          <li>
            <a href={`/sessions/${session.sessionId}`}>See the session</a>
          </li>
          {canTellNeeds(booking, now) && (
            <li>
              <a href={`${hrefOf(booking)}/access-needs/tell`}>
                Tell us what would help you to take part, or change it
              </a>
            </li>
          )}
          <li>
            <a href={`${hrefOf(booking)}/access-needs`}>Delete what you told us would help you to take part</a>
          </li>
        </ul>
      </>
    ),
  });
}

/** By which a form says what it was shown that cancelling costs: another sum is another question. */
export const acceptedCost = 'acceptedCost';

export function cancelPage(page: Page, booking: Booking) {
  const cost = costOfCancelling(booking);
  const waits = booking.status === 'waitlisted';
  return page({
    title: `Cancel your booking: ${booking.session.title}`,
    before: <BackLink href={hrefOf(booking)} />,
    children: (
      <>
        <h1 class="nhsuk-heading-l">
          <span class="nhsuk-caption-l">{booking.session.title}</span>
          {waits ? 'Do you want to leave the waiting list?' : 'Do you want to cancel your booking?'}
        </h1>
        <p>{periodInLondon(booking.session.startsAt, booking.session.endsAt)}</p>
        {cost === undefined ? (
          <p>{waits ? 'It costs nothing.' : 'It costs nothing. A colleague can have your place.'}</p>
        ) : (
          <WarningCallout heading="It is late to cancel" headingLevel={2}>
            <p>There is a fee of {cost}.</p>
          </WarningCallout>
        )}
        <ButtonForm
          action={`${hrefOf(booking)}/cancel`}
          variant="warning"
          hidden={cost === undefined ? {} : { [acceptedCost]: cost }}
        >
          {waits
            ? 'Leave the waiting list'
            : cost === undefined
              ? 'Cancel my booking'
              : 'Cancel my booking, and accept the fee'}
        </ButtonForm>
        <p>
          <a href={hrefOf(booking)}>{waits ? 'Stay in the waiting list' : 'Keep my booking'}</a>
        </p>
      </>
    ),
  });
}
