import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import type { RunningCognito } from '../engines/cognito.ts';
import type { DeployedPool } from '../template/deployment.ts';
import { createClients } from './clients.ts';
import { createCodes } from './codes.ts';
import { passkeyPage, refusedPage, signInPage } from './page.ts';
import { createTokens } from './tokens.ts';

/** Below it is what Cognito has at an address of its own. */
export const signInPath = '/_local/sign-in';

const mostShown = 20;

const Listed = z.object({ Attributes: z.array(z.object({ Name: z.string(), Value: z.string() })) });
type Fields = Readonly<Record<string, string>>;

const html = (response: ServerResponse, status: number, page: string): void => {
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' }).end(page);
};
const lead = (response: ServerResponse, to: string, more: Fields = {}): void => {
  const address = new URL(to);
  for (const [name, value] of Object.entries(more)) address.searchParams.set(name, value);
  response.writeHead(303, { Location: address.href }).end();
};
const form = async (request: IncomingMessage): Promise<Fields> =>
  Object.fromEntries(new URLSearchParams(await text(request)));

/**
 * Stands in for Cognito's managed login (“User pool endpoints and managed login reference” of its developer guide): the code flow with PKCE,
 * which is all that our clients are let do. The tokens are the engine's.
 */
export function createSignIn({
  url,
  pools,
  cognito,
}: {
  readonly url: string;
  readonly pools: readonly DeployedPool[];
  readonly cognito: RunningCognito;
}) {
  const codes = createCodes();
  const clients = createClients(url, pools);
  const { token, revoke } = createTokens({ clients, codes, cognito });

  const emailsOf = async ({ poolId }: DeployedPool): Promise<string[]> =>
    z
      .array(Listed)
      .parse(await cognito.usersOf(poolId))
      .flatMap(({ Attributes }) => Attributes.filter(({ Name }) => Name === 'email').map(({ Value }) => Value))
      .slice(0, mostShown);

  /** What is asked rightly; else it is answered, at the page that asked only where that is one of ours. */
  function check(asked: Fields, response: ServerResponse) {
    const found = clients.find(asked.client_id);
    const { redirect_uri: redirectUri = '', state = '', code_challenge: challenge = '' } = asked;
    if (!found || !clients.comesBackTo(found, redirectUri)) {
      html(response, 400, refusedPage('There is no such client, or it does not lead there.'));
      return undefined;
    }
    const refused = (error: string) => {
      lead(response, redirectUri, { error, state });
      return undefined;
    };
    if (asked.response_type !== 'code') return refused('unsupported_response_type');
    if (asked.code_challenge_method !== 'S256' || !/^[\w-]{43}$/.test(challenge)) return refused('invalid_request');
    return { ...found, redirectUri, state, challenge };
  }

  const showPage = async (response: ServerResponse, pool: DeployedPool, asked: Fields, fault?: string) =>
    html(response, 200, signInPage({ action: `${signInPath}/login`, asked, emails: await emailsOf(pool), fault }));

  async function authorize(response: ServerResponse, asked: Fields): Promise<void> {
    const checked = check(asked, response);
    if (checked) await showPage(response, checked.pool, asked);
  }

  async function login(response: ServerResponse, { email = '', ...asked }: Fields): Promise<void> {
    const checked = check(asked, response);
    if (!checked) return;
    const { pool, client, redirectUri, state, challenge } = checked;
    const who = email.trim().toLowerCase();
    if (!(await cognito.has(pool, who))) return showPage(response, pool, asked, `Nobody has an account with “${who}”`);
    const code = codes.give({ pool, clientId: client.clientId, redirectUri, challenge, email: who });
    lead(response, redirectUri, { code, state });
  }

  async function logout(response: ServerResponse, asked: Fields): Promise<void> {
    const found = clients.find(asked.client_id);
    const { logout_uri: logoutUri = '' } = asked;
    if (!found || !clients.signsOutTo(found, logoutUri))
      return html(response, 400, refusedPage('There is no such client, or it does not lead there.'));
    lead(response, logoutUri);
  }

  async function addPasskey(response: ServerResponse, asked: Fields): Promise<void> {
    const found = clients.find(asked.client_id);
    const { redirect_uri: redirectUri = '' } = asked;
    if (!found || !clients.comesBackTo(found, redirectUri))
      return html(response, 400, refusedPage('There is no such client, or it does not lead there.'));
    html(response, 200, passkeyPage(redirectUri));
  }

  /** Answers what is Cognito's; nothing where the request is for somebody else. */
  return (request: IncomingMessage, response: ServerResponse, address: URL): Promise<void> | undefined => {
    if (!address.pathname.startsWith(`${signInPath}/`)) return undefined;
    const query = Object.fromEntries(address.searchParams);
    switch (`${request.method} ${address.pathname.slice(signInPath.length)}`) {
      case 'GET /oauth2/authorize':
        return authorize(response, query);
      case 'GET /logout':
        return logout(response, query);
      case 'GET /passkeys/add':
        return addPasskey(response, query);
      case 'POST /login':
        return form(request).then((fields) => login(response, fields));
      case 'POST /oauth2/token':
        return form(request).then((fields) => token(response, fields));
      case 'POST /oauth2/revoke':
        return form(request).then((fields) => revoke(response, fields));
      default:
        html(response, 404, refusedPage('There is no such page.'));
        return Promise.resolve();
    }
  };
}
