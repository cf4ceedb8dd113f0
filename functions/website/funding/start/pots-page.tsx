import type * as z from 'zod';
import { costInWords, statementBy } from '#domain/funding/pot.ts';
import { pounds } from '#domain/money.ts';
import { listed } from '#domain/text/listed.ts';
import { momentInLondon } from '#domain/time/london.ts';
import type { Pot } from '#functions/funding/pots/schemas.ts';
import { jobRoleInWords } from '#hub/job-roles.ts';
import { ButtonLink } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import type { Page } from '../../layout.tsx';

export type OpenPot = z.output<typeof Pot>;

const capsInWords = ({ yearPence, severalYears }: OpenPot['caps']): string =>
  listed([
    ...(yearPence === null ? [] : [`${pounds(yearPence)} for each person in this financial year`]),
    ...(severalYears === null
      ? []
      : [`${pounds(severalYears.pence)} for each person over ${severalYears.years} years`]),
  ]) || 'As much as the course costs';

const rowsOf = (pot: OpenPot) => [
  {
    key: 'For whom',
    value: pot.eligible.jobRoles.length === 0 ? 'Everybody' : listed(pot.eligible.jobRoles.map(jobRoleInWords)),
  },
  { key: 'At most', value: capsInWords(pot.caps) },
  { key: 'Part of a dearer course', value: pot.partPayment ? 'Yes: somebody else pays the rest' : 'No' },
  ...(pot.doesNotPayFor.length === 0
    ? []
    : [{ key: 'Does not pay for', value: listed(pot.doesNotPayFor.map(costInWords)) }]),
  ...(pot.statements.length === 0
    ? []
    : [{ key: 'Statements', value: `From ${listed(pot.statements.map(statementBy))}` }]),
  ...(pot.placesLeft === null ? [] : [{ key: 'Places left', value: String(pot.placesLeft) }]),
  { key: 'Apply until', value: momentInLondon(pot.closesAt) },
];

/** Where they are published; of a pot that is older than the check of its address, as text. */
const Rules = ({ pot: { name, source } }: { readonly pot: OpenPot }) =>
  source.startsWith('https://') ? <a href={source}>The rules of {name}</a> : <>The rules: {source}</>;

export const potsPage = (page: Page, pots: readonly OpenPot[]) =>
  page({
    title: 'Funding for courses',
    children: (
      <>
        <h1 class="nhsuk-heading-l">Funding for courses</h1>
        <p>Apply before you enrol: we cannot pay for a course that has begun.</p>
        <ButtonLink href="/funding/start">Ask for funding</ButtonLink>
        <p>
          <a href="/funding/check">Check first whether you can have it</a>
        </p>
        <h2 class="nhsuk-heading-m">What can be funded now</h2>
        {pots.length === 0 && <p>Nothing at the moment. Come back later, or write to us.</p>}
        {pots.map((pot) => (
          <Card heading={pot.name} headingLevel={3}>
            <SummaryList rows={rowsOf(pot)} />
            <p>
              Paid for by {pot.funder}. <Rules pot={pot} />
            </p>
          </Card>
        ))}
      </>
    ),
  });
