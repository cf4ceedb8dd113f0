import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const kept = 3;
const usedBy = 'used-by-';

/** Says that this process may open what lies in a folder for as long as it runs; answers whether the folder is there. */
export function use(folder: string): boolean {
  try {
    writeFileSync(join(folder, `${usedBy}${process.pid}`), '');
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It is somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const isUsed = (folder: string): boolean =>
  readdirSync(folder).some((name) => name.startsWith(usedBy) && isRunning(Number(name.slice(usedBy.length))));

/** Drops what nobody uses, but for the youngest: a platform opens the code of a function when that is first called. */
export function dropOldest(cache: string): void {
  const byAge = readdirSync(cache)
    .map((name) => ({ folder: join(cache, name), age: statSync(join(cache, name)).mtimeMs }))
    .sort((a, b) => b.age - a.age);
  for (const { folder } of byAge.slice(kept)) if (!isUsed(folder)) rmSync(folder, { recursive: true, force: true });
}
