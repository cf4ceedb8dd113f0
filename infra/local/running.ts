import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const stateDir = resolve(import.meta.dirname, '..', '..', process.env.HUB_STATE_DIR ?? '.local');

/** Where the platform listens: as it wrote down when it started, unless `PORT` says otherwise. */
function addressOfPlatform(): string {
  if (process.env.PORT !== undefined) return `http://127.0.0.1:${process.env.PORT}`;
  try {
    return readFileSync(join(stateDir, 'url'), 'utf8').trim();
  } catch {
    return 'http://127.0.0.1:3000';
  }
}

export function endWith(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

/** Asks the platform that runs on this machine; ends the process with one sentence where none does. */
export async function ask(path: string, request?: RequestInit): Promise<Response> {
  const url = addressOfPlatform();
  try {
    return await fetch(`${url}${path}`, request);
  } catch {
    return endWith(`The local platform does not answer at ${url}: start it with npm start`);
  }
}
