import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { refusedIn } from './lint.ts';

const allowed = [
  ['shared/hub/a.ts', './hub.ts'],
  ['shared/domain/a.ts', './money.ts'],
  ['shared/domain/bookings/a.ts', './session.ts'],
  ['shared/domain/bookings/a.ts', '../money.ts'],
  ['shared/domain/bookings/a.ts', '../time/london.ts'],
  ['shared/domain/bookings/a.ts', '../people/mailbox.ts'],
  ['shared/domain/bookings/a.ts', '#hub/job-roles.ts'],
  ['shared/domain/a.ts', 'zod'],
  ['shared/privacy/a.ts', '#domain/time/calendar-time.ts'],
  ['shared/privacy/a.ts', '#hub/hub.ts'],
  ['shared/platform/a.ts', '@aws-sdk/client-dynamodb'],
  ['shared/platform/a.ts', './clock.ts'],
  ['shared/http/a.ts', '#platform/ids.ts'],
  ['shared/http/a.ts', '#domain/text/text.ts'],
  ['shared/records/engine/a.ts', '#privacy/retention.ts'],
  ['shared/records/engine/a.ts', '../keys.ts'],
  ['shared/records/bookings/a.ts', '#platform/clock.ts'],
  ['shared/records/bookings/a.ts', '../engine/writes.ts'],
  ['shared/records/bookings/a.ts', '../keys.ts'],
  ['shared/records/bookings/a.ts', '../people/people.ts'],
  ['shared/records/documents/a.ts', '../funding/requests.ts'],
  ['shared/calendar/a.ts', '#domain/time/london.ts'],
  ['shared/calendar/a.ts', '#hub/hub.ts'],
  ['shared/calendar/a.ts', './london-timezone.ts'],
  ['shared/email/a.ts', '#domain/time/london.ts'],
  ['shared/email/a.ts', '#calendar/calendar.ts'],
  ['shared/email/bookings/a.ts', '../layout.ts'],
  ['shared/email/bookings/a.ts', '#domain/bookings/session.ts'],
  ['functions/contracts.ts', './bookings/contract.ts'],
  ['functions/contracts.ts', '#http/route.ts'],
  ['functions/bookings/a.ts', './contract.ts'],
  ['functions/bookings/places/a.ts', '../line/offer-places.ts'],
  ['functions/bookings/places/a.ts', '#records/bookings/bookings.ts'],
  ['functions/calendar/a.ts', '#records/bookings/sessions.ts'],
  ['infra/stacks/a.ts', '#functions/contracts.ts'],
  ['infra/stacks/a.ts', '#functions/bookings/contract.ts'],
  ['infra/stacks/a.ts', '#functions/bookings/env.ts'],
  ['infra/local/a.ts', '#hub/hubs.ts'],
  ['tests/unit/a.test.ts', '../support/hub.ts'],
  ['tests/unit/a.test.ts', '#functions/bookings/places/book-place.ts'],
  ['bench/a.ts', '#http/client.ts'],
] as const;

const forbidden = [
  ['shared/hub/a.ts', '#domain/money.ts'],
  ['shared/hub/a.ts', 'zod'],
  ['shared/domain/a.ts', '#platform/clock.ts'],
  ['shared/domain/bookings/a.ts', '#platform/clock.ts'],
  ['shared/domain/bookings/a.ts', '../../platform/clock.ts'],
  ['shared/domain/bookings/a.ts', '../funding/award.ts'],
  ['shared/domain/funding/a.ts', '../bookings/session.ts'],
  ['shared/domain/time/a.ts', '../bookings/session.ts'],
  ['shared/domain/a.ts', '#privacy/inventory.ts'],
  ['shared/domain/a.ts', '@aws-sdk/client-dynamodb'],
  ['shared/domain/a.ts', 'node:fs'],
  ['shared/privacy/a.ts', '#platform/clock.ts'],
  ['shared/privacy/a.ts', '#records/keys.ts'],
  ['shared/privacy/a.ts', 'node:crypto'],
  ['shared/platform/a.ts', '#domain/money.ts'],
  ['shared/platform/a.ts', '#http/route.ts'],
  ['shared/platform/a.ts', '../http/route.ts'],
  ['shared/http/a.ts', '#records/keys.ts'],
  ['shared/http/a.ts', '#hub/hub.ts'],
  ['shared/http/a.ts', '#functions/contracts.ts'],
  ['shared/records/a.ts', '#http/route.ts'],
  ['shared/records/bookings/a.ts', '#email/message.ts'],
  ['shared/records/bookings/a.ts', '../funding/requests.ts'],
  ['shared/records/bookings/a.ts', '#domain/funding/award.ts'],
  ['shared/records/engine/a.ts', '../bookings/items.ts'],
  ['shared/records/engine/a.ts', '#http/route.ts'],
  ['shared/records/emails/a.ts', '../funding/requests.ts'],
  ['shared/documents/a.ts', '#records/keys.ts'],
  ['shared/pdf/a.ts', '#records/keys.ts'],
  ['shared/calendar/a.ts', '#records/keys.ts'],
  ['shared/calendar/a.ts', '#email/message.ts'],
  ['shared/calendar/a.ts', '#http/route.ts'],
  ['shared/email/a.ts', '#http/route.ts'],
  ['shared/email/bookings/a.ts', '#records/emails/emails.ts'],
  ['shared/email/bookings/a.ts', '../funding/facts.ts'],
  ['shared/email/bookings/a.ts', '#functions/emails/env.ts'],
  ['functions/contracts.ts', '../infra/config/settings.ts'],
  ['functions/bookings/a.ts', '../emails/deliver-email.ts'],
  ['functions/bookings/places/a.ts', '../../emails/deliver-email.ts'],
  ['functions/bookings/a.ts', '#functions/emails/deliver-email.ts'],
  ['functions/bookings/a.ts', '#records/documents/documents.ts'],
  ['functions/calendar/a.ts', '#functions/bookings/sessions/schemas.ts'],
  ['functions/calendar/a.ts', '#records/funding/requests.ts'],
  ['functions/bookings/a.ts', '../../infra/config/settings.ts'],
  ['functions/bookings/a.ts', '../../tests/support/hub.ts'],
  ['infra/app.ts', '#functions/bookings/public.entry.ts'],
  ['infra/stacks/a.ts', '#functions/bookings/public.entry.ts'],
  ['infra/stacks/a.ts', '../../functions/bookings/public.entry.ts'],
  ['infra/local/triggers/a.ts', '#functions/bookings/places/book-place.ts'],
  ['infra/stacks/a.ts', '../../tests/support/hub.ts'],
  ['bench/a.ts', '../tests/support/hub.ts'],
  ['scripts/a.ts', '../tests/support/hub.ts'],
] as const;

type Import = readonly [file: string, specifier: string];

/** Lints a tree in which each import has a file of its own beside the one named, and answers those refused, as `file <- specifier`. */
function refusedOf(imports: readonly Import[]): string[] {
  const importAt = new Map(
    imports.map((each, index) => [join(dirname(each[0]), `${index}-${basename(each[0])}`), each]),
  );
  const tree = new Map([...importAt].map(([path, [, specifier]]) => [path, `export * from '${specifier}';\n`]));
  return refusedIn(tree, 'style/noRestrictedImports')
    .map((path) => named(importAt.get(path)))
    .toSorted();
}

const named = (each: Import | undefined): string => (each ? `${each[0]} <- ${each[1]}` : 'another file');

describe('the dependency rule', () => {
  it('lets each layer import what stands below it, each area its own and those it is tied to, and nothing else', () => {
    expect(refusedOf([...allowed, ...forbidden])).toEqual(forbidden.map(named).toSorted());
  });
});
