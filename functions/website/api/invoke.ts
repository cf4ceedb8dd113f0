import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { Invoke } from './invoking-fetch.ts';
import { untilAnswered } from './waiting.ts';

export const createInvoke =
  (client: Pick<LambdaClient, 'send'>): Invoke =>
  async (FunctionName, event) => {
    const { FunctionError, Payload } = await client.send(
      new InvokeCommand({ FunctionName, Payload: Buffer.from(event) }),
      { abortSignal: untilAnswered() },
    );
    // What it says of its failure may quote what was sent.
    if (FunctionError !== undefined) throw new Error(`${FunctionName} failed`);
    return Buffer.from(Payload ?? []).toString('utf8');
  };
