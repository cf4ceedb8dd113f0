import { closeSync, openSync, writeSync } from 'node:fs';
import type { Writable } from 'node:stream';

/** Node looks for its own streams where these stand, so that they stay, but for where they lead. */
function lead(output: Writable, descriptor: number): void {
  output._writev = (chunks, written) => {
    for (const { chunk } of chunks) writeSync(descriptor, chunk);
    written();
  };
}

let current: number | undefined;

/**
 * Has this thread write what it logs to a file itself, and at once, from now on: nothing is lost where it is ended, and no other thread is kept
 * busy with handing it on.
 */
export function logTo(file: string): void {
  const descriptor = openSync(file, 'a');
  lead(process.stdout, descriptor);
  lead(process.stderr, descriptor);
  if (current !== undefined) closeSync(current);
  current = descriptor;
}
