import { londonDay } from '#domain/time/london.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Clock } from '#platform/clock.ts';
import { changesInWords, mustBeTold } from '#privacy/changes.ts';
import { changesOf, type PolicyVersion, standingOf } from '#privacy/versions.ts';
import type { privacy } from './contract.ts';

export const createListPrivacyPolicyVersions =
  ({
    versions,
    clock,
  }: {
    readonly versions: readonly PolicyVersion[];
    readonly clock: Clock;
  }): UseCase<typeof privacy.routes.listPrivacyPolicyVersions> =>
  async () => {
    const today = londonDay(clock().toISOString());
    const items = versions.map(({ version, sha256 }, index) => {
      const changes = changesOf(versions, index);
      return {
        version,
        sha256,
        standing: standingOf(versions, version, today),
        changes: changes ? changesInWords(changes) : [],
        peopleAreTold: changes !== undefined && mustBeTold(changes),
      };
    });
    return { status: 200, body: { items: items.reverse() } };
  };
