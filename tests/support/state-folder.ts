import { accessSync, constants, mkdtempSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const inMemory = '/dev/shm';
/** More than any test keeps; what containers are given by default is less. */
const room = 1024 ** 3;

function hasRoomInMemory(): boolean {
  try {
    accessSync(inMemory, constants.W_OK);
    const { bavail, bsize } = statfsSync(inMemory);
    return bavail * bsize >= room;
  } catch {
    return false;
  }
}

/**
 * A new folder for what an engine keeps, in memory where the machine has room there: engines wait for the disk at each write, and no
 * test pulls the plug.
 */
export const newStateFolder = (name: string): string =>
  mkdtempSync(join(hasRoomInMemory() ? inMemory : tmpdir(), `${name}-`));
