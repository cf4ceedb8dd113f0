import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { createBareHandler } from './handler.ts';

/** With a connection for each call, and as long a time-out, as pages ask with. */
const lambda = new LambdaClient({
  maxAttempts: 1,
  requestHandler: new NodeHttpHandler({
    connectionTimeout: 1000,
    requestTimeout: 12_000,
    throwOnRequestTimeout: true,
    httpAgent: { keepAlive: false },
    httpsAgent: { keepAlive: false },
  }),
});

interface Invoked {
  readonly FunctionName: string;
  readonly Payload: string;
}

export const handler = createBareHandler({
  async Invoke({ FunctionName, Payload }: Invoked, options) {
    const answer = await lambda.send(new InvokeCommand({ FunctionName, Payload: Buffer.from(Payload) }), options);
    return JSON.parse(Buffer.from(answer.Payload ?? []).toString('utf8'));
  },
});
