import type { UseCase } from '#http/use-case.ts';
import { changesInWords, mustBeTold } from '#privacy/changes.ts';
import { changesOf, type PolicyVersion } from '#privacy/versions.ts';
import type { privacy } from './contract.ts';

export const createListPrivacyPolicyVersions =
  ({
    versions,
  }: {
    readonly versions: readonly PolicyVersion[];
  }): UseCase<typeof privacy.routes.listPrivacyPolicyVersions> =>
  async () => {
    const items = versions.map(({ version, sha256 }, index) => {
      const changes = changesOf(versions, index);
      return {
        version,
        sha256,
        changes: changes ? changesInWords(changes) : [],
        peopleAreTold: changes !== undefined && mustBeTold(changes),
      };
    });
    return { status: 200, body: { items: items.reverse() } };
  };
