import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { StandardRetryStrategy } from '@smithy/core/retry';
import { requestHandler } from './request-handler.ts';

/** For each call the SDK goes through all that was sent and answered, to make what its own log would say: it is given none. @returns the same client */
export function withoutLog(client: DynamoDBClient): DynamoDBClient {
  client.middlewareStack.remove('loggerMiddleware');
  return client;
}

/** What DynamoDB answers where it takes no more for the moment. The same call may succeed a little later. */
export const throttled: ReadonlySet<string> = new Set([
  'ProvisionedThroughputExceededException',
  'ProvisionedThroughputExceeded',
  'RequestLimitExceeded',
  'ThrottlingException',
  'ThrottlingError',
]);

type Refresh = StandardRetryStrategy['refreshRetryTokenForRetry'];

/**
 * The SDK tries again by itself what broke on its way, as often and as soon as it does of DynamoDB. Not what was throttled: it would wait for
 * seconds then, several times, and outlast the function; `persevere` knows how long there is.
 */
class OwnRetries extends StandardRetryStrategy {
  constructor() {
    super({ maxAttempts: 4, baseDelay: 25 });
  }

  override async refreshRetryTokenForRetry(...[token, fault]: Parameters<Refresh>): ReturnType<Refresh> {
    if (fault.error instanceof Error && throttled.has(fault.error.name)) throw fault.error;
    return super.refreshRetryTokenForRetry(token, fault);
  }
}

/** Made once when a function loads; region, credentials and any other endpoint come from its environment. */
export const createDynamoDbClient = (): DynamoDBDocumentClient => {
  const client = new DynamoDBClient({ requestHandler: requestHandler(), retryStrategy: new OwnRetries() });
  return DynamoDBDocumentClient.from(withoutLog(client), { marshallOptions: { removeUndefinedValues: true } });
};
