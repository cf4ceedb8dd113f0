import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createCognitoPages } from '#functions/website/signing-in/cognito-pages.ts';

const signInUrl = 'https://hub.auth.eu-west-2.amazoncognito.com';
const siteUrl = 'https://hub.example';

/** Cognito, answering so; and what was asked of it, and told of its failing. */
function cognito(answer: () => Promise<Response>) {
  const failed: string[] = [];
  const asked: { readonly url: string; readonly body: string }[] = [];
  const ask: typeof fetch = (url, init) => {
    asked.push({ url: String(url), body: String(init?.body) });
    return answer();
  };
  const pages = createCognitoPages({
    signInUrl,
    clientId: 'client',
    siteUrl,
    ask,
    failed: (reason) => failed.push(reason),
  });
  return { pages, failed, asked };
}
const answering = (status: number, body: unknown) =>
  cognito(async () => new Response(JSON.stringify(body), { status }));
const tokens = { id_token: 'a.b.c', refresh_token: 'r', access_token: 'x', expires_in: 3600, token_type: 'Bearer' };

describe('what is asked of Cognito', () => {
  it('is a code for our own page, bound to what nobody else knows', () => {
    const { pages } = answering(200, tokens);
    const { origin, pathname, searchParams } = new URL(pages.addressToSignIn({ state: 's', verifier: 'v' }));
    expect([origin, pathname]).toEqual([signInUrl, '/oauth2/authorize']);
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: 'client',
      response_type: 'code',
      scope: 'openid email',
      redirect_uri: `${siteUrl}/signed-in`,
      state: 's',
      code_challenge: createHash('sha256').update('v').digest('base64url'),
      code_challenge_method: 'S256',
    });
    expect(pages.addressToSignOut()).toBe(
      `${signInUrl}/logout?client_id=client&logout_uri=${encodeURIComponent(`${siteUrl}/signed-out`)}`,
    );
  });

  it('is tokens for a code, and new ones for those', async () => {
    const { pages, asked, failed } = answering(200, { ...tokens, refresh_token: undefined });
    expect(await pages.refresh('had')).toEqual({ idToken: 'a.b.c', refreshToken: 'had', seconds: 3600 });
    await pages.exchange('code', 'v');
    expect(asked).toEqual([
      { url: `${signInUrl}/oauth2/token`, body: 'client_id=client&grant_type=refresh_token&refresh_token=had' },
      {
        url: `${signInUrl}/oauth2/token`,
        body: `client_id=client&grant_type=authorization_code&code=code&redirect_uri=${encodeURIComponent(`${siteUrl}/signed-in`)}&code_verifier=v`,
      },
    ]);
    expect(failed).toEqual([]);
  });
});

describe('what Cognito answers', () => {
  it('tells of nobody’s fault where a code is wrong, or somebody was signed out', async () => {
    const { pages, failed } = answering(400, { error: 'invalid_grant' });
    expect([await pages.exchange('code', 'v'), await pages.refresh('r')]).toEqual([undefined, undefined]);
    expect(failed).toEqual([]);
  });

  it('is told where no code of anybody’s explains it, in words that quote nothing', async () => {
    for (const [status, body, code, reason] of [
      [400, { error: 'invalid_client' }, 'no-answer', 'invalid_client'],
      [400, { error: 'The code aBcD of siobhan@nhs.net' }, 'no-answer', 'not-understood'],
      [200, { id_token: 'a.b.c' }, 'no-answer', 'not-understood'],
      [200, 'nothing like it', 'no-answer', 'not-understood'],
      [429, {}, 'busy', 'busy'],
      [503, {}, 'no-answer', 'no-answer'],
    ] as const) {
      const { pages, failed } = answering(status, body);
      await expect(pages.exchange('code', 'v'), reason).rejects.toMatchObject({ code });
      expect(failed).toEqual([reason]);
    }
    const { pages, failed } = cognito(async () => {
      throw new DOMException('too late', 'TimeoutError');
    });
    await expect(pages.revoke('r')).rejects.toMatchObject({ code: 'took-too-long' });
    expect(failed).toEqual(['took-too-long']);
  });
});
