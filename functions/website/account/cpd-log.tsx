import type { Hono } from 'hono';
import type * as z from 'zod';
import { dayInWords } from '#domain/time/london.ts';
import { cpd } from '#functions/training/contract.ts';
import { CpdDays, type CpdLog } from '#functions/training/cpd/schemas.ts';
import { preferredOf } from '#http/accepts.ts';
import { refusedAs } from '../api/answered.ts';
import { CertificateLink } from '../certificates/link.tsx';
import { Button } from '../components/button.tsx';
import { Field } from '../components/field.tsx';
import { SummaryList } from '../components/summary-list.tsx';
import type { AccountDeps } from '../deps.ts';
import { FaultsSummary } from '../forms/faults-summary.tsx';
import { createForm, type Faults, type FormField, type Typed } from '../forms/form.ts';
import { asDay } from '../forms/reading.ts';
import type { Page } from '../layout.tsx';
import type { OwnEnv } from './own.ts';
import { ownPage } from './own-page.tsx';

type Log = z.output<typeof CpdLog>;

const daysForm = createForm<FormField>(CpdDays, [
  { name: 'from', pointer: '/from', reading: asDay },
  { name: 'to', pointer: '/to', reading: asDay },
]);

const here = '/account/cpd-log';

const Days = ({ typed, faults }: { readonly typed: Typed; readonly faults: Faults }) => (
  <form action={here} method="get" novalidate>
    {daysForm.fields.map(({ name, label, hint }) => (
      <Field
        kind="date"
        name={name}
        label={label}
        hint={hint}
        error={faults[name]}
        value={{ day: typed[`${name}[day]`], month: typed[`${name}[month]`], year: typed[`${name}[year]`] }}
      />
    ))}
    <Button variant="secondary">Show these days</Button>
  </form>
);

/** Bytes, which the gateway hands on only to who asks for their type first: a link of a page does not, its script does. */
const pdf = 'application/pdf';

const fileHref = (days: Pick<Log, 'from' | 'to'>): string => `${here}/file?${new URLSearchParams(days)}`;

const OfLog = ({ log: { name, from, to, items, totals } }: { readonly log: Log }) => (
  <>
    <h2 class="nhsuk-heading-m">
      {name}, {dayInWords(from)} to {dayInWords(to)}
    </h2>
    <SummaryList
      rows={[
        { key: 'Hours', value: String(totals.hours) },
        { key: 'With others', value: String(totals.participatoryHours) },
        { key: 'Alone', value: String(totals.notParticipatoryHours) },
        { key: 'Not said', value: String(totals.notSaidHours) },
      ]}
    />
    <ul class="nhsuk-list nhsuk-list--bullet">
      {items.map(({ title, provider, completedOn, hours, certificate }) => (
        <li>
          {dayInWords(completedOn)}: {title} ({provider})
          {hours !== undefined && `, ${hours} ${hours === 1 ? 'hour' : 'hours'}`}
          {certificate && (
            <>
              , certificate <CertificateLink code={certificate.code} />
            </>
          )}
        </li>
      ))}
    </ul>
    {items.length > 0 && (
      <p>
        <a href={fileHref({ from, to })}>Download it as a table (CSV)</a>
      </p>
    )}
    {items.length > 0 && (
      <p>
        <a href={fileHref({ from, to })} type={pdf} download={`cpd-log-${from}-${to}.pdf`} data-download="" hidden>
          Download it as a PDF, for your revalidation
        </a>
      </p>
    )}
    <p data-download-status="" role="status" />
    <p data-no-download="">To have it on paper, or as a PDF for your revalidation, print this page.</p>
  </>
);

const cpdPage = (page: Page, log: Log | undefined, typed: Typed, faults: Faults) =>
  ownPage(page, {
    title: 'Your CPD log',
    hasError: Object.keys(faults).length > 0,
    children: (
      <>
        <FaultsSummary faults={faults} focusOf={daysForm.focusOf} />
        <h1 class="nhsuk-heading-l">Your CPD log</h1>
        <Days typed={typed} faults={faults} />
        {log && <OfLog log={log} />}
      </>
    ),
  });

const savedAs = (type: string, filename: string) => ({
  'Content-Type': type,
  'Content-Disposition': `attachment; filename="${filename}"`,
});

export function addCpdLog(account: Hono<OwnEnv>, { page }: Pick<AccountDeps, 'page'>): void {
  account.get('/cpd-log', async (c) => {
    const typed: Typed = c.req.query();
    const unread = daysForm.faultsIn(typed);
    if (Object.keys(unread).length > 0) return c.html(cpdPage(page, undefined, typed, unread), 422);
    const reply = await c.var.own.api.getCpdLog({ query: daysForm.bodyOf(typed) });
    if (reply.ok) return c.html(cpdPage(page, reply.body, { ...daysForm.typedOf(reply.body), ...typed }, {}));
    if (reply.code !== 'not-valid') throw refusedAs(reply);
    return c.html(cpdPage(page, undefined, typed, daysForm.faultsOf(reply.problem.errors ?? [])), 422);
  });

  account.get('/cpd-log/file', async (c) => {
    const { from, to } = c.req.query();
    const asked = preferredOf(cpd.routes.getCpdLog, c.req.header('Accept')) === pdf ? pdf : 'text/csv';
    const reply = await c.var.own.api.getCpdLog({ query: { from, to } }, { accept: asked });
    if (!reply.ok) throw refusedAs(reply);
    c.header('Vary', 'Accept');
    const { body } = reply;
    if (body instanceof Uint8Array) return c.body(Uint8Array.from(body), 200, savedAs(pdf, 'cpd-log.pdf'));
    if (typeof body !== 'string') return c.redirect(here, 303);
    return c.body(body, 200, savedAs('text/csv; charset=utf-8', 'cpd-log.csv'));
  });
}
