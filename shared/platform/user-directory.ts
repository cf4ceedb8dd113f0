import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
  type CognitoIdentityProviderClient,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import { attributeOf, orNotFound, provedEmail } from './cognito.ts';
import { BusyError } from './errors.ts';
import type { Work } from './work.ts';

/** The users of one pool: who can sign in. */
export interface UserDirectory {
  /**
   * Makes the user of an address whose mail somebody has proved to read. They have no password: they sign in with a code that is sent
   * there. A user of that address who was made before is removed: they may be somebody else, and still be signed in.
   *
   * @param askedAt - ISO 8601 UTC: whoever was made since then was made for the same asking, and is answered again
   * @returns the user's `sub`, by which their tokens name them
   */
  ensureUser(emailAddress: string, askedAt: string, work: Work): Promise<string>;
  isThere(sub: string, work: Work): Promise<boolean>;
  /**
   * Has a user sign in by another address, whose mail somebody has proved to read; their `sub` stays. Where another user has that address,
   * that one goes: whoever asks has made sure that they are nobody's.
   *
   * @returns false where there is no such user
   */
  moveUser(sub: string, emailAddress: string, work: Work): Promise<boolean>;
  /** Who is not there is removed. */
  removeUser(sub: string, work: Work): Promise<void>;
}

interface FoundUser {
  readonly sub: string;
  readonly email: string | undefined;
  /** By Cognito's clock, in milliseconds since 1970. */
  readonly madeAt: number;
}

/** Cognito's clock and ours need not agree, and it may tell whole seconds. */
const clocksDifferMs = 5 * 60_000;

/** Of two that meet, one is first. */
const mostTries = 3;

export function createUserDirectory({
  client,
  poolId,
}: {
  readonly client: Pick<CognitoIdentityProviderClient, 'send'>;
  readonly poolId: string;
}): UserDirectory {
  /** None where there is a user of that address. */
  async function make(emailAddress: string, { signal }: Work): Promise<string | undefined> {
    try {
      const { User } = await client.send(
        new AdminCreateUserCommand({
          UserPoolId: poolId,
          Username: emailAddress,
          MessageAction: 'SUPPRESS',
          UserAttributes: provedEmail(emailAddress),
        }),
        { abortSignal: signal },
      );
      return attributeOf(User?.Attributes, 'sub');
    } catch (error) {
      if (error instanceof UsernameExistsException) return undefined;
      throw error;
    }
  }

  async function find(name: string, { signal }: Work): Promise<FoundUser | undefined> {
    const asked = new AdminGetUserCommand({ UserPoolId: poolId, Username: name });
    const found = await client.send(asked, { abortSignal: signal }).catch(orNotFound);
    const sub = attributeOf(found?.UserAttributes, 'sub');
    if (sub === undefined) return undefined;
    const email = attributeOf(found?.UserAttributes, 'email');
    return { sub, email, madeAt: found?.UserCreateDate?.getTime() ?? 0 };
  }

  /** A pool whose users sign in by their address calls each by its `sub` besides: so nobody is removed who came in between. */
  async function remove(sub: string, { signal }: Work): Promise<void> {
    const gone = new AdminDeleteUserCommand({ UserPoolId: poolId, Username: sub });
    await client.send(gone, { abortSignal: signal }).catch(orNotFound);
  }

  return {
    async ensureUser(emailAddress, askedAt, work) {
      for (let tries = 0; tries < mostTries; tries += 1) {
        const sub = await make(emailAddress, work);
        if (sub !== undefined) return sub;
        const there = await find(emailAddress, work);
        if (there && there.madeAt >= Date.parse(askedAt) - clocksDifferMs) return there.sub;
        if (there) await remove(there.sub, work);
      }
      throw new BusyError('others make users of that address');
    },

    async moveUser(sub, emailAddress, work) {
      const user = await find(sub, work);
      if (!user) return false;
      if (user.email === emailAddress) return true;
      const other = await find(emailAddress, work);
      if (other && other.sub !== sub) await remove(other.sub, work);
      await client.send(
        new AdminUpdateUserAttributesCommand({
          UserPoolId: poolId,
          Username: sub,
          UserAttributes: [
            { Name: 'email', Value: emailAddress },
            { Name: 'email_verified', Value: 'true' },
          ],
        }),
        { abortSignal: work.signal },
      );
      return true;
    },

    isThere: async (sub, work) => (await find(sub, work)) !== undefined,

    removeUser: remove,
  };
}
