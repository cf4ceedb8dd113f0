import { Agent, type IncomingMessage, request } from 'node:http';
import { wholeBody } from '../whole-body.ts';

export interface EngineAnswer {
  readonly status: number;
  /** Names and values in turn, as they came. */
  readonly headers: string[];
  readonly body: Buffer;
}

/** Asks an engine, at its base URL, what was asked of us. */
export type Forward = (engine: string, incoming: IncomingMessage, body: Buffer) => Promise<EngineAnswer>;

/** What is said of one connection alone; `host` is whom it leads to. */
const ofConnection: ReadonlySet<string> = new Set(['connection', 'keep-alive', 'host']);

/** Headers as they came rather than by name: there is nothing to look up, and Node would check each of them again. */
function passedOn(rawHeaders: readonly string[]): string[] {
  const passed: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = [rawHeaders[index], rawHeaders[index + 1]];
    if (!ofConnection.has(name.toLowerCase())) passed.push(name, value);
  }
  return passed;
}

export function createForward(): Forward {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  return (engine, { method, url, rawHeaders }, body) => {
    const { hostname, port, host } = new URL(engine);
    const headers = [...passedOn(rawHeaders), 'Host', host];
    return new Promise((answered, failed) => {
      const outgoing = request({ agent, hostname, port, method, path: url, headers }, (response) => {
        wholeBody(response).then(
          (read) =>
            answered({ status: response.statusCode ?? 500, headers: passedOn(response.rawHeaders), body: read }),
          failed,
        );
      });
      outgoing.on('error', failed);
      outgoing.end(body);
    });
  };
}
