import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  type AttributeType,
  CognitoIdentityProviderClient,
  UserNotFoundException,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import { requestHandler } from './request-handler.ts';
import type { Work } from './work.ts';

/** The users of one pool: who can sign in. */
export interface UserDirectory {
  /**
   * Makes the user of an address whose mail somebody has proved to read, or finds the one that there is. They have no password: they
   * sign in with a code that is sent there.
   *
   * @returns the user's `sub`, by which their tokens name them
   * @throws where there is a user of that address who has not confirmed it: it may be anybody's
   */
  ensureUser(emailAddress: string, work: Work): Promise<string>;
  /** Who is not there is removed. */
  removeUser(sub: string, work: Work): Promise<void>;
}

/** Made once when a function loads; region, credentials and any other endpoint come from its environment. */
export const createCognitoClient = (): CognitoIdentityProviderClient =>
  new CognitoIdentityProviderClient({ requestHandler: requestHandler() });

const attributeOf = (attributes: readonly AttributeType[] | undefined, name: string): string | undefined =>
  attributes?.find(({ Name }) => Name === name)?.Value;

export function createUserDirectory({
  client,
  poolId,
}: {
  readonly client: Pick<CognitoIdentityProviderClient, 'send'>;
  readonly poolId: string;
}): UserDirectory {
  async function make(emailAddress: string, { signal }: Work) {
    const { User } = await client.send(
      new AdminCreateUserCommand({
        UserPoolId: poolId,
        Username: emailAddress,
        MessageAction: 'SUPPRESS',
        UserAttributes: [
          { Name: 'email', Value: emailAddress },
          { Name: 'email_verified', Value: 'true' },
        ],
      }),
      { abortSignal: signal },
    );
    return User?.Attributes;
  }

  async function find(emailAddress: string, { signal }: Work) {
    const { UserAttributes } = await client.send(
      new AdminGetUserCommand({ UserPoolId: poolId, Username: emailAddress }),
      { abortSignal: signal },
    );
    if (attributeOf(UserAttributes, 'email_verified') !== 'true')
      throw new Error('There is a user of that address who has not confirmed it');
    return UserAttributes;
  }

  return {
    async ensureUser(emailAddress, work) {
      const attributes = await make(emailAddress, work).catch((error: unknown) => {
        if (error instanceof UsernameExistsException) return find(emailAddress, work);
        throw error;
      });
      const sub = attributeOf(attributes, 'sub');
      if (sub === undefined) throw new Error('The directory named no user');
      return sub;
    },

    async removeUser(sub, { signal }) {
      // A pool whose users sign in by their address calls each by its `sub`.
      const gone = new AdminDeleteUserCommand({ UserPoolId: poolId, Username: sub });
      await client.send(gone, { abortSignal: signal }).catch((error: unknown) => {
        if (!(error instanceof UserNotFoundException)) throw error;
      });
    },
  };
}
