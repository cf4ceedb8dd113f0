import { type Chosen, type ConsentPurpose, made, stands } from '#domain/people/choices.ts';
import { wordingOf } from '#domain/people/consent-wordings.ts';
import { londonDay } from '#domain/time/london.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { Clock } from '#platform/clock.ts';
import type { NewId } from '#platform/ids.ts';
import { inForceOn, type ListedVersion } from '#privacy/versions.ts';
import type { KeptChoice } from '#records/people/choices.ts';

/** @throws ProblemError `consent-changed`, with the words in which it is asked for now */
export function refuseOtherWording(purpose: ConsentPurpose, version: number): void {
  const wording = wordingOf(purpose);
  if (wording.version === version) return;
  throw new ProblemError('consent-changed', {
    detail: `Show the words of version ${wording.version}, and ask again`,
    extensions: { wording },
  });
}

/** Whether a consent stands that was given in the words of today: then it need not be given again. */
export const standsAsWorded = (purpose: ConsentPurpose, choice: KeptChoice | undefined): choice is KeptChoice =>
  stands(choice) && choice.wording?.version === wordingOf(purpose).version;

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
