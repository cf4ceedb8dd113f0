import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { areas } from '#functions/contracts.ts';
import { southEastLondon } from '#hub/south-east-london.ts';
import { inventory } from '#privacy/inventory.ts';
import { type Honoured, type PolicyLine, toCome } from '#privacy/policy-line.ts';
import { policyLines } from '#privacy/policy-lines.ts';
import { purposes } from '#privacy/vocabulary.ts';

const root = join(import.meta.dirname, '../../..');
const textOf = (path: string) => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '');

/** Each sentence and each bullet, without headings, which promise nothing. A sentence may begin with an address of ours alone. */
const linesOf = (markdown: string): string[] =>
  markdown
    .replace(/<!--.*?-->/gs, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .flatMap((line) => line.replace(/^- /, '').split(/(?<=\.) (?=[A-Z])/));

const honoured = policyLines.flatMap(({ label, by }) => ('toCome' in by ? [] : [{ label, by }]));
const routes = new Set(areas.flatMap((area) => Object.keys(area.routes)));
const setting = (path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((of, name) => (of as Readonly<Record<string, unknown>> | undefined)?.[name], southEastLondon);

describe('the policy as it was published', () => {
  it('has every sentence and bullet in the table, word for word and in order', () => {
    expect(policyLines.map(({ says }) => says)).toEqual(linesOf(textOf('docs/policy/source.md')));
  });

  it('is read sentence by sentence', () => {
    expect(linesOf('# Title\n\nOne. Two (e.g. this).\n\n- Three\n  - Four')).toEqual([
      'One.',
      'Two (e.g. this).',
      'Three',
      'Four',
    ]);
  });

  it('has labels that tell its lines apart', () => {
    const labels = policyLines.map(({ label }) => label);
    expect(labels).toEqual([...new Set(labels)]);
  });
});

describe('a line of the policy', () => {
  it.each(honoured)('“$label” is honoured by something that there is', ({ by }: { readonly by: Honoured }) => {
    const { classes = [], purposes: used = [], routes: operations = [], settings = [] } = by;
    expect([...classes, ...used, ...operations, ...settings].length).toBeGreaterThan(0);
    for (const dataClass of classes) expect(inventory).toHaveProperty(dataClass);
    for (const purpose of used) {
      expect(purposes).toHaveProperty(purpose);
      expect(Object.values(inventory).some((entry) => purpose in entry.purposes)).toBe(true);
    }
    for (const operation of operations) expect(routes).toContain(operation);
    for (const path of settings) expect(setting(path) ?? undefined, path).toBeDefined();
  });

  it.each(honoured)('“$label” is held by a test that there is', ({ by: { test } }) => {
    expect(textOf(test.file), test.file).toContain(test.name);
  });

  it('is put off only where that was agreed, and every reason is still needed', () => {
    const put = policyLines.flatMap(({ by }: PolicyLine) => ('toCome' in by ? [by.toCome] : []));
    expect([...new Set(put)].sort()).toEqual([...toCome].sort());
  });
});
