import { existsSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bundleFolder, bundleLambdas, lambdaEntries } from '../../infra/bundle.ts';

describe('the bundles', () => {
  it('are one file for each entry, and what pages are drawn with', () => {
    const folder = join(bundleFolder('any'), '..');
    const [files, assets] = [globSync('*/*.*', { cwd: folder }), globSync('*/assets/**/*.*', { cwd: folder })];
    expect(files.sort()).toEqual(lambdaEntries().map(({ name }) => join(name, 'index.cjs')));
    expect(assets.map((path) => path.replace(/-[0-9a-f]{8}/, '')).sort()).toEqual([
      ...['arrow-down', 'arrow-up-down', 'arrow-up', 'cross'].map(
        (icon) => `website-pages/assets/images/nhsuk-icon-${icon}.svg`,
      ),
      'website-pages/assets/site.js',
      'website-pages/assets/south-east-london.css',
    ]);
  });

  it('leave nothing of an earlier build beside them', () => {
    const folder = mkdtempSync(join(tmpdir(), 'hub-bundles-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const stale = join(folder, 'bookings-public', 'index.js');
    mkdirSync(join(folder, 'bookings-public'));
    writeFileSync(stale, 'exports.handler = () => "of last week"');
    bundleLambdas(
      lambdaEntries().filter(({ name }) => name === 'bookings-public'),
      folder,
    );
    expect(existsSync(stale)).toBe(false);
    expect(existsSync(join(folder, 'bookings-public', 'index.cjs'))).toBe(true);
  });
});
