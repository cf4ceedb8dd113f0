import { courseLevelInWords } from '#domain/funding/course.ts';
import { costInWords, statementBy } from '#domain/funding/pot.ts';
import { pounds } from '#domain/money.ts';
import { capitalised, listed } from '#domain/text/listed.ts';
import { dayInWords, momentInLondon } from '#domain/time/london.ts';
import { SummaryList, type SummaryRow } from '../../components/summary-list.tsx';
import { historyInWords } from './history-words.ts';
import { canBeReplaced, hrefOf, invoiceInWords, type Request, statementInWords } from './request-words.ts';

const shown = (key: string, value: string | undefined): SummaryRow[] => (value === undefined ? [] : [{ key, value }]);

/** What is asked for, as far as it was filled in. */
export function askedRows(request: Request): SummaryRow[] {
  const { course, providerName, costPence, amountPence, paysFor } = request;
  return [
    { key: 'Reference', value: request.reference },
    { key: 'Who', value: `${request.person.name}, ${request.person.workEmail}` },
    ...shown('Money from', request.potName),
    ...shown('Course', course?.name),
    ...shown('Given by', providerName),
    ...shown('Level', course && courseLevelInWords(course.level)),
    ...shown('When', course && `${dayInWords(course.startsOn)} to ${dayInWords(course.endsOn)}`),
    ...shown('Costs', costPence === undefined ? undefined : pounds(costPence)),
    ...shown('You ask for', amountPence === undefined ? undefined : pounds(amountPence)),
    ...shown('What the money is for', paysFor && listed(paysFor.map(costInWords))),
    ...shown('Who pays the rest', request.otherFunding),
    ...shown('Why', request.reason),
    ...shown('Your own statement', request.applicantStatement),
  ];
}

const whenDue = (after: 'started' | 'finished'): string =>
  after === 'started' ? 'Once it has started' : 'Once it is finished';

/** What was granted, by the stages in which it is paid. */
export const Award = ({ award }: { readonly award: NonNullable<Request['award']> }) => (
  <>
    <h2 class="nhsuk-heading-m">What we pay</h2>
    <SummaryList
      rows={[
        { key: 'In all', value: pounds(award.pence) },
        ...award.stages.map(({ after, pence, paidPence }) => ({
          key: whenDue(after),
          value: paidPence > 0 ? `${pounds(pence)} (${pounds(paidPence)} paid)` : pounds(pence),
        })),
        ...shown('Conditions', award.conditions),
        { key: 'Until', value: momentInLondon(award.validUntil) },
      ]}
    />
  </>
);

export const Statements = ({ request }: { readonly request: Request }) => (
  <>
    <h2 class="nhsuk-heading-m">Statements of support</h2>
    <SummaryList
      rows={request.statements.map((statement) => ({
        key: `${capitalised(statementBy(statement.kind))}: ${statement.authorName}`,
        value: statementInWords(statement),
        ...(statement.status === 'asked' && {
          actions: [
            {
              href: `${hrefOf(request)}/statements/${statement.statementId}`,
              text: 'Ask again',
              visuallyHiddenText: `${statement.authorName}, or somebody else`,
            },
          ],
        }),
      }))}
    />
  </>
);

export const Invoices = ({ request }: { readonly request: Request }) => (
  <>
    <h2 class="nhsuk-heading-m">Invoices</h2>
    <SummaryList
      rows={request.invoices.map(({ invoiceId, number, totalPence, status, question, because }) => ({
        key: `${number}, ${pounds(totalPence)}`,
        value: [invoiceInWords(status), question, because].filter(Boolean).join('. '),
        ...(canBeReplaced({ status }) && {
          actions: [
            {
              href: `${hrefOf(request)}/claim?replaces=${invoiceId}`,
              text: 'Send another',
              visuallyHiddenText: `in place of ${number}`,
            },
          ],
        }),
      }))}
    />
  </>
);

/** What has become of it, day by day. */
export const History = ({ request }: { readonly request: Request }) => (
  <>
    <h2 class="nhsuk-heading-m">What has happened so far</h2>
    <SummaryList
      rows={historyInWords(request).map(({ day, lines }) => ({
        key: dayInWords(day),
        value: (
          <ul class="nhsuk-list">
            {lines.map((line) => (
              <li>{line}</li>
            ))}
          </ul>
        ),
      }))}
    />
  </>
);
