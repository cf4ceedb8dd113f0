import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generatedDocuments } from '../../../scripts/generated-documents.ts';

const root = join(import.meta.dirname, '../../..');

describe('generated documents', () => {
  it.each(generatedDocuments())('$path is what the code says now', ({ path, text }) => {
    const file = join(root, path);
    const checkedIn = existsSync(file) ? readFileSync(file, 'utf8') : '';
    expect(checkedIn === text, `${path} is stale. Run: npm run generate`).toBe(true);
  });
});
