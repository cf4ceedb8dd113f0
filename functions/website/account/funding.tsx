import type { Hono } from 'hono';
import type * as z from 'zod';
import { pounds } from '#domain/money.ts';
import { dayInWords, londonDay } from '#domain/time/london.ts';
import type { OwnFundingRequest } from '#functions/funding/requests/schemas.ts';
import { answered } from '../api/answered.ts';
import { SummaryList } from '../components/summary-list.tsx';
import type { AccountDeps } from '../deps.ts';
import { statusInWords } from '../funding/request/request-words.ts';
import type { Page } from '../layout.tsx';
import { openOwn } from './open-own.ts';
import type { Own, OwnEnv } from './own.ts';
import { Further, OwnButton, ownPage } from './own-page.tsx';

type Request = z.output<typeof OwnFundingRequest>;

const here = '/account/funding-requests';

interface Props {
  readonly own: Own;
  readonly requests: readonly Request[];
  readonly nextCursor: string | undefined;
}

const fundingPage = (page: Page, { own, requests, nextCursor }: Props) =>
  ownPage(page, {
    title: 'Your funding requests',
    children: (
      <>
        <h1 class="nhsuk-heading-l">Your funding requests</h1>
        {requests.length === 0 && <p>You have asked for no funding with your work email address.</p>}
        {requests.map(({ fundingRequestId, reference, course, status, statusSince, costPence, amountPence }) => (
          <>
            <h2 class="nhsuk-heading-m">{course?.name ?? `Request ${reference}`}</h2>
            <SummaryList
              rows={[
                { key: 'How it stands', value: statusInWords({ status }).heading },
                { key: 'Since', value: dayInWords(londonDay(statusSince)) },
                ...(costPence === undefined ? [] : [{ key: 'What it costs', value: pounds(costPence) }]),
                ...(amountPence === undefined ? [] : [{ key: 'What you ask for', value: pounds(amountPence) }]),
                { key: 'Reference', value: reference },
              ]}
            />
            <OwnButton own={own} action={`${here}/${fundingRequestId}`}>
              See it or go on with it<span class="nhsuk-u-visually-hidden">: {course?.name ?? reference}</span>
            </OwnButton>
          </>
        ))}
        <Further href={here} nextCursor={nextCursor} />
      </>
    ),
  });

export function addOwnFunding(account: Hono<OwnEnv>, { page }: Pick<AccountDeps, 'page'>): void {
  account.get('/funding-requests', async (c) => {
    const { own } = c.var;
    const query = { cursor: c.req.query('cursor') };
    const { items, nextCursor } = (await answered(own.api.listMyFundingRequests({ query }))).body;
    return c.html(fundingPage(page, { own, requests: items, nextCursor }));
  });
  account.post('/funding-requests/:fundingRequestId', (c) =>
    openOwn(c, 'funding-request', c.req.param('fundingRequestId')),
  );
  account.get('/funding-requests/:fundingRequestId', (c) => c.redirect(here, 303));
}
