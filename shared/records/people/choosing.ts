import type { By, Choice } from '#domain/people/choices.ts';
import type { Work } from '#platform/work.ts';
import type { CommitOptions } from '../engine/changing.ts';
import type { RecordsFor } from '../engine/records.ts';
import type { Write } from '../engine/writes.ts';
import { keys } from '../keys.ts';
import { choiceEnded, choiceMade, isNewsConsent, type KeptChoice } from './choices.ts';
import { type NameMailbox, subscribing, unsubscribing } from './unsubscribed.ts';
import { AccountView } from './views.ts';

interface Made {
  readonly choice: Choice;
  /** That stands, in words of before. */
  readonly inPlaceOf?: KeptChoice | undefined;
}

type Outcome = 'changed' | 'facts-changed';

/** Choices that nothing else is written with, but what whoever makes them adds. */
export interface Choosing {
  /** @param workEmail - of whoever chooses */
  make(chosen: Made, workEmail: string, change: CommitOptions, and?: Readonly<Record<string, Write>>): Promise<Outcome>;
  end(choice: KeptChoice, by: By, change: CommitOptions, and?: Readonly<Record<string, Write>>): Promise<Outcome>;
}

export function createChoosing({
  records,
  nameMailbox,
}: {
  readonly records: RecordsFor<'provide-services'>;
  readonly nameMailbox: NameMailbox;
}): Choosing {
  const commit = async (writes: Readonly<Record<string, Write>>, change: CommitOptions): Promise<Outcome> =>
    (await records.commit(writes, change)).done ? 'changed' : 'facts-changed';

  const findPerson = ({ personId }: Pick<Choice, 'personId'>, work: Work) =>
    records.find(AccountView, keys.person(personId), work);

  /** That it was stopped outlives the consent itself, and who it was, by their mailboxes; until they themselves consent anew. */
  async function mailboxesOf(choice: Pick<Choice, 'personId' | 'sort' | 'purpose'>, work: Work, stoppedAt?: string) {
    if (!isNewsConsent(choice)) return {};
    const person = await findPerson(choice, work);
    if (!person) return {};
    return stoppedAt === undefined ? subscribing(nameMailbox, person) : unsubscribing(nameMailbox, person, stoppedAt);
  }

  return {
    async make({ choice, inPlaceOf }, workEmail, change, and) {
      const before = inPlaceOf && choiceEnded(inPlaceOf, { at: choice.madeAt, channel: choice.madeBy });
      const mailboxes = await mailboxesOf(choice, change.work);
      return commit({ choice: choiceMade(choice, workEmail), ...(before && { before }), ...mailboxes, ...and }, change);
    },
    async end(choice, by, change, and) {
      // Whose account ends has said nothing of news.
      const mailboxes = by.channel === 'account-ended' ? {} : await mailboxesOf(choice, change.work, by.at);
      return commit({ choice: choiceEnded(choice, by), ...mailboxes, ...and }, change);
    },
  };
}
