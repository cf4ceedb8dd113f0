import { londonDay } from '#domain/time/london.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Clock } from '#platform/clock.ts';
import { type ListedVersion, standingOf } from '#privacy/versions.ts';
import type { privacy } from './contract.ts';

export const createListPrivacyPolicyVersions =
  ({
    versions,
    clock,
  }: {
    readonly versions: readonly ListedVersion[];
    readonly clock: Clock;
  }): UseCase<typeof privacy.routes.listPrivacyPolicyVersions> =>
  async () => {
    const today = londonDay(clock().toISOString());
    const items = versions.map(({ version, sha256, changes, news }) => ({
      version,
      sha256,
      standing: standingOf(versions, version, today),
      changes: [...changes],
      peopleAreTold: news.length > 0,
    }));
    return { status: 200, body: { items: items.reverse() } };
  };
