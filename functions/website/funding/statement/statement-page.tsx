import type * as z from 'zod';
import { excessPayerInWords, excessPayers, releaseTimeInWords, releaseTimes } from '#domain/funding/statement.ts';
import { pounds } from '#domain/money.ts';
import { dayInWords, momentInLondon } from '#domain/time/london.ts';
import { type StatementForAuthor, StatementGiven, StatementRedirected } from '#functions/funding/statements/schemas.ts';
import { Panel } from '../../components/panel.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import { createForm } from '../../forms/form.ts';
import { formPage } from '../../forms/form-page.tsx';
import { type AskedField, type Choice, yesOrNo } from '../../forms/inputs.tsx';
import { asYesOrNo } from '../../forms/reading.ts';
import type { Filled } from '../../forms/sending.ts';
import type { Page } from '../../layout.tsx';
import { askedOf, documentField } from '../document-field.ts';

export type Statement = z.output<typeof StatementForAuthor>;

export const hrefOf = ({ statementId }: Pick<Statement, 'statementId'>): string => `/statements/${statementId}`;

export const statementForm = createForm<AskedField>(StatementGiven, [
  { name: 'supports', pointer: '/supports', kind: 'radios', choices: yesOrNo, reading: asYesOrNo },
  { name: 'releaseTime', pointer: '/releaseTime', kind: 'radios' },
  { name: 'excessPaidBy', pointer: '/excessPaidBy', kind: 'radios' },
  { name: 'text', pointer: '/text', kind: 'textarea', rows: 8 },
  documentField,
]);

const About = ({ statement }: { readonly statement: Statement }) => {
  const { applicant, course, costPence, amountPence } = statement;
  return (
    <SummaryList
      rows={[
        { key: 'Who', value: `${applicant.name}, ${applicant.jobTitle}` },
        { key: 'Course', value: `${course.name}, ${course.provider}` },
        { key: 'When', value: `${dayInWords(course.startsOn)} to ${dayInWords(course.endsOn)}` },
        ...(costPence === undefined ? [] : [{ key: 'Costs', value: pounds(costPence) }]),
        ...(amountPence === undefined ? [] : [{ key: 'Asked of us', value: pounds(amountPence) }]),
      ]}
    />
  );
};

/**
 * One page, no account, two minutes: whoever opens it has never been here before.
 *
 * @param statement - none where it cannot be read at the moment: what was typed is not lost with it, nor without its documents
 */
export const statementPage = (
  page: Page,
  path: Pick<Statement, 'statementId'>,
  statement: Statement | undefined,
  documents: readonly Choice[] | undefined,
  filled: Filled,
) =>
  formPage(page, {
    ...filled,
    title: statement ? `Your statement about ${statement.applicant.name}` : 'Your statement',
    action: hrefOf(path),
    ...askedOf(statementForm, filled, documents),
    choices: {
      releaseTime: releaseTimes.map((value) => ({ value, text: releaseTimeInWords(value) })),
      excessPaidBy: excessPayers.map((value) => ({ value, text: excessPayerInWords(value) })),
      documentIds: documents ?? [],
    },
    intro: statement && (
      <>
        <p>
          {statement.authorName}, {statement.applicant.name} asks us to pay for a course, and you for your support as
          their {statement.kind}. You can answer until {momentInLondon(statement.endsAt)}. They are told whether you
          support it, and not what you wrote.
        </p>
        <About statement={statement} />
      </>
    ),
    button: 'Send my statement',
    after: (
      <ul class="nhsuk-list">
        <li>
          <a href={`${hrefOf(path)}/documents`}>Upload a signed statement in place of writing one</a>
        </li>
        <li>
          <a href={`${hrefOf(path)}/somebody-else`}>I am not the right person: ask somebody else</a>
        </li>
        <li>
          <a href={`${hrefOf(path)}/not-me`}>I do not know who asks for this</a>
        </li>
      </ul>
    ),
  });

const endedBecause: Readonly<Record<Statement['status'], string>> = {
  asked: 'The time to answer has passed. Whoever asked you can ask again.',
  supported: 'We have your statement. You need do nothing more.',
  'not-supported': 'We have your statement. You need do nothing more.',
  refused: 'You told us that you do not know who asked. You need do nothing more.',
  replaced: 'You are not asked for this any more.',
};

export function answeredPage(page: Page, { status, applicant }: Statement) {
  const heading = status === 'asked' ? 'This link has ended' : 'Thank you';
  return page({
    title: heading,
    children: (
      <>
        {status === 'asked' ? <h1 class="nhsuk-heading-l">{heading}</h1> : <Panel heading={heading} />}
        <p>Your statement about {applicant.name}:</p>
        <p>{endedBecause[status]}</p>
      </>
    ),
  });
}

export const somebodyElseForm = createForm<AskedField>(StatementRedirected, [
  { name: 'authorName', pointer: '/authorName', kind: 'text' },
  { name: 'authorEmail', pointer: '/authorEmail', kind: 'email' },
]);

/** For who knows the applicant, and is not the one to say. */
export const somebodyElsePage = (
  page: Page,
  path: Pick<Statement, 'statementId'>,
  statement: Statement | undefined,
  filled: Filled,
) =>
  formPage(page, {
    ...filled,
    title: 'Who is the right person to ask?',
    caption: statement && `A statement about ${statement.applicant.name}`,
    back: hrefOf(path),
    action: `${hrefOf(path)}/somebody-else`,
    form: somebodyElseForm,
    intro: <p>We ask them in your place, and tell who asked you. Your own link opens nothing more after that.</p>,
    button: 'Ask them',
  });
