import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { NodeHttpHandler } from '@smithy/node-http-handler';

/** What a bare handler is to ask of AWS, one call after the other. */
export interface BareEvent {
  readonly calls: readonly { readonly command: string; readonly input: unknown }[];
}

interface Context {
  getRemainingTimeInMillis(): number;
}

type Calls = Readonly<
  Record<string, (input: never, options: { readonly abortSignal: AbortSignal }) => Promise<unknown>>
>;

/** As short as those of our functions: what keeps a request from hanging is no part of what ours costs more. */
export const requestHandler = () =>
  new NodeHttpHandler({ connectionTimeout: 1000, requestTimeout: 5000, throwOnRequestTimeout: true });

/**
 * The least that answers a request: no contract, no parsing, no log, no headers. It has the SDK's client as it comes, with the same
 * time-outs as ours, and the same signal that ends what takes too long.
 *
 * @param further - what it may ask beside the table
 */
export function createBareHandler(further: Calls = {}) {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ requestHandler: requestHandler() }), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const calls: Calls = {
    BatchGetItem: (input, options) => client.send(new BatchGetCommand(input), options),
    GetItem: (input, options) => client.send(new GetCommand(input), options),
    Query: (input, options) => client.send(new QueryCommand(input), options),
    TransactWriteItems: (input, options) => client.send(new TransactWriteCommand(input), options),
    ...further,
  };
  return async (event: BareEvent, context: Context) => {
    const abortSignal = AbortSignal.timeout(context.getRemainingTimeInMillis() - 1000);
    const answers: unknown[] = [];
    for (const { command, input } of event.calls) {
      const call = calls[command];
      if (!call) throw new Error(`The bare handler knows no ${command}`);
      answers.push(await call(input as never, { abortSignal }));
    }
    return { statusCode: 200, body: JSON.stringify(answers) };
  };
}
