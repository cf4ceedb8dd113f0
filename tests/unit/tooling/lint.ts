import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as z from 'zod';

const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome');
const repository = join(import.meta.dirname, '../../..');
const dependencyRule = 'biome.dependency-rule.json';

const LintReport = z.object({
  summary: z.object({ unchanged: z.int() }),
  diagnostics: z.array(
    z.object({ category: z.string(), severity: z.string(), location: z.object({ path: z.string() }) }),
  ),
});

/**
 * Lints a tree by the repository's own configuration, and answers the files that it refuses, in order.
 *
 * @param tree - what each file holds, by its path in the repository
 * @param rule - whose refusals, as errors, are meant. All run: one that is asked for alone runs by its defaults where we have turned it on for nobody.
 */
export function refusedIn(tree: ReadonlyMap<string, string>, rule: string): string[] {
  const root = mkdtempSync(join(tmpdir(), 'linted-'));
  try {
    const { vcs: _, ...configuration } = JSON.parse(readFileSync(join(repository, 'biome.json'), 'utf8'));
    writeFileSync(join(root, 'biome.json'), JSON.stringify(configuration));
    copyFileSync(join(repository, dependencyRule), join(root, dependencyRule));
    for (const [path, text] of tree) {
      mkdirSync(join(root, dirname(path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const options = ['--reporter=json', '--max-diagnostics=none'];
    const { stdout } = spawnSync(process.execPath, [biome, 'lint', ...options, '.'], { cwd: root, encoding: 'utf8' });
    const { diagnostics, summary } = LintReport.parse(JSON.parse(stdout));
    if (summary.unchanged !== tree.size + 1) throw new Error(`the linter looked at ${summary.unchanged} files`);
    // One file may be refused more than once.
    const refusals = diagnostics.filter(
      ({ category, severity }) => category === `lint/${rule}` && severity === 'error',
    );
    return [...new Set(refusals.map(({ location }) => location.path))].toSorted();
  } finally {
    rmSync(root, { recursive: true });
  }
}
