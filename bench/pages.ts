import { join } from 'node:path';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { wireForStaff } from '#functions/funding/wiring.ts';
import { createCognitoPages } from '#functions/website/signing-in/cognito-pages.ts';
import { openerText } from '#functions/website/signing-in/sealing.ts';
import { createSessions } from '#functions/website/signing-in/sessions.ts';
import { newToken, secureRandom, sha256 } from '#platform/ids.ts';
import { createManageTokens } from '#records/emails/manage-tokens.ts';
import { keys } from '#records/keys.ts';
import { createSealedSessions } from '#records/website/sealed-sessions.ts';
import { environmentOf, functionNamed } from './deployed.ts';
import { benchId } from './fill.ts';
import { apiAlone } from './floors.ts';
import type { BenchHub } from './hub.ts';
import { type Compared, type Row, timesRow } from './measure.ts';
import { entryOf, say, written } from './processes.ts';
import { pageEvent } from './requests.ts';
import { filledSession } from './stored-bookings.ts';
import { potRules } from './stored-requests.ts';
import type { ApiCall, PagesSettings } from './warm/pages-settings.ts';
import { workOf } from './work.ts';

const atOnce = 20;

interface MeasuredPage {
  readonly path: string;
  readonly cookie?: string;
  readonly says: string;
  readonly calls: readonly ApiCall[];
  /** What it does that is no call of the API, for the note. */
  readonly besides?: string;
}

/** A booking that somebody has the link to. */
async function linkedBooking(hub: BenchHub): Promise<{ readonly bookingId: string; readonly token: string }> {
  const token = newToken(secureRandom);
  await filledSession(hub, { confirmed: 1, waiting: 0 }, { inDays: 60 });
  const bookingId = benchId(0);
  const endsAt = Math.floor(hub.clock().getTime() / 1000) + 86_400;
  const opens = { kind: 'booking', id: bookingId } as const;
  await createManageTokens(hub.open).keepManageToken({ opens, tokenHash: sha256(token), endsAt }, workOf());
  return { bookingId, token };
}

const learner = { sub: 'bench-learner', email: 'learner@nhs.net' } as const;

/** The part of a token that pages read; the gateway, which would check the rest, is one of the bench's own. */
const idToken = ['{}', JSON.stringify(learner), ''].map((part) => Buffer.from(part).toString('base64url')).join('.');

/** Somebody with an account and some bookings, who has signed in. @returns the cookie of their browser */
async function signedIn(hub: BenchHub, sessionIds: readonly string[]): Promise<string> {
  for (const sessionId of sessionIds) await hub.book(sessionId, learner.email);
  const { client, tableName: TableName } = hub;
  const { Item: address } = await client.send(new GetCommand({ TableName, Key: { ...keys.address(learner.email) } }));
  const at = hub.clock().toISOString();
  await client.send(
    new UpdateCommand({
      TableName,
      Key: { ...keys.person(address?.personId) },
      UpdateExpression: 'SET #sub = :sub, accountSince = :at, lastActiveAt = :at',
      ExpressionAttributeNames: { '#sub': 'sub' },
      ExpressionAttributeValues: { ':sub': learner.sub, ':at': at },
    }),
  );
  const nowhere = 'https://sign-in.invalid';
  const sessions = createSessions({
    sealed: createSealedSessions(hub.open),
    cognito: createCognitoPages({ signInUrl: nowhere, clientId: '', siteUrl: nowhere, failed: () => undefined }),
    clock: hub.clock,
    random: secureRandom,
  });
  const { opener } = await sessions.begin({ idToken, refreshToken: '-', seconds: 86_400 }, undefined);
  return `__Host-session=${openerText(opener)}`;
}

async function pagesOf(hub: BenchHub): Promise<readonly MeasuredPage[]> {
  const sessionIds: string[] = [];
  for (let n = 0; n < 20; n += 1) sessionIds.push(await hub.publishedSession(30, 30 + n));
  const sessionId = sessionIds[0] ?? '';
  const { bookingId, token } = await linkedBooking(hub);
  const { pots } = wireForStaff(hub.open, hub.exports);
  const [at, potId] = [hub.clock().toISOString(), hub.newId()];
  await pots.add({ potId, rules: potRules(at), budgetPence: 1_000_000, places: null, at }, { work: workOf() });
  return [
    { path: '/sessions', says: `/sessions/${sessionId}`, calls: [{ operation: 'listSessions', request: {} }] },
    {
      path: `/sessions/${sessionId}`,
      says: 'To be measured',
      calls: [{ operation: 'getSession', request: { path: { sessionId } } }],
    },
    {
      path: `/bookings/${bookingId}`,
      cookie: `__Secure-link=${token}`,
      says: '7K3M9-Q2XDH',
      calls: [{ operation: 'getBooking', request: { path: { bookingId } }, options: { token } }],
    },
    { path: '/funding', says: 'A pot', calls: [{ operation: 'listPots', request: {} }] },
    {
      path: '/account/bookings',
      cookie: await signedIn(hub, sessionIds.slice(0, 5)),
      says: 'A session',
      calls: [{ operation: 'listMyBookings', request: {}, token: idToken }],
      besides: 'of the page’s time, a read of who is signed in',
    },
  ];
}

const askedFunctions = ['bookings-public', 'funding-public', 'bookings-me'] as const;

async function compared(
  hub: BenchHub,
  { path, cookie, says, calls, besides }: MeasuredPage,
  pairs: number,
): Promise<Row> {
  // The engine itself: what stands between would be a part of both.
  const loadedWith = async (name: string) => {
    const fn = await functionNamed(name);
    const environment = { ...environmentOf(fn), AWS_ENDPOINT_URL_DYNAMODB: hub.endpoint };
    return { name: fn.name, fn: { ...entryOf(fn), handler: 'handler', environment } };
  };
  const asked = await Promise.all(askedFunctions.map(loadedWith));
  const settings: PagesSettings = {
    pages: (await loadedWith('website-pages')).fn,
    asked: Object.fromEntries(asked.map(({ name, fn }) => [name, fn])),
    byGateway: {
      name: (await functionNamed('bookings-me')).name,
      claims: { ...learner, token_use: 'id', email_verified: 'true' },
    },
    bare: apiAlone(),
    event: pageEvent(path, cookie),
    says,
    calls,
    atOnce,
    pairs,
    warmUps: 12,
  };
  const script = join(import.meta.dirname, 'warm', 'pages-process.ts');
  const found = (await say([script, written('pages.json', JSON.stringify(settings))], {
    PATH: process.env.PATH,
  })) as Compared;
  const what = `a warm page, ${path.replace(/\w{26}/, '{id}')}`;
  const against = `the calls that it makes, by the typed client from a bare handler (${calls.map(({ operation }) => operation).join(', ')})`;
  const row = timesRow({ what, against, atMost: 1.3 }, found, atOnce);
  return besides === undefined ? row : { ...row, note: `${row.note}; ${besides}` };
}

/** What making a page costs beside what it asks of the API: finding the route, HTML, headers. */
export async function* measurePages(hub: BenchHub, pairs: number): AsyncGenerator<Row> {
  for (const page of await pagesOf(hub)) yield await compared(hub, page, pairs);
}
