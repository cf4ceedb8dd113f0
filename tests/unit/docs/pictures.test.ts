import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pictures } from '../../../scripts/pictures/table.ts';
import { fileOf } from '../../../scripts/pictures/take.ts';

const folder = join(import.meta.dirname, '../../../docs/pages');
const files = readdirSync(folder);
const kilobytes = (file: string): number => statSync(join(folder, file)).size / 1024;

describe('the pictures of pages', () => {
  it('are all there, on a phone and at a desk, and no others', () => {
    const wanted = pictures.flatMap(({ name }) => [fileOf(name, 'phone'), fileOf(name, 'desk')]);
    expect(files.toSorted()).toEqual([...wanted, 'README.md'].toSorted());
    const list = readFileSync(join(folder, 'README.md'), 'utf8');
    for (const file of wanted) expect(list).toContain(`src="${file}"`);
  });

  it('are small: whoever clones the repository takes them all along', () => {
    for (const file of files) expect(kilobytes(file), file).toBeLessThan(40);
    expect(files.reduce((sum, file) => sum + kilobytes(file), 0)).toBeLessThan(600);
  });
});
