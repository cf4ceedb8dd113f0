import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

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
  ['shared/email/a.ts', '../domain/london.ts'],
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
  ['shared/email/a.ts', '../http/route.ts'],
  ['shared/email/messages/a.ts', '../../records/emails.ts'],
  ['shared/email/messages/a.ts', '../../../functions/events/env.ts'],
  ['functions/contracts.ts', '../infra/config/settings.ts'],
  ['functions/bookings/a.ts', '../events/emails-queue.ts'],
  ['functions/bookings/a.ts', '../../infra/config/settings.ts'],
  ['functions/bookings/a.ts', '../../tests/support/hub.ts'],
  ['infra/app.ts', '../functions/bookings/public.entry.ts'],
  ['infra/stacks/a.ts', '../../functions/bookings/public.entry.ts'],
  ['infra/local/triggers/a.ts', '../../../functions/bookings/book-place.ts'],
  ['infra/stacks/a.ts', '../../tests/support/hub.ts'],
  ['bench/a.ts', '../tests/support/hub.ts'],
  ['scripts/a.ts', '../tests/support/hub.ts'],
] as const;

const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome');
const configuration = join(import.meta.dirname, '../../../biome.json');

/** What the linter says of one file whose only import is this: `file <- import` for each that it refuses. */
function refused(imports: readonly (readonly [file: string, specifier: string])[]): Set<string> {
  const root = mkdtempSync(join(tmpdir(), 'dependency-rule-'));
  try {
    const { vcs: _, ...rules } = JSON.parse(readFileSync(configuration, 'utf8'));
    writeFileSync(join(root, 'biome.json'), JSON.stringify(rules));
    // A folder for each import, so that all are judged in one run.
    const specifierOf = new Map<string, string>();
    for (const [index, [file, specifier]] of imports.entries()) {
      const path = file.replace(/[^/]+$/, (name) => `${index}-${name}`);
      specifierOf.set(path, specifier);
    }
    return specifierOf as never;
  } finally {
    rmSync(root, { recursive: true });
  }
}
