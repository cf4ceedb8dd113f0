import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const documents = ['README.md', 'CONTRIBUTING.md', ...globSync('docs/{adr,runbooks}/*.md', { cwd: root })];

/** Files of ours that a text names, in code or as a link. */
const namedIn = (text: string): string[] =>
  [
    ...text.matchAll(/(?<![\w/.#-])(?:docs|functions|infra|shared|tests|scripts|bench)\/[\w./-]+\.(?:ts|md|json)\b/g),
  ].map(([path]) => path);

describe('a document that names files', () => {
  it.each(documents)('%s names such as there are', (document) => {
    const named = [...new Set(namedIn(readFileSync(join(root, document), 'utf8')))];
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('is read as it is written', () => {
    const text =
      'See `shared/domain/no-such.ts` and [the decision](docs/adr/README.md), not https://x.example/docs/a.md.';
    expect(namedIn(text)).toEqual(['shared/domain/no-such.ts', 'docs/adr/README.md']);
  });
});
