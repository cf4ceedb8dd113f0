import { periodInLondon } from '#domain/time/london.ts';
import { NewBooking } from '#functions/bookings/places/schemas.ts';
import { BackLink } from '../components/back-link.tsx';
import { Button } from '../components/button.tsx';
import { FaultsSummary } from '../forms/faults-summary.tsx';
import { createForm, type Faults, type Typed } from '../forms/form.ts';
import { type AskedField, Inputs } from '../forms/inputs.tsx';
import { NeedsConsent } from '../forms/needs-consent.tsx';
import { keyField } from '../forms/once.ts';
import { personChoices, personFields } from '../forms/person-fields.ts';
import type { Page } from '../layout.tsx';
import type { Offered } from './offered.ts';
import type { Session } from './session-words.ts';

export const bookingForm = createForm<AskedField>(NewBooking, [
  ...personFields,
  { name: 'managerEmail', pointer: '/managerEmail', kind: 'email' },
  { name: 'accessNeeds', pointer: '/accessNeeds', kind: 'textarea' },
]);

interface BookProps {
  readonly sessionId: string;
  /** None where it cannot be read at the moment. */
  readonly session: Session | undefined;
  readonly offered: Offered;
  readonly typed: Typed;
  readonly faults: Faults;
  /** By which the same form, sent twice, is one booking. */
  readonly key: string;
}

export function bookPage(page: Page, { sessionId, session, offered, typed, faults, key }: BookProps) {
  const does = session?.waitingList ? 'Join the waiting list' : 'Book a place';
  return page({
    title: session ? `Book: ${session.title}` : does,
    hasError: Object.keys(faults).length > 0,
    before: <BackLink href={`/sessions/${sessionId}`} />,
    children: (
      <>
        <FaultsSummary faults={faults} />
        <h1 class="nhsuk-heading-l">
          {session && <span class="nhsuk-caption-l">{session.title}</span>}
          {does}
        </h1>
        {session && <p>{periodInLondon(session.startsAt, session.endsAt)}</p>}
        <form action={`/sessions/${sessionId}/book`} method="post" novalidate>
          <input type="hidden" name={keyField} value={key} />
          <Inputs form={bookingForm} typed={typed} faults={faults} choices={personChoices(offered)} />
          <NeedsConsent label="If you told us what would help you" typed={typed} faults={faults} />
          <Button preventDoubleClick>{does}</Button>
        </form>
      </>
    ),
  });
}
