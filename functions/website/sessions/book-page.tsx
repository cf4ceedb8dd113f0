import { wordingOf } from '#domain/people/consent-wordings.ts';
import { periodInLondon } from '#domain/time/london.ts';
import { NewBooking } from '#functions/bookings/places/schemas.ts';
import { BackLink } from '../components/back-link.tsx';
import { Button } from '../components/button.tsx';
import { Field } from '../components/field.tsx';
import { FaultsSummary } from '../forms/faults-summary.tsx';
import { createForm, type Faults, type FormField, type Typed } from '../forms/form.ts';
import { keyField } from '../forms/sent-once.ts';
import type { Page } from '../layout.tsx';
import { notChosen, type Offered } from './offered.ts';
import type { Session } from './session-words.ts';

interface BookingField extends FormField {
  readonly kind: 'text' | 'email' | 'borough' | 'job-role' | 'textarea';
  readonly autocomplete?: string;
}

export const bookingForm = createForm<BookingField>(NewBooking, [
  { name: 'name', pointer: '/person/name', kind: 'text', autocomplete: 'name' },
  { name: 'workEmail', pointer: '/person/workEmail', kind: 'email', autocomplete: 'email' },
  { name: 'odsCode', pointer: '/person/workplace/odsCode', kind: 'text' },
  { name: 'workplace', pointer: '/person/workplace/name', kind: 'text', autocomplete: 'organization' },
  { name: 'borough', pointer: '/person/workplace/borough', kind: 'borough' },
  { name: 'jobRole', pointer: '/person/jobRole', kind: 'job-role' },
  { name: 'jobTitle', pointer: '/person/jobTitle', kind: 'text', autocomplete: 'organization-title' },
  { name: 'managerEmail', pointer: '/managerEmail', kind: 'email' },
  { name: 'accessNeeds', pointer: '/accessNeeds', kind: 'textarea' },
]);

/** The consent that what somebody needs is told with; ticked, it is of the version that was shown. */
export const agreed = 'accessNeedsAgreed';
export const accessNeedsWording = wordingOf('access-needs');

type Given = {
  readonly field: (typeof bookingForm.fields)[number];
  readonly typed: Typed;
  readonly faults: Faults;
  readonly offered: Offered;
};

const nothing = notChosen('Choose one');

const BookingInput = ({ field, typed, faults, offered }: Given) => {
  const { name, kind, label, hint, autocomplete } = field;
  const common = { name, label, hint, value: typed[name], error: faults[name] };
  switch (kind) {
    case 'borough':
      return <Field kind="select" {...common} items={[nothing, ...offered.boroughs]} />;
    case 'job-role':
      return <Field kind="select" {...common} items={[nothing, ...offered.jobRoles]} />;
    case 'textarea':
      return <Field kind="textarea" {...common} rows={3} />;
    default:
      return <Field kind={kind} {...common} autocomplete={autocomplete} />;
  }
};

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
          {bookingForm.fields.map((field) => (
            <BookingInput field={field} typed={typed} faults={faults} offered={offered} />
          ))}
          <Field
            kind="checkboxes"
            name={agreed}
            label="If you told us what would help you"
            error={faults[agreed]}
            value={typed[agreed] ? [typed[agreed]] : []}
            items={[{ value: String(accessNeedsWording.version), text: accessNeedsWording.text }]}
          />
          <Button preventDoubleClick>{does}</Button>
        </form>
      </>
    ),
  });
}
