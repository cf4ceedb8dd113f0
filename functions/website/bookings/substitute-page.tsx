import { periodInLondon } from '#domain/time/london.ts';
import { Substitution } from '#functions/bookings/places/schemas.ts';
import { BackLink } from '../components/back-link.tsx';
import { Button } from '../components/button.tsx';
import { WarningCallout } from '../components/warning-callout.tsx';
import { FaultsSummary } from '../forms/faults-summary.tsx';
import { createForm, type Faults, type Typed } from '../forms/form.ts';
import { type AskedField, Inputs } from '../forms/inputs.tsx';
import { keyField } from '../forms/once.ts';
import { colleagueFields, personChoices } from '../forms/person-fields.ts';
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

interface Given {
  readonly bookingId: string;
  /** None where it cannot be read at the moment. */
  readonly booking: Booking | undefined;
  readonly offered: Offered;
  readonly typed: Typed;
  readonly faults: Faults;
  readonly key: string;
}

export function substitutePage(page: Page, { bookingId, booking, offered, typed, faults, key }: Given) {
  const cost = booking && costOfCancelling(booking);
  return page({
    title: 'Hand your place over to a colleague',
    hasError: Object.keys(faults).length > 0,
    before: <BackLink href={hrefOf({ bookingId })} />,
    children: (
      <>
        <FaultsSummary faults={faults} />
        <h1 class="nhsuk-heading-l">
          {booking && <span class="nhsuk-caption-l">{booking.session.title}</span>}
          Hand your place over to a colleague
        </h1>
        {booking && (
          <>
            <p>{periodInLondon(booking.session.startsAt, booking.session.endsAt)}</p>
            <Cost cost={cost} waived={booking.session.cancellationPolicy?.waivedBySubstitute ?? false} />
          </>
        )}
        <p>Tell us who comes instead of you. We write to both of you, and your colleague may cancel as you could.</p>
        <form action={`${hrefOf({ bookingId })}/substitute`} method="post" novalidate>
          <input type="hidden" name={keyField} value={key} />
          {cost !== undefined && <input type="hidden" name={acceptedCost} value={cost} />}
          <Inputs form={substituteForm} typed={typed} faults={faults} choices={personChoices(offered)} />
          <Button preventDoubleClick>
            {cost === undefined ? 'Hand over my place' : 'Hand over my place, and accept the fee'}
          </Button>
        </form>
        <p>
          <a href={hrefOf({ bookingId })}>Keep my place</a>
        </p>
      </>
    ),
  });
}
