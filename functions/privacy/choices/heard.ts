import { isAmongTheirs } from '#domain/people/addresses.ts';
import { daysAfter } from '#domain/time/instant.ts';
import type { StaffMember } from '#http/callers.ts';
import { refuseFaults } from '#http/faults.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { Clock } from '#platform/clock.ts';
import type { NewId } from '#platform/ids.ts';
import type { Work } from '#platform/work.ts';
import type { KeptPerson } from '#records/people/account-reads.ts';
import type { Choices } from '#records/people/choices.ts';
import type { Corrections } from '#records/people/corrections.ts';
import type { ToldChoices } from '#records/people/told-choices.ts';
import { findPerson, subjectOfPerson } from '../people/person.ts';

export interface RecordingDeps {
  readonly corrections: Pick<Corrections, 'find'>;
  readonly choices: Choices;
  readonly toldChoices: ToldChoices;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** What staff heard, and by which way. */
interface Heard {
  readonly channel: 'email' | 'letter' | 'telephone' | 'in-person';
  readonly receivedAt: string;
  readonly words: string;
}

/** @throws ProblemError where it is not for this member of staff, or of a record that is kept as another */
export async function readPerson(
  deps: RecordingDeps,
  personId: string,
  caller: StaffMember,
  work: Work,
): Promise<KeptPerson> {
  const person = await findPerson(deps, personId, work);
  if (isAmongTheirs(person, caller.workEmail))
    throw new ProblemError('needs-another-person', { detail: 'Nobody records what they themselves said' });
  if (person.mergedInto !== undefined)
    throw new ProblemError('wrong-state', { detail: `They are kept as ${person.mergedInto}: record it there` });
  return person;
}

/** What is found later than that is another matter. */
const longestLateDays = 366;

/** From when it is recorded it acts, whenever it arrived; how late that is can be seen from both. */
export function heardNow(deps: Pick<RecordingDeps, 'clock'>, { channel, receivedAt, words }: Heard) {
  const at = deps.clock().toISOString();
  if (receivedAt > at || receivedAt < daysAfter(at, -longestLateDays))
    refuseFaults([{ field: 'receivedAt', detail: 'Enter a date and time of the past year' }]);
  return { at, channel, told: { receivedAt, words } };
}

export const audited = (
  action: string,
  { personId }: KeptPerson,
  caller: StaffMember,
  { purpose, channel }: { readonly purpose: string; readonly channel: string },
) => [{ action, subject: subjectOfPerson(personId), actor: caller.sub, facts: { purpose, channel } }];
