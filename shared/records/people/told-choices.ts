import type { By, Choice } from '#domain/people/choices.ts';
import type { Clock } from '#platform/clock.ts';
import { removalOfNeeds } from '../bookings/access-needs.ts';
import { type EmailContents, oweEmail } from '../emails/emails.ts';
import type { CommitOptions } from '../engine/changing.ts';
import type { RecordsToChange } from '../engine/records.ts';
import type { Write } from '../engine/writes.ts';
import type { KeptPerson } from './account-reads.ts';
import { choiceEnded, choiceMade, isNewsConsent, type KeptChoice } from './choices.ts';
import { type NameMailbox, unsubscribing } from './unsubscribed.ts';

type Outcome = 'changed' | 'facts-changed';
type Told = Pick<KeptPerson, 'personId' | 'workEmail'>;

/** What somebody told the hub of their choices, recorded by staff. They get an email that says so, in the same transaction. */
export interface ToldChoices {
  /** What rests on them goes with them: access needs at once, what only another function may touch by the stream. */
  end(
    person: Told,
    choices: readonly KeptChoice[],
    by: By,
    email: EmailContents,
    change: CommitOptions,
  ): Promise<Outcome>;
  make(person: Told, choice: Choice, email: EmailContents, change: CommitOptions): Promise<Outcome>;
}

export function createToldChoices({
  records,
  clock,
  nameMailbox,
}: {
  readonly records: RecordsToChange;
  readonly clock: Clock;
  readonly nameMailbox: NameMailbox;
}): ToldChoices {
  const emailTo = ({ personId, workEmail }: Told, email: EmailContents): Write =>
    oweEmail({ ...email, to: workEmail, about: { kind: 'account', id: personId } }, clock());
  const commit = async (writes: Readonly<Record<string, Write>>, change: CommitOptions): Promise<Outcome> =>
    (await records.commit(writes, change)).done ? 'changed' : 'facts-changed';

  return {
    async end(person, choices, by, email, change) {
      const ended = choices.flatMap((choice): [string, Write][] => [
        [`choice ${choice.choiceId}`, choiceEnded(choice, by)],
        ...(choice.purpose === 'access-needs' && choice.of !== undefined
          ? ([[`needs ${choice.of}`, removalOfNeeds(choice.of)]] as [string, Write][])
          : []),
      ]);
      const mailbox = choices.some(isNewsConsent) ? await unsubscribing(nameMailbox, person, by.at) : {};
      return commit({ ...Object.fromEntries(ended), ...mailbox, email: emailTo(person, email) }, change);
    },

    make: (person, choice, email, change) =>
      commit({ choice: choiceMade(choice, person.workEmail), email: emailTo(person, email) }, change),
  };
}
