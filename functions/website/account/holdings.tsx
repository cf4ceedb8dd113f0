import type { Hono } from 'hono';
import type * as z from 'zod';
import { capitalised, listed } from '#domain/text/listed.ts';
import { dayInWords, londonDay, momentInLondon } from '#domain/time/london.ts';
import type { Holding } from '#functions/privacy/holdings/schemas.ts';
import { answered } from '../api/answered.ts';
import { Details } from '../components/details.tsx';
import { SummaryList } from '../components/summary-list.tsx';
import type { AccountDeps } from '../deps.ts';
import type { Page } from '../layout.tsx';
import { heldName, heldValue } from './held-words.ts';
import type { OwnEnv } from './own.ts';
import { Further, ownPage } from './own-page.tsx';

type Held = z.output<typeof Holding>;
type HeldClass = Held['classes'][number];

const OfClass = ({ wording, why, mayBeSharedWith, values, shownAt }: HeldClass) => (
  <>
    <h3 class="nhsuk-heading-s">{capitalised(wording)}</h3>
    <p>
      {why.length > 0 && `We hold it to ${listed(why.map(({ purpose }) => purpose))}. `}
      {mayBeSharedWith.length > 0 && `It may be told to ${listed(mayBeSharedWith)}.`}
    </p>
    {shownAt !== undefined && (
      <p>
        <a href="/account/demographics">See what you told us</a>
      </p>
    )}
    {values.length > 0 && (
      <SummaryList
        rows={values.map(({ name, value, withheld, from }) => ({
          key: heldName(name),
          value: withheld ?? `${heldValue(name, value)} (from ${listed(from)})`,
        }))}
      />
    )}
  </>
);

const holdingsPage = (page: Page, holdings: readonly Held[], nextCursor: string | undefined) =>
  ownPage(page, {
    title: 'Everything that we hold about you',
    children: (
      <>
        <h1 class="nhsuk-heading-l">Everything that we hold about you</h1>
        <p>
          Each record, what we hold it for, and when it is deleted.{' '}
          <a href="/privacy-policy">How we use your information</a>
        </p>
        <p>
          If you have added a passkey, the service by which you sign in keeps its public part. It is not shown here.
        </p>
        {holdings.map(({ kind, as, endsAt, classes, seen }) => (
          <>
            <h2 class="nhsuk-heading-s">{capitalised(classes[0]?.wording ?? heldName(kind))}</h2>
            <p>
              It is yours as {as}.{endsAt !== undefined && ` It is deleted on ${dayInWords(londonDay(endsAt))}.`}
            </p>
            <Details summary={`What is in it (${heldName(kind).toLowerCase()})`}>
              {classes.map((each) => (
                <OfClass {...each} />
              ))}
              {seen.length > 0 && (
                <ul class="nhsuk-list nhsuk-list--bullet">
                  {seen.map(({ at, action, why }) => (
                    <li>
                      Our staff, {momentInLondon(at)}: {heldName(action).toLowerCase()}
                      {why !== undefined && ` (${heldName(why).toLowerCase()})`}
                    </li>
                  ))}
                </ul>
              )}
            </Details>
          </>
        ))}
        <Further href="/account/holdings" nextCursor={nextCursor} />
      </>
    ),
  });

export function addHoldings(account: Hono<OwnEnv>, { page }: Pick<AccountDeps, 'page'>): void {
  account.get('/holdings', async (c) => {
    const query = { cursor: c.req.query('cursor') };
    const { items, nextCursor } = (await answered(c.var.own.api.listMyHoldings({ query }))).body;
    return c.html(holdingsPage(page, items, nextCursor));
  });
}
