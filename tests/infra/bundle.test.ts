import { globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bundlesFolder, lambdaEntries, removeAllBut } from '../../infra/bundle.ts';

// `bundled.ts` has made them.
describe('the bundles', () => {
  it('are one file for each entry, and what pages are drawn with', () => {
    const [files, assets] = ['*/*.*', '*/assets/**/*.*'].map((wanted) => globSync(wanted, { cwd: bundlesFolder }));
    expect(files?.sort()).toEqual(lambdaEntries().map(({ name }) => join(name, 'index.cjs')));
    expect(assets?.map((path) => path.replace(/-[0-9a-f]{8}/, '')).sort()).toEqual([
      ...['arrow-down', 'arrow-up-down', 'arrow-up', 'cross'].map(
        (icon) => `website-pages/assets/images/nhsuk-icon-${icon}.svg`,
      ),
      'website-pages/assets/site.js',
      'website-pages/assets/south-east-london.css',
    ]);
  });

  it('have nothing of an earlier build beside them', () => {
    const folder = mkdtempSync(join(tmpdir(), 'hub-bundles-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const made = ['a/index.cjs', 'b/assets/images/cross.svg', 'b/index.cjs'];
    const before = ['a/index.js', 'b/assets/images/old.svg', 'b/assets/old.css', 'b/old/site.js'];
    for (const name of [...made, ...before]) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), '');
    }
    removeAllBut(
      made.map((name) => join(folder, name)),
      folder,
    );
    expect(globSync('**/*.*', { cwd: folder }).sort()).toEqual(made);
  });
});
