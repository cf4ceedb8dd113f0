import { periodInLondon } from '#domain/time/london.ts';
import { Substitution } from '#functions/bookings/places/schemas.ts';
import { WarningCallout } from '../components/warning-callout.tsx';
import { createForm } from '../forms/form.ts';
import { formPage } from '../forms/form-page.tsx';
import type { AskedField } from '../forms/inputs.tsx';
import { colleagueFields, personChoices } from '../forms/person-fields.ts';
import type { Filled } from '../forms/sending.ts';
import type { Page } from '../layout.tsx';
import type { Offered } from '../sessions/offered.ts';
import { type Booking, costOfCancelling } from './booking-words.ts';
import { acceptedCost, hrefOf } from './pages.tsx';

// What would help somebody is theirs to tell, and to agree to: no form asks a colleague for it.
export const substituteForm = createForm<AskedField>(Substitution, colleagueFields);

const Cost = ({ cost, waived }: { readonly cost: string | undefined; readonly waived: boolean }) =>
  cost === undefined ? (
    <p>It costs nothing.</p>
  ) : (
    <WarningCallout heading="It is late to give up your place" headingLevel={2}>
      <p>
        {waived
          ? `If your colleague has a place already, nobody comes instead of you, and there is a fee of ${cost}. Otherwise it costs nothing.`
          : `There is a fee of ${cost}.`}
      </p>
    </WarningCallout>
  );

interface Given extends Filled {
  readonly bookingId: string;
  /** None where it cannot be read at the moment. */
  readonly booking: Booking | undefined;
  readonly offered: Offered;
}

export function substitutePage(page: Page, { bookingId, booking, offered, ...filled }: Given) {
  const cost = booking && costOfCancelling(booking);
  const href = hrefOf({ bookingId });
  return formPage(page, {
    ...filled,
    title: 'Hand your place over to a colleague',
    caption: booking?.session.title,
    back: href,
    action: `${href}/substitute`,
    form: substituteForm,
    choices: personChoices(offered),
    hidden: cost === undefined ? {} : { [acceptedCost]: cost },
    intro: (
      <>
        {booking && (
          <>
            <p>{periodInLondon(booking.session.startsAt, booking.session.endsAt)}</p>
            <Cost cost={cost} waived={booking.session.cancellationPolicy?.waivedBySubstitute ?? false} />
          </>
        )}
        <p>Tell us who comes instead of you. We write to both of you, and your colleague may cancel as you could.</p>
      </>
    ),
    button: cost === undefined ? 'Hand over my place' : 'Hand over my place, and accept the fee',
    after: (
      <p>
        <a href={href}>Keep my place</a>
      </p>
    ),
  });
}
