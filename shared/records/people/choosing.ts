import { type By, type Choice, isOf, newsConsent } from '#domain/people/choices.ts';
import type { Carrying, Work } from '#platform/work.ts';
import { all, present, when } from '../engine/conditions.ts';
import type { RecordsFor } from '../engine/records.ts';
import { check, type Write } from '../engine/writes.ts';
import { keys } from '../keys.ts';
import type { KeptPerson } from './account-reads.ts';
import { choiceEnded, choiceMade, choiceOutlives, type KeptChoice, newsConsentStands } from './choices.ts';
import { PersonRecord } from './items.ts';
import { keptAs } from './owner.ts';
import { mailboxStopped, type NameMailbox, subscribing, unsubscribing } from './unsubscribed.ts';
import { AccountView } from './views.ts';

export type ChoosingOutcome = 'changed' | 'facts-changed';

/** A choice, and those that it takes the place of: they stand, in words of before or under another id of the same person. */
export interface NewChoice {
  readonly choice: Choice;
  readonly inPlaceOf?: readonly KeptChoice[];
}

/** Choices that nothing else is written with. */
export interface Choosing {
  make(chosen: NewChoice, person: KeptPerson, carrying: Carrying): Promise<ChoosingOutcome>;
  /** @param stoppedAt - of news: what the mailbox that some of it came to is called among those that take none, where that is known */
  end(choices: readonly KeptChoice[], by: By, carrying: Carrying, stoppedAt?: string): Promise<ChoosingOutcome>;
  /** They say once more that they want news, to which they consent: wherever they may be written to takes it again. */
  affirmNews(consent: KeptChoice, person: KeptPerson, carrying: Carrying): Promise<ChoosingOutcome>;
  /** It goes on standing though its maker is no longer there. @param at - ISO 8601 UTC: now */
  outlive(choice: KeptChoice, at: string, carrying: Carrying): Promise<ChoosingOutcome>;
}

/** They are who they were as they were read: neither gone, nor kept as another, nor at another address. */
export const isAsRead = (person: Pick<KeptPerson, 'personId' | 'sub' | 'mergedInto' | 'workEmail'>): Write =>
  check(
    PersonRecord,
    keys.person(person.personId),
    all(present, when(PersonRecord).asRead(person, 'sub', 'mergedInto', 'workEmail')),
  );

export const endWrites = (choices: readonly KeptChoice[], by: By): Readonly<Record<string, Write>> =>
  Object.fromEntries(choices.map((choice) => [`end of ${choice.choiceId}`, choiceEnded(choice, by)]));

export const makeWrites = (
  { choice, inPlaceOf = [] }: NewChoice,
  { workEmail }: Pick<KeptPerson, 'workEmail'>,
): Readonly<Record<string, Write>> => ({
  choice: choiceMade(choice, workEmail),
  ...endWrites(inPlaceOf, { at: choice.madeAt, channel: choice.madeBy }),
});

export function createChoosing({
  records,
  nameMailbox,
}: {
  readonly records: RecordsFor<'provide-services'>;
  readonly nameMailbox: NameMailbox;
}): Choosing {
  const commit = async (writes: Readonly<Record<string, Write>>, carrying: Carrying): Promise<ChoosingOutcome> =>
    (await records.commit(writes, carrying)).done ? 'changed' : 'facts-changed';

  /** That news was stopped outlives the consent itself, and who it was, by the mailboxes of those it was of, and of whom they are kept as. */
  async function stopped(choices: readonly KeptChoice[], by: By, work: Work): Promise<Readonly<Record<string, Write>>> {
    // Whose account ends has said nothing of news.
    if (by.channel === 'account-ended') return {};
    const writes: Record<string, Write> = {};
    for (const { personId } of choices.filter((choice) => isOf(choice, newsConsent))) {
      const person = await records.find(AccountView, keys.person(personId), work);
      for (const reader of [person, await keptAs(records, person, work)])
        if (reader) Object.assign(writes, await unsubscribing(nameMailbox, reader, by.at));
    }
    return writes;
  }

  return {
    async make(chosen, person, carrying) {
      const mailboxes = isOf(chosen.choice, newsConsent) ? await subscribing(nameMailbox, person) : {};
      return commit({ ...makeWrites(chosen, person), ...mailboxes, person: isAsRead(person) }, carrying);
    },
    end: async (choices, by, carrying, stoppedAt) =>
      commit(
        {
          ...endWrites(choices, by),
          ...(await stopped(choices, by, carrying.work)),
          ...(stoppedAt !== undefined && mailboxStopped(stoppedAt, by.at)),
        },
        carrying,
      ),
    affirmNews: async (consent, person, carrying) =>
      commit(
        {
          ...(await subscribing(nameMailbox, person)),
          consent: newsConsentStands(consent),
          person: isAsRead(person),
        },
        carrying,
      ),
    outlive: (choice, at, carrying) => commit({ choice: choiceOutlives(choice, at) }, carrying),
  };
}
