import { createHash } from 'node:crypto';
import * as z from 'zod';
import { ProblemError } from '#http/problem-error.ts';
import { pathOfSignedIn, pathOfSignedOut } from '#http/sign-in-paths.ts';
import { failureAs } from '../api/failures.ts';
import { untilAnswered } from '../api/waiting.ts';

/** What the API is asked with, and what gets new ones of that. */
export interface Tokens {
  readonly idToken: string;
  readonly refreshToken: string;
  /** Seconds from now for which the first is good. */
  readonly seconds: number;
}

/** Cognito's own pages, on which people sign in (managed login), and what is asked of it about that. */
export interface CognitoPages {
  /** @param verifier - known to nobody else: only who knows it can use the code that comes back */
  addressToSignIn(asked: { readonly state: string; readonly verifier: string }): string;
  addressToSignOut(): string;
  /** Where who is signed in adds a passkey (“Sign-in with passkeys” of Cognito's developer guide); it leads back to where signing in does. */
  addressToAddPasskey(): string;
  /** @returns nothing where the code is none, was used, or was for somebody else. @throws ProblemError where there is no answer */
  exchange(code: string, verifier: string): Promise<Tokens | undefined>;
  /** @returns nothing where whoever it was is signed out. @throws ProblemError where there is no answer */
  refresh(refreshToken: string): Promise<Tokens | undefined>;
  /** @throws ProblemError where there is no answer */
  revoke(refreshToken: string): Promise<void>;
}

const longestAnswerMs = 5000;

const Handed = z.object({
  id_token: z.string(),
  refresh_token: z.string().optional(),
  expires_in: z.int().positive(),
});
/** In the words of OAuth, and no others. */
const Refused = z.object({ error: z.string().regex(/^[a-z_]{1,40}$/) });

export function createCognitoPages({
  signInUrl,
  clientId,
  siteUrl,
  failed,
  ask = fetch,
}: {
  readonly signInUrl: string;
  readonly clientId: string;
  readonly siteUrl: string;
  /** Told why nobody can sign in, or stay so: Cognito gives no answer, or not one that it would give for what somebody did. */
  readonly failed: (reason: string) => void;
  readonly ask?: typeof fetch;
}): CognitoPages {
  const redirectUri = `${siteUrl}${pathOfSignedIn}`;
  const address = (path: string, query: Readonly<Record<string, string>>) =>
    `${signInUrl}${path}?${new URLSearchParams({ client_id: clientId, ...query })}`;

  function failure(problem: ProblemError, reason: string = problem.code): ProblemError {
    failed(reason);
    return problem;
  }

  const post = async (path: string, fields: Readonly<Record<string, string>>): Promise<Response> => {
    const response = await ask(`${signInUrl}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ client_id: clientId, ...fields }).toString(),
      redirect: 'error',
      signal: untilAnswered(longestAnswerMs),
    }).catch((error: unknown) => {
      throw failure(failureAs(error));
    });
    if (response.status === 429) throw failure(new ProblemError('busy'));
    if (response.status >= 500) throw failure(new ProblemError('no-answer'));
    return response;
  };

  async function tokens(fields: Readonly<Record<string, string>>, had = ''): Promise<Tokens | undefined> {
    const response = await post('/oauth2/token', fields);
    const body: unknown = await response.json().catch(() => undefined);
    const refused = response.ok ? undefined : Refused.safeParse(body).data?.error;
    if (refused === 'invalid_grant') return undefined;
    const handed = response.ok ? Handed.safeParse(body) : undefined;
    if (!handed?.success) throw failure(new ProblemError('no-answer'), refused ?? 'not-understood');
    const { id_token: idToken, refresh_token: refreshToken = had, expires_in: seconds } = handed.data;
    return { idToken, refreshToken, seconds };
  }

  return {
    addressToSignIn: ({ state, verifier }) =>
      address('/oauth2/authorize', {
        response_type: 'code',
        scope: 'openid email',
        redirect_uri: redirectUri,
        state,
        code_challenge: createHash('sha256').update(verifier).digest('base64url'),
        code_challenge_method: 'S256',
      }),
    addressToAddPasskey: () => address('/passkeys/add', { redirect_uri: redirectUri }),
    addressToSignOut: () => address('/logout', { logout_uri: `${siteUrl}${pathOfSignedOut}` }),
    exchange: (code, verifier) =>
      tokens({ grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier }),
    refresh: (refreshToken) => tokens({ grant_type: 'refresh_token', refresh_token: refreshToken }, refreshToken),
    async revoke(refreshToken) {
      await post('/oauth2/revoke', { token: refreshToken });
    },
  };
}
