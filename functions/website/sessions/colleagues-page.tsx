import { mostColleagues } from '#domain/bookings/group-booking.ts';
import { periodInLondon } from '#domain/time/london.ts';
import { BackLink } from '../components/back-link.tsx';
import { Button } from '../components/button.tsx';
import { Fieldset } from '../components/fieldset.tsx';
import { Panel } from '../components/panel.tsx';
import { FaultsSummary } from '../forms/faults-summary.tsx';
import type { Faults, Typed } from '../forms/form.ts';
import { Inputs } from '../forms/inputs.tsx';
import { keyField } from '../forms/once.ts';
import { personChoices } from '../forms/person-fields.ts';
import type { Page } from '../layout.tsx';
import { anotherRow, colleaguesForm, doesField, nameInRow, rowsField } from './colleagues-form.ts';
import type { Offered } from './offered.ts';
import type { Session } from './session-words.ts';

interface Given {
  readonly typed: Typed;
  readonly faults: Faults;
  readonly offered: Offered;
}

/** What is asked of one colleague or, of row 0, of who books. */
const Questions = ({ row, typed, faults, offered }: Given & { readonly row: number }) => {
  const fields = colleaguesForm.fields.filter((field) => (field.row ?? 0) === row);
  return <Inputs form={{ fields }} typed={typed} faults={faults} choices={personChoices(offered)} />;
};

interface ColleaguesProps extends Given {
  readonly sessionId: string;
  /** None where it cannot be read at the moment. */
  readonly session: Session | undefined;
  /** Of so many colleagues it asks. */
  readonly rows: number;
  /** By which the same form, sent twice, is one. */
  readonly key: string;
}

export function colleaguesPage(page: Page, { sessionId, session, rows, key, ...given }: ColleaguesProps) {
  const action = `/sessions/${sessionId}/book-for-colleagues`;
  return page({
    title: session ? `Book for colleagues: ${session.title}` : 'Book for colleagues',
    hasError: Object.keys(given.faults).length > 0,
    before: <BackLink href={`/sessions/${sessionId}`} />,
    children: (
      <>
        <FaultsSummary faults={given.faults} />
        <h1 class="nhsuk-heading-l">
          {session && <span class="nhsuk-caption-l">{session.title}</span>}
          Book for colleagues
        </h1>
        {session && <p>{periodInLondon(session.startsAt, session.endsAt)}</p>}
        <p>
          You can book for up to {mostColleagues} colleagues of your practice at once. We tell each of them by email
          that you booked, and they manage their own booking. Whoever finds no place free joins the waiting list.
        </p>
        <form action={action} method="post" novalidate>
          <input type="hidden" name={keyField} value={key} />
          <input type="hidden" name={rowsField} value={String(rows)} />
          <Fieldset legend="You, and your practice" legendSize="m" legendHeading={2}>
            <Questions row={0} {...given} />
          </Fieldset>
          {Array.from({ length: rows }, (_, index) => (
            <Fieldset legend={`Colleague ${index + 1}`} legendSize="m" legendHeading={2}>
              <Questions row={index + 1} {...given} />
            </Fieldset>
          ))}
          <p>Whoever you leave empty is left out.</p>
          <div class="nhsuk-button-group">
            <Button preventDoubleClick>Book for these colleagues</Button>
            {rows < mostColleagues && (
              <Button
                variant="secondary"
                name={doesField}
                value={anotherRow}
                formaction={`${action}#${nameInRow(rows + 1, 'name')}`}
              >
                Add another colleague
              </Button>
            )}
          </div>
        </form>
      </>
    ),
  });
}

const counted = (count: number, one: string, more: string): string => (count === 1 ? `1 ${one}` : `${count} ${more}`);

/** The same whoever's addresses they are: what it was answered stands in the address of the page, and names nobody. */
export function colleaguesBookedPage(
  page: Page,
  session: Session,
  { places, waiting }: { readonly places: number; readonly waiting: number },
) {
  const heading = 'You have booked for your colleagues';
  return page({
    title: heading,
    children: (
      <>
        <Panel heading={heading}>
          {[
            ...(places > 0 ? [counted(places, 'has a place', 'have a place')] : []),
            ...(waiting > 0 ? [counted(waiting, 'is in the waiting list', 'are in the waiting list')] : []),
          ].join(', ')}
        </Panel>
        <p>
          {session.title}, {periodInLondon(session.startsAt, session.endsAt)}
        </p>
        <h2 class="nhsuk-heading-m">What happens next</h2>
        <p>
          We have written to each of your colleagues. They see or cancel their own booking by the link in that email. We
          have sent you a link by which you see who has a place. If it does not come within some minutes, look where
          unwanted email goes.
        </p>
        <p>
          <a href="/sessions">See other training sessions</a>
        </p>
      </>
    ),
  });
}
