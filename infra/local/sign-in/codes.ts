import { createHash, randomBytes } from 'node:crypto';
import type { DeployedPool } from '../template/deployment.ts';

/** What somebody who has signed in takes back to the page that they came from, as it asked for it. */
export interface Given {
  readonly pool: DeployedPool;
  readonly clientId: string;
  readonly redirectUri: string;
  /** Of PKCE: the SHA-256 of what whoever asked for the code alone knows. */
  readonly challenge: string;
  readonly email: string;
}

/** As Cognito has it. */
const lifeMs = 5 * 60_000;

/** Codes, each good for one answer, whoever gives it. */
export function createCodes() {
  const codes = new Map<string, Given & { readonly until: number }>();
  return {
    give(given: Given): string {
      const code = randomBytes(24).toString('base64url');
      codes.set(code, { ...given, until: Date.now() + lifeMs });
      return code;
    },
    /** Nothing where it is none, was used before, has ended, or comes from somebody else than who asked for it. */
    take(code: string, { clientId, redirectUri, verifier }: Readonly<Record<string, string | undefined>>) {
      const given = codes.get(code);
      codes.delete(code);
      if (!given || given.until <= Date.now()) return undefined;
      const challenge = createHash('sha256')
        .update(verifier ?? '')
        .digest('base64url');
      const isSame = given.clientId === clientId && given.redirectUri === redirectUri && given.challenge === challenge;
      return isSame ? given : undefined;
    },
  };
}
export type Codes = ReturnType<typeof createCodes>;
