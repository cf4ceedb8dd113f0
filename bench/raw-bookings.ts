import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { BatchGetCommand, type BatchGetCommandInput, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { BenchHub } from './hub.ts';
import { callsOf, type RecordedCall, renewed } from './recorded.ts';
import { workOf } from './work.ts';

/** What one person's booking comes to: a reading and a transaction, with the very records and conditions of ours. */
interface Recorded {
  readonly sessionId: string;
  readonly calls: readonly RecordedCall[];
}

const inputOf = (calls: readonly RecordedCall[], name: string): object => {
  const call = calls.find(({ command }) => command === name);
  if (!call) throw new Error(`A booking is made without a ${name}`);
  return call.input;
};

/**
 * Books as the engine itself would: what a booking reads and writes was recorded, and is sent again for others, by the same client and with the
 * same signal. Nothing is decided, and nobody is refused: who gets a place is known beforehand.
 */
export async function createRawBookings(hub: BenchHub) {
  const sessionId = await hub.publishedSession(1);
  const record = async (workEmail: string): Promise<Recorded> => ({
    sessionId,
    calls: await callsOf(hub.client, () => hub.book(sessionId, workEmail)),
  });
  const confirmed = await record('recorded.first@nhs.net');
  const waitlisted = await record('recorded.second@nhs.net');

  /** @param places - so many are confirmed, the others wait. Made before any is sent, so that making them is not measured */
  return (intoSession: string, people: number, places: number): (() => Promise<void>)[] =>
    Array.from({ length: people }, (_, person) => {
      const { sessionId: from, calls } = person < places ? confirmed : waitlisted;
      const own = renewed(calls, { [from]: intoSession });
      const read = inputOf(own, 'BatchGetCommand') as BatchGetCommandInput;
      const write = inputOf(own, 'TransactWriteCommand') as TransactWriteCommandInput;
      return async () => {
        const { signal } = workOf();
        await hub.client.send(new BatchGetCommand(read), { abortSignal: signal });
        await hub.client.send(new TransactWriteCommand(write), { abortSignal: signal });
      };
    });
}
