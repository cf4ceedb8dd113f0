import type { ServerResponse } from 'node:http';
import { json } from '../control/answers.ts';
import type { RunningCognito, Tokens } from '../engines/cognito.ts';
import type { DeployedPool } from '../template/deployment.ts';
import type { Clients } from './clients.ts';
import type { Codes } from './codes.ts';

/** As the templates say (`IdTokenValidity`). */
const tokenSeconds = 3600;

type Fields = Readonly<Record<string, string>>;

const handOut = (response: ServerResponse, { idToken, accessToken, refreshToken }: Tokens): void =>
  json(response, 200, {
    id_token: idToken,
    access_token: accessToken,
    ...(refreshToken !== undefined && { refresh_token: refreshToken }),
    expires_in: tokenSeconds,
    token_type: 'Bearer',
  });

/** What programs ask of Cognito, and no browser. */
export function createTokens({
  clients,
  codes,
  cognito,
}: {
  readonly clients: Clients;
  readonly codes: Codes;
  readonly cognito: RunningCognito;
}) {
  async function tokensFor(pool: DeployedPool, asked: Fields): Promise<Tokens | undefined> {
    if (asked.grant_type === 'refresh_token') return cognito.refresh(pool, asked.refresh_token ?? '');
    const { client_id: clientId, redirect_uri: redirectUri, code_verifier: verifier } = asked;
    const given = codes.take(asked.code ?? '', { clientId, redirectUri, verifier });
    return given && cognito.signIn(pool, given.email);
  }

  return {
    async token(response: ServerResponse, asked: Fields): Promise<void> {
      const found = clients.find(asked.client_id);
      if (!found) return json(response, 400, { error: 'invalid_client' });
      if (!['authorization_code', 'refresh_token'].includes(asked.grant_type ?? ''))
        return json(response, 400, { error: 'unsupported_grant_type' });
      const tokens = await tokensFor(found.pool, asked);
      if (!tokens) return json(response, 400, { error: 'invalid_grant' });
      handOut(response, tokens);
    },
    async revoke(response: ServerResponse, asked: Fields): Promise<void> {
      const found = clients.find(asked.client_id);
      if (!found) return json(response, 400, { error: 'invalid_client' });
      await cognito.revoke(found.pool, asked.token ?? '');
      response.writeHead(200).end();
    },
  };
}
