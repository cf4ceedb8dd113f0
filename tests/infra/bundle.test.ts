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
    const [files, assets] = [globSync('*/*.*', { cwd: folder }), globSync('*/assets/**/*.*', { cwd: folder })];
    expect(assets.map((path) => path.replace(/-[0-9a-f]{8}/, '')).sort()).toEqual([
      ...['arrow-down', 'arrow-up-down', 'arrow-up', 'cross'].map(
        (icon) => `website-pages/assets/images/nhsuk-icon-${icon}.svg`,
      ),
      'website-pages/assets/site.js',
      'website-pages/assets/south-east-london.css',
    ]);
    expect(files.sort()).toEqual(lambdaEntries().map(({ name }) => join(name, 'index.cjs')));
  });
});
