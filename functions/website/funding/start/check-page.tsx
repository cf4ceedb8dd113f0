import type * as z from 'zod';
import { type Eligibility, EligibilityQuestion } from '#functions/funding/pots/schemas.ts';
import { BackLink } from '../../components/back-link.tsx';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Tag } from '../../components/tag.tsx';
import { FaultsSummary } from '../../forms/faults-summary.tsx';
import { createForm, type Faults, type Typed } from '../../forms/form.ts';
import { type AskedField, type ChoicesByName, Inputs } from '../../forms/inputs.tsx';
import { asDay, asPence } from '../../forms/reading.ts';
import type { Page } from '../../layout.tsx';
import { Clauses } from '../clauses.tsx';

export const checkForm = createForm<AskedField>(EligibilityQuestion, [
  { name: 'jobRole', pointer: '/jobRole', kind: 'select' },
  { name: 'employer', pointer: '/employer', kind: 'select' },
  { name: 'borough', pointer: '/borough', kind: 'select' },
  { name: 'startsOn', pointer: '/startsOn', kind: 'date', reading: asDay },
  { name: 'costPence', pointer: '/costPence', kind: 'pounds', reading: asPence },
  { name: 'amountPence', pointer: '/amountPence', kind: 'pounds', reading: asPence },
]);

type Answers = z.output<typeof Eligibility>['items'];

const Answer = ({ answers }: { readonly answers: Answers }) => (
  <>
    <h2 class="nhsuk-heading-m">
      {answers.some(({ fits }) => fits) ? 'You can ask for this' : 'Nothing fits as it stands'}
    </h2>
    {answers.map(({ pot, fits, clauses }) => (
      <>
        <h3 class="nhsuk-heading-s">
          {pot.name} <Tag colour={fits ? 'green' : 'grey'}>{fits ? 'Fits' : 'Does not fit'}</Tag>
        </h3>
        <Clauses clauses={clauses} />
      </>
    ))}
    <ButtonLink href="/funding/start">Ask for funding</ButtonLink>
  </>
);

interface CheckProps {
  readonly choices: ChoicesByName;
  readonly typed: Typed;
  readonly faults: Faults;
  /** Once it was asked. */
  readonly answers?: Answers | undefined;
}

/** Keeps nothing, and asks nobody's name: what is chosen stands in the address, so that it can be sent to a colleague. */
export const checkPage = (page: Page, { choices, typed, faults, answers }: CheckProps) =>
  page({
    title: 'Can you have funding?',
    hasError: Object.keys(faults).length > 0,
    before: <BackLink href="/funding" />,
    children: (
      <>
        <FaultsSummary faults={faults} focusOf={checkForm.focusOf} />
        <h1 class="nhsuk-heading-l">Can you have funding?</h1>
        {answers ? <Answer answers={answers} /> : <p>You need not know the date or the amounts yet.</p>}
        <form action="/funding/check" method="get" novalidate>
          <Inputs form={checkForm} typed={typed} faults={faults} choices={choices} />
          <Button variant={answers && 'secondary'}>{answers ? 'Check again' : 'Check'}</Button>
        </form>
      </>
    ),
  });
