import { providersFrom } from '#domain/funding/course-provider.ts';
import { employerInWords, employerKinds } from '#domain/funding/pot.ts';
import { londonDay } from '#domain/time/london.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Hub } from '#hub/hub.ts';
import { roleList } from '#hub/job-roles.ts';
import type { Clock } from '#platform/clock.ts';
import { sha256 } from '#platform/ids.ts';
import type { funding } from '../contract.ts';

/** Long enough that no two lists of a hub have the same. */
const versionLength = 12;

export const createGetReference =
  ({ hub, clock }: { readonly hub: Hub; readonly clock: Clock }): UseCase<typeof funding.routes.getReference> =>
  async () => {
    const offered = {
      boroughs: [...hub.boroughs],
      roleGroups: roleList,
      employers: employerKinds.map((employer) => ({ employer, label: employerInWords(employer) })),
      courseProviders: providersFrom(hub, londonDay(clock().toISOString())),
    };
    const version = sha256(JSON.stringify(offered)).slice(0, versionLength);
    return { status: 200, body: structuredClone({ version, ...offered }) };
  };
