import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
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

/** A booking of nobody's in particular, ready to be sent: made before it is, so that making it is not measured. */
interface RawBooking {
  readonly read: BatchGetCommandInput;
  readonly write: TransactWriteCommandInput;
}

function rawBooking({ sessionId, calls }: Recorded, intoSession: string): RawBooking {
  const own = renewed(calls, { [sessionId]: intoSession });
  return {
    read: inputOf(own, 'BatchGetCommand') as BatchGetCommandInput,
    write: inputOf(own, 'TransactWriteCommand') as TransactWriteCommandInput,
  };
}

interface Places {
  readonly type: string;
  readonly taken: number;
  readonly waitlisted: number;
  readonly capacity: number;
}

/**
 * Books as the engine itself would: what a booking reads and writes was recorded, and is sent again for others, by the same client and with the
 * same signal.
 */
export async function createRawBookings(hub: BenchHub) {
  const { client, tableName } = hub;
  const sessionId = await hub.publishedSession(1);
  const record = async (workEmail: string): Promise<Recorded> => ({
    sessionId,
    calls: await callsOf(client, () => hub.book(sessionId, workEmail)),
  });
  const confirmed = await record('recorded.first@nhs.net');
  const waitlisted = await record('recorded.second@nhs.net');

  async function placesBy({ read }: RawBooking, abortSignal: AbortSignal): Promise<Places | undefined> {
    const { Responses } = await client.send(new BatchGetCommand(read), { abortSignal });
    return (Responses?.[tableName] as Places[] | undefined)?.find(({ type }) => type === 'places');
  }
  const keep = ({ write }: RawBooking, abortSignal: AbortSignal) =>
    client.send(new TransactWriteCommand(write), { abortSignal });

  /** Nothing is decided, and nobody is refused: who gets a place is known beforehand. @param places - of those who come first */
  const asKept = (intoSession: string, people: number, places: number): (() => Promise<void>)[] =>
    Array.from({ length: people }, (_, person) => {
      const booking = rawBooking(person < places ? confirmed : waitlisted, intoSession);
      return async () => {
        const { signal } = workOf();
        await placesBy(booking, signal);
        await keep(booking, signal);
      };
    });

  /** Each goes by what it read, and reads again, at once, where others were first. */
  const contending = (intoSession: string, people: number): (() => Promise<void>)[] =>
    Array.from({ length: people }, () => {
      const [place, turn] = [rawBooking(confirmed, intoSession), rawBooking(waitlisted, intoSession)];
      return async function book(): Promise<void> {
        const { signal } = workOf();
        const places = await placesBy(place, signal);
        const isFree = places !== undefined && places.taken < places.capacity && places.waitlisted === 0;
        try {
          await keep(isFree ? place : turn, signal);
        } catch (error) {
          if (!(error instanceof TransactionCanceledException)) throw error;
          await book();
        }
      };
    });

  return { asKept, contending };
}
