import { capitalised } from '#domain/text/listed.ts';
import type { Hub } from '#hub/hub.ts';
import type { Leaving } from '#privacy/leaving.ts';
import { Button } from '../components/button.tsx';
import { Details } from '../components/details.tsx';
import { Field } from '../components/field.tsx';
import { Panel } from '../components/panel.tsx';
import { SummaryList } from '../components/summary-list.tsx';
import { WarningCallout } from '../components/warning-callout.tsx';
import { FaultsSummary } from '../forms/faults-summary.tsx';
import { HiddenFields } from '../forms/hidden-fields.tsx';
import type { Filled } from '../forms/sending.ts';
import type { Page } from '../layout.tsx';
import { keptInWords } from '../privacy/held-words.ts';
import { leaveHref, type Own } from './own.ts';
import { OwnForm, ownPage } from './own-page.tsx';

export const leftHref = '/account-deleted';

/** Ticked, they have read what it comes to. */
export const sureField = 'sure';

interface LeaveProps extends Filled {
  readonly own: Own;
  readonly hub: Pick<Hub, 'contact'>;
  /** Nothing where it cannot be read at the moment. */
  readonly leaving: Leaving | undefined;
}

const Becomes = ({ leaving: { goes, stays } }: { readonly leaving: Leaving }) => (
  <>
    <h2 class="nhsuk-heading-m">What is deleted now</h2>
    <ul class="nhsuk-list nhsuk-list--bullet">
      <li>your account: your profile, how you sign in, and the training that you entered</li>
      {goes.map(({ wording }) => (
        <li>{wording}</li>
      ))}
    </ul>
    <h2 class="nhsuk-heading-m">What stays, and until when</h2>
    <p>Your name, email address, work place and job stay in what you have booked and asked for.</p>
    <p>
      Places that you have booked stay booked, and requests for funding go on, by the links in their emails: keep those,
      as we cannot send you that of a booking again. Or first cancel{' '}
      <a href="/account/bookings">what you will not come to</a>, and withdraw{' '}
      <a href="/account/funding-requests">what you no longer want</a>.
    </p>
    <Details summary="How long we keep what has an end of its own">
      <SummaryList
        rows={stays.map((of) => ({
          key: capitalised(of.wording),
          value: keptInWords(of).map((text) => <p>{text}</p>),
        }))}
      />
    </Details>
  </>
);

export const leavePage = (page: Page, { own, hub, leaving, typed, faults, key }: LeaveProps) =>
  ownPage(page, {
    title: 'Delete your account',
    hasError: Object.keys(faults).length > 0,
    children: (
      <>
        <FaultsSummary faults={faults} />
        <h1 class="nhsuk-heading-l">Delete your account</h1>
        {leaving && <Becomes leaving={leaving} />}
        <p>
          To have more of it deleted, write to{' '}
          <a href={`mailto:${hub.contact.dataProtectionEmail}`}>{hub.contact.dataProtectionEmail}</a>. Where no duty to
          keep it stands against that, we delete it.
        </p>
        <WarningCallout heading="This cannot be undone" headingLevel={2}>
          <p>
            If you ask for an account again later, it is a new one: it does not show what you booked or entered before.
            It shows the funding that was asked for with the same address, as long as we keep that.
          </p>
        </WarningCallout>
        <OwnForm own={own} action={leaveHref} sentKey={key}>
          <HiddenFields fields={{ workEmail: typed.workEmail ?? '' }} />
          <Field
            kind="checkboxes"
            name={sureField}
            label="Are you sure?"
            error={faults[sureField]}
            value={typed[sureField] ? [typed[sureField]] : []}
            items={[{ value: 'yes', text: `Yes, delete the account of ${typed.workEmail}` }]}
          />
          <Button variant="warning" preventDoubleClick>
            Delete my account
          </Button>
        </OwnForm>
      </>
    ),
  });

export const leftPage = (page: Page) =>
  page({
    title: 'Your account is deleted',
    children: (
      <>
        <Panel heading="Your account is deleted" />
        <p>We are sending you an email that says so. You are signed out.</p>
        <p>You can still book training, and ask for funding, without an account.</p>
        <p>
          <a href="/">Go to the start page</a>
        </p>
      </>
    ),
  });
