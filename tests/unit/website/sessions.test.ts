import { describe, expect, it } from 'vitest';
import type { CognitoPages, Tokens } from '#functions/website/signing-in/cognito-pages.ts';
import { createSessions } from '#functions/website/signing-in/sessions.ts';
import { ProblemError } from '#http/problem-error.ts';
import { secureRandom } from '#platform/ids.ts';
import type { SealedSessions } from '#records/website/sealed-sessions.ts';

const minute = 60_000;
const tokenOf = (sub: string): string =>
  ['e30', Buffer.from(JSON.stringify({ sub })).toString('base64url'), 'x'].join('.');
const tokensOf = (sub: string): Tokens => ({ idToken: tokenOf(sub), refreshToken: `r-${sub}`, seconds: 3600 });

type Stored = NonNullable<Awaited<ReturnType<SealedSessions['find']>>>;

function given(refresh: CognitoPages['refresh'] = async () => undefined) {
  let now = Date.parse('2027-01-04T09:00:00.000Z');
  const table = new Map<string, Stored>();
  const revoked: string[] = [];
  const sealed: SealedSessions = {
    keep: async (idHash, bytes) => void table.set(idHash, { version: 1, sealed: bytes }),
    find: async (idHash) => table.get(idHash),
    async replace(idHash, { version }, bytes) {
      if (table.get(idHash)?.version === version) table.set(idHash, { version: version + 1, sealed: bytes });
    },
    end: async (idHash) => void table.delete(idHash),
  };
  const cognito: CognitoPages = {
    addressToAddPasskey: () => '',
    addressToSignIn: () => '',
    addressToSignOut: () => '',
    exchange: async () => undefined,
    refresh,
    revoke: async (token) => void revoked.push(token),
  };
  const sessions = createSessions({ sealed, cognito, clock: () => new Date(now), random: secureRandom });
  return { sessions, table, revoked, pass: (ms: number) => (now += ms) };
}

describe('a session', () => {
  it('is refreshed when its token is about to end, by several requests at once, and kept once', async () => {
    let asked = 0;
    const { sessions, table, pass } = given(async (refreshToken) => {
      asked += 1;
      return { idToken: tokenOf('one'), refreshToken, seconds: 3600 + asked };
    });
    const { opener } = await sessions.begin(tokensOf('one'), undefined);
    pass(54 * minute);
    expect((await sessions.find(opener))?.whose).toMatch(/^[0-9a-f]{32}$/);
    expect(asked).toBe(0);
    pass(2 * minute);
    const found = await Promise.all([sessions.find(opener), sessions.find(opener)]);
    expect(found.map((session) => session?.idToken)).toEqual([tokenOf('one'), tokenOf('one')]);
    expect([asked, [...table.values()].map(({ version }) => version)]).toEqual([2, [2]]);
    await sessions.find(opener);
    expect(asked).toBe(2);
  });

  it('goes on with what is left of its token while Cognito gives no answer, and then says so', async () => {
    const { sessions, table, pass } = given(async () => {
      throw new ProblemError('no-answer');
    });
    const { opener } = await sessions.begin(tokensOf('one'), undefined);
    pass(58 * minute);
    expect((await sessions.find(opener))?.idToken).toBe(tokenOf('one'));
    pass(2 * minute);
    await expect(sessions.find(opener)).rejects.toMatchObject({ code: 'no-answer' });
    // Nobody is signed out by that.
    expect(table.size).toBe(1);
  });

  it('ends where Cognito says that its user is signed out', async () => {
    const { sessions, table, pass } = given();
    const { opener } = await sessions.begin(tokensOf('one'), undefined);
    pass(56 * minute);
    expect(await sessions.find(opener)).toBeUndefined();
    expect(table.size).toBe(0);
  });

  it('is ended here before Cognito is asked to, and revokes nothing for who has another key', async () => {
    const { sessions, table, revoked } = given();
    const { opener } = await sessions.begin(tokensOf('one'), undefined);
    const { opener: other } = await sessions.begin(tokensOf('two'), undefined);
    await sessions.end({ ...opener, key: other.key });
    expect([revoked, table.size]).toEqual([[], 1]);
    await sessions.end(other);
    expect([revoked, table.size]).toEqual([['r-two'], 0]);
  });
});

describe('a form that came when nobody was signed in', () => {
  it('is taken once, and goes into the session of whose it is alone', async () => {
    const { sessions } = given();
    const { opener: signedIn } = await sessions.begin(tokensOf('one'), undefined);
    const whose = (await sessions.find(signedIn))?.whose ?? '';
    const form = { path: '/account/profile', whose, typed: { jobTitle: 'Nurse' } };
    const kept = await sessions.keepForm(form);
    expect(await sessions.find(kept)).toBeUndefined();
    expect(await sessions.takeForm(kept)).toEqual(form);
    expect(await sessions.takeForm(kept)).toBeUndefined();
    const again = await sessions.begin(tokensOf('one'), form);
    expect((await sessions.find(again.opener))?.kept).toEqual(form);
    await sessions.dropForm(again.opener);
    expect((await sessions.find(again.opener))?.kept).toBeUndefined();
    const another = await sessions.begin(tokensOf('two'), form);
    expect([another.kept, (await sessions.find(another.opener))?.kept]).toEqual([undefined, undefined]);
  });
});
