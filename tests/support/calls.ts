import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

export interface Call {
  readonly command: string;
  /** Keys read at once, or writes made at once. */
  readonly items: number;
}

function itemsOf(input: unknown): number {
  const { RequestItems, TransactItems } = input as {
    readonly RequestItems?: Readonly<Record<string, { readonly Keys?: readonly unknown[] }>>;
    readonly TransactItems?: readonly unknown[];
  };
  if (TransactItems) return TransactItems.length;
  return Object.values(RequestItems ?? {}).reduce((sum, { Keys = [] }) => sum + Keys.length, 0);
}

/** Watches what a client asks of the table: who can time a reply sees little more than how often. */
export function recordCalls(client: DynamoDBDocumentClient) {
  let made: Call[] = [];
  const send = client.send.bind(client) as (...args: unknown[]) => Promise<unknown>;
  client.send = ((command: { readonly input: unknown }, ...rest: unknown[]) => {
    made.push({ command: command.constructor.name, items: itemsOf(command.input) });
    return send(command, ...rest);
  }) as typeof client.send;
  return {
    async during<T>(act: () => Promise<T>): Promise<{ readonly answer: T; readonly made: readonly Call[] }> {
      made = [];
      const answer = await act();
      return { answer, made: [...made] };
    },
  };
}
