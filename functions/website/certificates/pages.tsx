import type * as z from 'zod';
import { dayInWords, londonDay, periodInLondon } from '#domain/time/london.ts';
import { type CertificateCheck, CertificatePath } from '#functions/bookings/attendance/schemas.ts';
import { BackLink } from '../components/back-link.tsx';
import { Button } from '../components/button.tsx';
import { Field } from '../components/field.tsx';
import { Panel } from '../components/panel.tsx';
import { SummaryList } from '../components/summary-list.tsx';
import { FaultsSummary } from '../forms/faults-summary.tsx';
import { createForm, type Faults, type Typed } from '../forms/form.ts';
import type { Page } from '../layout.tsx';

type Certificate = NonNullable<z.output<typeof CertificateCheck>['certificate']>;

export const certificateForm = createForm(CertificatePath, [{ name: 'code', pointer: '/code' }]);

const Form = ({ typed, faults }: { readonly typed: Typed; readonly faults: Faults }) => (
  <form action="/certificates" method="get" novalidate>
    {certificateForm.fields.map(({ name, label, hint }) => (
      <Field
        kind="text"
        name={name}
        label={label}
        hint={hint}
        value={typed[name]}
        error={faults[name]}
        width={20}
        code
      />
    ))}
    <Button>Check the certificate</Button>
  </form>
);

export const askForCodePage = (page: Page, given: { readonly typed: Typed; readonly faults: Faults }) =>
  page({
    title: 'Check a certificate of attendance',
    hasError: Object.keys(given.faults).length > 0,
    children: (
      <>
        <FaultsSummary faults={given.faults} />
        <h1 class="nhsuk-heading-l">Check a certificate of attendance</h1>
        <p>If somebody has shown you a certificate of ours, you can find out whether it is genuine.</p>
        <Form {...given} />
      </>
    ),
  });

/** Of who it is for it says no more than the API does: enough to tell that it is theirs who shows it. */
export const certificatePage = (page: Page, code: string, certificate: Certificate) =>
  page({
    title: 'This certificate is genuine',
    children: (
      <>
        <Panel heading="This certificate is genuine">{code}</Panel>
        <p>We gave it to whoever has these initials, for taking part in this training session.</p>
        <SummaryList
          rows={[
            { key: 'Initials', value: certificate.initials },
            { key: 'Session', value: certificate.title },
            { key: 'When', value: periodInLondon(certificate.startsAt, certificate.endsAt) },
            { key: 'Who gave it', value: certificate.provider },
            { key: 'Certificate given on', value: dayInWords(londonDay(certificate.issuedAt)) },
          ]}
        />
        <p>Hold this against the certificate that you were shown: all of it must be the same.</p>
        <p>
          <a href="/certificates">Check another certificate</a>
        </p>
      </>
    ),
  });

/** @param code - where what was given can be one: what is none is not said again, whoever sent somebody here with it */
export const noCertificatePage = (page: Page, code: string | undefined, email: string) =>
  page({
    title: 'There is no certificate with this code',
    before: <BackLink href="/certificates">Check another certificate</BackLink>,
    children: (
      <>
        <h1 class="nhsuk-heading-l">There is no certificate with this code</h1>
        {code !== undefined && <p>We looked for {code}.</p>}
        <p>Either we never gave a certificate with this code, or it does not hold any more.</p>
        <p>Look at the certificate again, and enter its code as it is written there.</p>
        <Form typed={code === undefined ? {} : { code }} faults={{}} />
        <p>
          If the code is right, write to <a href={`mailto:${email}`}>{email}</a>.
        </p>
      </>
    ),
  });
