import { type Chosen, made } from '#domain/people/choices.ts';
import { londonDay } from '#domain/time/london.ts';
import type { Clock } from '#platform/clock.ts';
import type { NewId } from '#platform/ids.ts';
import { inForceOn, type ListedVersion } from '#privacy/versions.ts';
import type { KeptChoice } from '#records/people/choices.ts';

export interface ChoosingDeps {
  readonly clock: Clock;
  readonly newId: NewId;
  readonly policyVersions: readonly ListedVersion[];
}

/** What somebody chooses now, on the website. @param newest - that they chose before for the same */
export function chosenNow(
  { clock, newId, policyVersions }: ChoosingDeps,
  personId: string,
  chosen: Chosen,
  newest: KeptChoice | undefined,
  wording?: { readonly version: number; readonly text: string },
) {
  const at = clock().toISOString();
  return made({ choiceId: newId(), personId, ...chosen }, newest, {
    at,
    channel: 'website',
    policyVersion: inForceOn(policyVersions, londonDay(at))?.version,
    ...(wording && { wording }),
  });
}
