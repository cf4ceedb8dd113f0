import type { By, Choice } from '#domain/people/choices.ts';
import type { CommitOptions } from '../engine/changing.ts';
import type { RecordsToChange } from '../engine/records.ts';
import type { Write } from '../engine/writes.ts';
import { choiceEnded, choiceMade, type KeptChoice } from './choices.ts';

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

export function createChoosing({ records }: { readonly records: RecordsToChange }): Choosing {
  const commit = async (writes: Readonly<Record<string, Write>>, change: CommitOptions): Promise<Outcome> =>
    (await records.commit(writes, change)).done ? 'changed' : 'facts-changed';
  return {
    make: ({ choice, inPlaceOf }, workEmail, change, and) => {
      const before = inPlaceOf && choiceEnded(inPlaceOf, { at: choice.madeAt, channel: choice.madeBy });
      return commit({ choice: choiceMade(choice, workEmail), ...(before && { before }), ...and }, change);
    },
    end: (choice, by, change, and) => commit({ choice: choiceEnded(choice, by), ...and }, change),
  };
}
