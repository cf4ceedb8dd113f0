import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Invoke } from '#functions/website/api/invoking-fetch.ts';
import { createForward } from '../infra/local/aws/forward.ts';
import { close, listen } from '../infra/local/servers.ts';
import { invokedBy } from './invoked.ts';
import type { RecordedCall } from './recorded.ts';

const folder = join(import.meta.dirname, 'tls');
const certificate = join(folder, 'certificate.pem');

/** AWS over TLS: the table's engine, KMS as far as it makes authentication codes, and Lambda as far as it runs functions. */
export interface TlsFront {
  /** What a function is given to reach it. */
  readonly environment: Readonly<Record<string, string>>;
  /** What is asked while something is done, as the document client is given it. */
  callsOf(act: () => Promise<unknown>): Promise<RecordedCall[]>;
  stop(): Promise<void>;
}

const ofItems = ['Key', 'Keys', 'Item', 'ExpressionAttributeValues', 'ExclusiveStartKey'];

/** What went over the wire, as the document client is given it. */
function unmarshalled(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => unmarshalled(each, name));
  if (typeof value !== 'object' || value === null) return value;
  if (ofItems.includes(name)) return unmarshall(value as never);
  // By its token the engine knows a transaction that is sent again; the client makes another for each.
  const entries = Object.entries(value).filter(([key]) => key !== 'ClientRequestToken');
  return Object.fromEntries(entries.map(([key, each]) => [key, unmarshalled(each, key)]));
}

interface MacAsked {
  readonly KeyId: string;
  readonly MacAlgorithm: string;
  readonly Message: string;
}

/** A code of some key: which, nobody compares. */
function macFor({ KeyId, MacAlgorithm, Message }: MacAsked): string {
  const mac = createHmac('sha256', KeyId).update(Buffer.from(Message, 'base64')).digest('base64');
  return JSON.stringify({ KeyId, MacAlgorithm, Mac: mac });
}

/**
 * @param engine - where the table's engine listens
 * @param invoke - answers for the functions that are run
 */
export async function startTlsFront(engine: string, invoke?: Invoke): Promise<TlsFront> {
  const forward = createForward();
  let calls: RecordedCall[] | undefined;
  const server = createServer(
    { key: readFileSync(join(folder, 'key.pem')), cert: readFileSync(certificate), keepAliveTimeout: 60_000 },
    async (incoming, response) => {
      const body = await buffer(incoming);
      const FunctionName = invokedBy(incoming.url ?? '');
      if (invoke && FunctionName !== undefined) {
        const Payload = body.toString('utf8');
        calls?.push({ command: 'Invoke', input: { FunctionName, Payload } });
        response.writeHead(200, { 'Content-Type': 'application/json' }).end(await invoke(FunctionName, Payload));
        return;
      }
      const [service = '', command = ''] = String(incoming.headers['x-amz-target']).split('.');
      const asked = JSON.parse(body.toString('utf8'));
      if (service.startsWith('Trent')) {
        // Bytes to the client, text on the wire.
        calls?.push({ command, input: { ...asked, Message: [...Buffer.from(asked.Message, 'base64')] } });
        response.writeHead(200, { 'Content-Type': 'application/x-amz-json-1.1' }).end(macFor(asked));
        return;
      }
      calls?.push({ command, input: unmarshalled(asked) as object });
      const answer = await forward(engine, incoming, body);
      response.writeHead(answer.status, answer.headers).end(answer.body);
    },
  );
  const port = await listen(server as unknown as Server, 0);
  const url = `https://localhost:${port}`;
  return {
    environment: {
      AWS_ENDPOINT_URL_DYNAMODB: url,
      AWS_ENDPOINT_URL_KMS: url,
      AWS_ENDPOINT_URL_LAMBDA: url,
      NODE_EXTRA_CA_CERTS: certificate,
    },
    async callsOf(act) {
      const recorded: RecordedCall[] = [];
      calls = recorded;
      try {
        await act();
      } finally {
        calls = undefined;
      }
      return recorded;
    },
    stop: () => close(server as unknown as Server),
  };
}
