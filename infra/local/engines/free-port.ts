import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { promisify } from 'node:util';

/** Below those that systems give to outgoing connections, so that none of these takes the port before its engine does. */
const firstPort = 20_000;
const lastPort = 32_000;
const mostAttempts = 100;

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const listening = await new Promise<boolean>((settled) => {
    server.once('error', () => settled(false)).listen(port, '127.0.0.1', () => settled(true));
  });
  if (listening) await promisify(server.close.bind(server))();
  return listening;
}

/** A port of 127.0.0.1 that was free a moment ago. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const port = randomInt(firstPort, lastPort);
    if (await isFree(port)) return port;
  }
  throw new Error(`No port of 127.0.0.1 from ${firstPort} to ${lastPort} is free`);
}
