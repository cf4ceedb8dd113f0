import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { requestHandler } from './request-handler.ts';

/** For each call the SDK goes through all that was sent and answered, to make what its own log would say: it is given none. @returns the same client */
export function withoutLog(client: DynamoDBClient): DynamoDBClient {
  client.middlewareStack.remove('loggerMiddleware');
  return client;
}

/** Made once when a function loads; region, credentials and any other endpoint come from its environment. */
export const createDynamoDbClient = (): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(withoutLog(new DynamoDBClient({ requestHandler: requestHandler() })), {
    marshallOptions: { removeUndefinedValues: true },
  });
