import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';

const allowed = [
  ['shared/hub/a.ts', './hub.ts'],
  ['shared/domain/a.ts', './fields.ts'],
  ['shared/domain/a.ts', '../hub/job-roles.ts'],
  ['shared/domain/a.ts', 'zod'],
  ['shared/privacy/a.ts', '../domain/fields.ts'],
  ['shared/privacy/a.ts', '../hub/hub.ts'],
  ['shared/platform/a.ts', '@aws-sdk/client-dynamodb'],
  ['shared/platform/a.ts', './clock.ts'],
  ['shared/http/a.ts', '../platform/ids.ts'],
  ['shared/http/a.ts', '../domain/fields.ts'],
  ['shared/records/a.ts', '../privacy/retention.ts'],
  ['shared/records/a.ts', '../platform/clock.ts'],
  ['shared/calendar/a.ts', '../domain/london.ts'],
  ['shared/calendar/a.ts', '../hub/hub.ts'],
  ['shared/calendar/a.ts', './london-timezone.ts'],
  ['shared/email/a.ts', '../domain/london.ts'],
  ['shared/email/a.ts', '../calendar/calendar.ts'],
  ['shared/email/messages/a.ts', '../layout.ts'],
  ['shared/email/messages/a.ts', '../../domain/london.ts'],
  ['functions/contracts.ts', './bookings/contract.ts'],
  ['functions/contracts.ts', '../shared/http/route.ts'],
  ['functions/bookings/a.ts', './contract.ts'],
  ['functions/bookings/a.ts', '../../shared/records/bookings.ts'],
  ['infra/stacks/a.ts', '../../functions/contracts.ts'],
  ['infra/stacks/a.ts', '../../functions/bookings/contract.ts'],
  ['infra/stacks/a.ts', '../../functions/bookings/env.ts'],
  ['infra/local/a.ts', '../../shared/hub/hubs.ts'],
  ['tests/unit/a.test.ts', '../support/hub.ts'],
  ['tests/unit/a.test.ts', '../../functions/bookings/book-place.ts'],
  ['bench/a.ts', '../shared/http/client.ts'],
] as const;

const forbidden = [
  ['shared/hub/a.ts', '../domain/fields.ts'],
  ['shared/hub/a.ts', 'zod'],
  ['shared/domain/a.ts', '../platform/clock.ts'],
  ['shared/domain/a.ts', '../privacy/inventory.ts'],
  ['shared/domain/a.ts', '@aws-sdk/client-dynamodb'],
  ['shared/domain/a.ts', 'node:fs'],
  ['shared/privacy/a.ts', '../platform/clock.ts'],
  ['shared/privacy/a.ts', '../records/items.ts'],
  ['shared/privacy/a.ts', 'node:crypto'],
  ['shared/platform/a.ts', '../domain/fields.ts'],
  ['shared/platform/a.ts', '../http/route.ts'],
  ['shared/http/a.ts', '../records/records.ts'],
  ['shared/http/a.ts', '../hub/hub.ts'],
  ['shared/http/a.ts', '../../functions/contracts.ts'],
  ['shared/records/a.ts', '../http/route.ts'],
  ['shared/records/a.ts', '../email/message.ts'],
  ['shared/documents/a.ts', '../records/records.ts'],
  ['shared/calendar/a.ts', '../records/items.ts'],
  ['shared/calendar/a.ts', '../email/message.ts'],
  ['shared/calendar/a.ts', '../http/route.ts'],
  ['shared/email/a.ts', '../http/route.ts'],
  ['shared/email/messages/a.ts', '../../records/emails.ts'],
  ['shared/email/messages/a.ts', '../../../functions/events/env.ts'],
  ['functions/contracts.ts', '../infra/config/settings.ts'],
  ['functions/bookings/a.ts', '../events/emails-queue.ts'],
  ['functions/calendar/a.ts', '../bookings/schemas.ts'],
  ['functions/bookings/a.ts', '../../infra/config/settings.ts'],
  ['functions/bookings/a.ts', '../../tests/support/hub.ts'],
  ['infra/app.ts', '../functions/bookings/public.entry.ts'],
  ['infra/stacks/a.ts', '../../functions/bookings/public.entry.ts'],
  ['infra/local/triggers/a.ts', '../../../functions/bookings/book-place.ts'],
  ['infra/stacks/a.ts', '../../tests/support/hub.ts'],
  ['bench/a.ts', '../tests/support/hub.ts'],
  ['scripts/a.ts', '../tests/support/hub.ts'],
] as const;

type Import = readonly [file: string, specifier: string];

const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome');
const repository = join(import.meta.dirname, '../../..');

/** Lints a tree in which each import has a file of its own beside the one named, and answers those refused, as `file <- specifier`. */
function refusedOf(imports: readonly Import[]): string[] {
  const root = mkdtempSync(join(tmpdir(), 'dependency-rule-'));
  try {
    const { vcs: _, ...configuration } = JSON.parse(readFileSync(join(repository, 'biome.json'), 'utf8'));
    writeFileSync(join(root, 'biome.json'), JSON.stringify(configuration));
    const importAt = new Map(
      imports.map((each, index) => [join(dirname(each[0]), `${index}-${basename(each[0])}`), each]),
    );
    for (const [path, [, specifier]] of importAt) {
      mkdirSync(join(root, dirname(path)), { recursive: true });
      writeFileSync(join(root, path), `export * from '${specifier}';\n`);
    }
    const options = ['--only=style/noRestrictedImports', '--reporter=json', '--max-diagnostics=none'];
    const { stdout } = spawnSync(process.execPath, [biome, 'lint', ...options, '.'], { cwd: root, encoding: 'utf8' });
    const { diagnostics, summary } = LintReport.parse(JSON.parse(stdout));
    if (summary.unchanged !== imports.length + 1) throw new Error(`the linter looked at ${summary.unchanged} files`);
    return diagnostics.map(({ location }) => named(importAt.get(location.path))).toSorted();
  } finally {
    rmSync(root, { recursive: true });
  }
}

const LintReport = z.object({
  summary: z.object({ unchanged: z.int() }),
  diagnostics: z.array(z.object({ location: z.object({ path: z.string() }) })),
});

const named = (each: Import | undefined): string => (each ? `${each[0]} <- ${each[1]}` : 'another file');

describe('the dependency rule', () => {
  it('lets each layer import what stands below it, and nothing else', () => {
    expect(refusedOf([...allowed, ...forbidden])).toEqual(forbidden.map(named).toSorted());
  });
});
