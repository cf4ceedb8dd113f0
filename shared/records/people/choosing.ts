import type { By, Choice } from '#domain/people/choices.ts';
import type { Carrying } from '#platform/work.ts';
import { all, present, when } from '../engine/conditions.ts';
import type { RecordsToChange } from '../engine/records.ts';
import { check, type Write } from '../engine/writes.ts';
import { keys } from '../keys.ts';
import type { KeptPerson } from './account-reads.ts';
import { choiceEnded, choiceMade, choiceOutlives, type KeptChoice } from './choices.ts';
import { PersonRecord } from './items.ts';

export type ChoosingOutcome = 'changed' | 'facts-changed';

/** A choice, and those that it takes the place of: they stand, in words of before or under another id of the same person. */
export interface NewChoice {
  readonly choice: Choice;
  readonly inPlaceOf?: readonly KeptChoice[];
}

/** Choices that nothing else is written with. */
export interface Choosing {
  make(chosen: NewChoice, person: KeptPerson, carrying: Carrying): Promise<ChoosingOutcome>;
  end(choices: readonly KeptChoice[], by: By, carrying: Carrying): Promise<ChoosingOutcome>;
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

export function createChoosing({ records }: { readonly records: RecordsToChange }): Choosing {
  const commit = async (writes: Readonly<Record<string, Write>>, carrying: Carrying): Promise<ChoosingOutcome> =>
    (await records.commit(writes, carrying)).done ? 'changed' : 'facts-changed';
  return {
    make: (chosen, person, carrying) => commit({ ...makeWrites(chosen, person), person: isAsRead(person) }, carrying),
    end: (choices, by, carrying) => commit(endWrites(choices, by), carrying),
    outlive: (choice, at, carrying) => commit({ choice: choiceOutlives(choice, at) }, carrying),
  };
}
