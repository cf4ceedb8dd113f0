import type { Hono } from 'hono';
import * as z from 'zod';
import { stands } from '#domain/people/choices.ts';
import { dayInWords, londonDay } from '#domain/time/london.ts';
import type { Consents } from '#functions/people/consents/schemas.ts';
import { giving, objecting, takingBack } from '#functions/people/consents/schemas.ts';
import { ProblemError } from '#http/problem-error.ts';
import { answered } from '../api/answered.ts';
import type { OwnApi } from '../api/own-api.ts';
import type { AccountDeps } from '../deps.ts';
import { typedIn } from '../forms/typed-in.ts';
import type { Page } from '../layout.tsx';
import type { Own, OwnEnv } from './own.ts';
import { OwnButton, ownPage } from './own-page.tsx';

type Chosen = z.output<typeof Consents>;
type Choice = Chosen['history'][number];

const here = '/account/consents';

/** What a button does. */
const Asked = z.discriminatedUnion('does', [
  z.object({ does: z.literal('agree'), ...giving.shape, wordingVersion: z.coerce.number() }),
  z.object({ does: z.literal('take-back'), ...takingBack.shape }),
  z.object({ does: z.literal('object'), ...objecting.shape }),
  z.object({ does: z.literal('object-no-more'), ...objecting.shape }),
]);

/** Each is the same, done twice: by a key, who changes their mind and back again would be answered as the first time. */
function carryOut(api: OwnApi, asked: z.output<typeof Asked>) {
  switch (asked.does) {
    case 'agree': {
      const { purpose, wordingVersion } = asked;
      return answered(api.giveConsent({ path: { purpose }, body: { wordingVersion } }));
    }
    case 'take-back':
      return answered(api.takeBackConsent({ path: { purpose: asked.purpose } }));
    case 'object':
      return answered(api.object({ path: { purpose: asked.purpose } }));
    case 'object-no-more':
      return answered(api.takeBackObjection({ path: { purpose: asked.purpose } }));
  }
}

const standing = (choice: Choice | null): choice is Choice =>
  choice !== null && stands({ endedAt: choice.endedAt ?? undefined });

const since = (does: string, choice: Choice | null): string =>
  standing(choice) ? `You ${does} since ${dayInWords(londonDay(choice.madeAt))}.` : `You do not ${does}.`;

const OfConsent = ({ own, purpose, inWords, wording, given }: Chosen['consents'][number] & { readonly own: Own }) => (
  <>
    <h3 class="nhsuk-heading-s">{inWords}</h3>
    <p>“{wording.text}”</p>
    {purpose === 'access-needs' ? (
      <p>You agree to it as you book, or on the page of that booking, and take it back there.</p>
    ) : (
      <p>{since('agree', given)}</p>
    )}
    {purpose === 'news' && !standing(given) && (
      <OwnButton own={own} action={here} fields={{ does: 'agree', purpose, wordingVersion: String(wording.version) }}>
        Agree: send me news
      </OwnButton>
    )}
    {purpose === 'news' && standing(given) && (
      <OwnButton own={own} action={here} fields={{ does: 'take-back', purpose }}>
        Stop: send me no more news
      </OwnButton>
    )}
    {purpose === 'demographics' && (
      <p>
        <a href="/account/demographics">
          {standing(given) ? 'See or delete what you told us' : 'Tell us, if you like'}
        </a>
      </p>
    )}
  </>
);

const OfObjection = ({ own, purpose, inWords, made }: Chosen['objections'][number] & { readonly own: Own }) => (
  <>
    <h3 class="nhsuk-heading-s">{inWords}</h3>
    <p>{since('object', made)}</p>
    <OwnButton own={own} action={here} fields={{ does: standing(made) ? 'object-no-more' : 'object', purpose }}>
      {standing(made) ? 'Object no more' : 'Object'}
      <span class="nhsuk-u-visually-hidden">: {inWords}</span>
    </OwnButton>
  </>
);

const consentsPage = (page: Page, own: Own, { consents, objections }: Chosen) =>
  ownPage(page, {
    title: 'What you agree to, and what you do not',
    children: (
      <>
        <h1 class="nhsuk-heading-l">What you agree to, and what you do not</h1>
        <p>Whatever you choose, it changes nothing about your bookings and requests.</p>
        <h2 class="nhsuk-heading-m">What we do only if you agree</h2>
        {consents.map((consent) => (
          <OfConsent own={own} {...consent} />
        ))}
        <h2 class="nhsuk-heading-m">What we do unless you object</h2>
        <p>Reports name nobody. If you object, you are not counted in those that are made from then on.</p>
        {objections.map((objection) => (
          <OfObjection own={own} {...objection} />
        ))}
      </>
    ),
  });

export function addConsents(account: Hono<OwnEnv>, { page }: Pick<AccountDeps, 'page'>): void {
  account.get('/consents', async (c) => {
    const { own } = c.var;
    return c.html(consentsPage(page, own, (await answered(own.api.listConsents())).body));
  });
  account.post('/consents', async (c) => {
    const asked = Asked.safeParse(await typedIn(c));
    if (!asked.success) throw new ProblemError('not-understood');
    await carryOut(c.var.own.api, asked.data);
    return c.redirect(here, 303);
  });
}
