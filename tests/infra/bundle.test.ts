import { existsSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundleLambdas, lambdaEntries } from '../../infra/bundle.ts';

describe('the bundles', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hub-bundles-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('are one file for each entry, and nothing of an earlier build beside it', () => {
    const stale = join(folder, 'bookings-public', 'index.js');
    mkdirSync(join(folder, 'bookings-public'));
    writeFileSync(stale, 'exports.handler = () => "of last week"');
    bundleLambdas(folder);
    expect(existsSync(stale)).toBe(false);
    expect(globSync('*/*', { cwd: folder }).sort()).toEqual(lambdaEntries().map(({ name }) => join(name, 'index.cjs')));
  });
});
