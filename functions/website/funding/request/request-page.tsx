import { progressKindInWords } from '#domain/funding/pot.ts';
import { dayInWords } from '#domain/time/london.ts';
import { ButtonLink } from '../../components/button.tsx';
import { InsetText } from '../../components/inset-text.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import { TaskList } from '../../components/task-list.tsx';
import type { Page } from '../../layout.tsx';
import { Clauses } from '../clauses.tsx';
import {
  canBeWithdrawn,
  canClaim,
  hrefOf,
  type Request,
  reportsDue,
  standingInWords,
  takesDocuments,
  takesStatements,
} from './request-words.ts';
import { Award, askedRows, History, Invoices, Statements } from './sections.tsx';
import { tasksOf } from './tasks.tsx';

const Draft = ({ request }: { readonly request: Request }) => (
  <>
    <TaskList idPrefix="task" tasks={tasksOf(request)} />
    {request.eligibility !== undefined && (
      <>
        <h2 class="nhsuk-heading-m">Whether it can be funded</h2>
        <Clauses clauses={request.eligibility} />
      </>
    )}
    <ButtonLink href={`${hrefOf(request)}/send`}>Look it over, and send it</ButtonLink>
    <p>You can close this page and come back by the link in your email: everything is kept.</p>
  </>
);

const Question = ({ request }: { readonly request: Request }) => (
  <>
    <InsetText>
      <p>{request.question}</p>
    </InsetText>
    <ButtonLink href={`${hrefOf(request)}/reply`}>Answer</ButtonLink>
    <p>
      If your answer changes what you ask for, change it first: <a href={`${hrefOf(request)}/course`}>the course</a>,{' '}
      <a href={`${hrefOf(request)}/cost`}>what it costs</a>, <a href={`${hrefOf(request)}/reason`}>your reason</a>,{' '}
      <a href={`${hrefOf(request)}/money`}>where the money comes from</a>.
    </p>
  </>
);

const Progress = ({ request }: { readonly request: Request }) => {
  const due = reportsDue(request);
  if (due.length === 0) return null;
  return (
    <>
      <h2 class="nhsuk-heading-m">How it goes</h2>
      <SummaryList
        rows={due.map(({ kind, dueOn }) => ({ key: dayInWords(dueOn), value: progressKindInWords(kind) }))}
      />
      <ButtonLink href={`${hrefOf(request)}/progress`}>Tell us how it goes</ButtonLink>
    </>
  );
};

const Sent = ({ request }: { readonly request: Request }) => (
  <>
    {request.status === 'information-requested' && <Question request={request} />}
    {request.declinedBecause !== undefined && (
      <InsetText>
        <p>{request.declinedBecause}</p>
      </InsetText>
    )}
    {request.award && <Award award={request.award} />}
    <Progress request={request} />
    {canClaim(request) && <ButtonLink href={`${hrefOf(request)}/claim`}>Send an invoice</ButtonLink>}
    {request.invoices.length > 0 && <Invoices request={request} />}
    {request.statements.length > 0 && <Statements request={request} />}
    <h2 class="nhsuk-heading-m">What you asked for</h2>
    <SummaryList rows={askedRows(request)} />
    <History request={request} />
  </>
);

export function requestPage(page: Page, request: Request) {
  const { heading, next } = standingInWords(request);
  const ways = [
    ...(takesStatements(request) && request.status !== 'draft'
      ? [['statements', 'Ask for a statement of support']]
      : []),
    ...(takesDocuments(request) && request.status !== 'draft' ? [['documents', 'Your documents']] : []),
    ...(canBeWithdrawn(request) ? [['withdraw', 'Withdraw this request']] : []),
  ] as const;
  return page({
    title: heading,
    children: (
      <>
        <h1 class="nhsuk-heading-l">
          <span class="nhsuk-caption-l">Funding request {request.reference}</span>
          {heading}
        </h1>
        <p>{next}</p>
        {request.status === 'draft' ? <Draft request={request} /> : <Sent request={request} />}
        <ul class="nhsuk-list">
          {ways.map(([path, text]) => (
            <li>
              <a href={`${hrefOf(request)}/${path}`}>{text}</a>
            </li>
          ))}
        </ul>
      </>
    ),
  });
}
