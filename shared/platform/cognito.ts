import {
  type AttributeType,
  CognitoIdentityProviderClient,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { BusyError } from './errors.ts';
import { requestHandler } from './request-handler.ts';

/** Of what Cognito answers, what comes of the moment and not of what was asked: the same again may be done. */
const passing = new Set([
  'TooManyRequestsException',
  'ThrottlingException',
  'LimitExceededException',
  'ConcurrentModificationException',
  'CodeDeliveryFailureException',
]);

interface Failure {
  readonly name?: string;
  readonly $fault?: 'client' | 'server';
}

/** Whoever is not heard at all (a connection that breaks, time that is over) blames nobody, unlike what Cognito itself answers. */
const isPassing = ({ name = '', $fault }: Failure): boolean => $fault !== 'client' || passing.has(name);

/**
 * Made once when a function loads; region, credentials and any other endpoint come from its environment.
 *
 * Each of its calls throws a BusyError where Cognito does not answer, or does not take it now. What it says of a user, or of what was
 * asked, is thrown as it is: whoever asks decides by it.
 */
export function createCognitoClient(handler = requestHandler()): CognitoIdentityProviderClient {
  const client = new CognitoIdentityProviderClient({ requestHandler: handler });
  client.middlewareStack.add(
    (next) => async (asked) => {
      try {
        return await next(asked);
      } catch (cause) {
        throw isPassing(cause as Failure) ? new BusyError('Cognito does not do it now', { cause }) : cause;
      }
    },
    // Around everything, the tries of the SDK among them.
    { step: 'initialize', priority: 'high', name: 'sayBusy' },
  );
  return client;
}

/** For `catch`: nothing, where there is no such user. */
export const orNotFound = (error: unknown): undefined => {
  if (!(error instanceof UserNotFoundException)) throw error;
};

/** Of a user whose mail nobody else reads: without the second, no code could be sent there. */
export const provedEmail = (emailAddress: string): AttributeType[] => [
  { Name: 'email', Value: emailAddress },
  { Name: 'email_verified', Value: 'true' },
];

export const attributeOf = (attributes: readonly AttributeType[] | undefined, name: string): string | undefined =>
  attributes?.find(({ Name }) => Name === name)?.Value;
