import { Agent, type IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';

export interface EngineAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** Asks an engine, at its base URL, what was asked of us. */
export type Forward = (engine: string, incoming: IncomingMessage, body: Buffer) => Promise<EngineAnswer>;

export function createForward(): Forward {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  return (engine, { method, url, headers }, body) => {
    const { hostname, port } = new URL(engine);
    const options = { agent, hostname, port, method, path: url, headers: { ...headers, host: `${hostname}:${port}` } };
    return new Promise((answered, failed) => {
      const outgoing = request(options, async (response) => {
        try {
          answered({ status: response.statusCode ?? 500, headers: response.headers, body: await buffer(response) });
        } catch (error) {
          failed(error);
        }
      });
      outgoing.on('error', failed);
      outgoing.end(body);
    });
  };
}
