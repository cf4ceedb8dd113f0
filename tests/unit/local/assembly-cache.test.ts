import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dropOldest, use } from '../../../infra/local/template/assembly-cache.ts';

describe('assemblies that were made before', () => {
  let cache: string;
  beforeEach(() => {
    cache = mkdtempSync(join(tmpdir(), 'hub-assemblies-'));
  });
  afterEach(() => rmSync(cache, { recursive: true, force: true }));

  /** The first is the oldest. */
  const made = (...names: string[]) => {
    for (const name of names) mkdirSync(join(cache, name));
  };
  const aged = (...names: string[]) => {
    for (const [index, name] of names.entries()) utimesSync(join(cache, name), index, index);
  };

  it('are kept as long as they are among the youngest three, or used by what runs', () => {
    made('used', 'left', 'unused', 'a', 'b', 'c');
    expect(use(join(cache, 'used'))).toBe(true);
    writeFileSync(join(cache, 'left', `used-by-${spawnSync(process.execPath, ['--version']).pid}`), '');
    aged('used', 'left', 'unused', 'a', 'b', 'c');
    dropOldest(cache);
    expect(readdirSync(cache).sort()).toEqual(['a', 'b', 'c', 'used']);
  });

  it('are not there once they are dropped', () => {
    expect(use(join(cache, 'dropped'))).toBe(false);
  });
});
