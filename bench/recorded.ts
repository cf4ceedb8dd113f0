import { randomBytes } from 'node:crypto';

/** A call of AWS as it was made: a command of its client by name, and what it was given. */
export interface RecordedCall {
  readonly command: string;
  readonly input: object;
}

interface Sends {
  // As loosely as the client itself takes what it is given: each command has types of its own.
  send: (command: never, options?: never) => Promise<unknown>;
}

/** Everything that a client is asked for while something is done. */
export async function callsOf(client: object, act: () => Promise<unknown>): Promise<RecordedCall[]> {
  const recorded = client as Sends;
  const { send } = recorded;
  const calls: RecordedCall[] = [];
  recorded.send = (command: { readonly input: object }, options) => {
    calls.push({ command: command.constructor.name, input: command.input });
    return send.call(client, command as never, options);
  };
  try {
    await act();
  } finally {
    recorded.send = send;
  }
  return calls;
}

/** Ids, also where a rank in a line is made of one, and hashes: no two records may have the same. */
const unique = /\b[0-7][0-9A-HJKMNP-TV-Z]{25}(?=G?\b)|\b[0-9a-f]{64}\b/g;

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

function anotherLike(text: string): string {
  if (text.length === 64) return randomBytes(32).toString('hex');
  const random = Array.from(randomBytes(16), (byte) => crockford[byte % 32]).join('');
  return `${text.slice(0, 10)}${random}`;
}

/**
 * Recorded calls for somebody else: what was unique is so again, the same everywhere.
 *
 * @param given - what stands for what; what is not to change stands for itself
 */
export function renewed<T>(recorded: T, given: Readonly<Record<string, string>>): T {
  const known = new Map(Object.entries(given));
  const text = JSON.stringify(recorded).replaceAll(unique, (found) => {
    const other = known.get(found) ?? anotherLike(found);
    known.set(found, other);
    return other;
  });
  return JSON.parse(text) as T;
}
