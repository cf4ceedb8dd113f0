import { changesInWords } from '#domain/people/workplaces.ts';
import { BusyError } from '#platform/errors.ts';
import type { Load } from './load-practices.ts';

/** What a load comes to, for whoever asked for it. */
function loadInWords(load: Load): string[] {
  switch (load.outcome) {
    case 'refused':
      return [...(load.changes ? changesInWords(load.changes) : []), load.because, 'Nothing was changed.'];
    case 'known-already':
      return [`This very file is in force since ${load.loadedAt}: nothing to do.`];
    default: {
      const { changes, faults, practices } = load;
      return [
        ...faults.map(({ line, fault }) => `line ${line} is left out, and what is known of it stays: ${fault}`),
        ...changesInWords(changes),
        load.outcome === 'loaded'
          ? `Loaded: ${practices.open} open practices, and ${practices.closed} that are not, are in force.`
          : `Nothing is changed yet. With --apply there are ${practices.open} open practices, and ${practices.closed} that are not.`,
      ];
    }
  }
}

/** The same, with whether it was refused. Of two loads at once the one that comes second is no failure of anything. */
export async function sayLoad(load: Promise<Load>): Promise<{ refused: boolean; lines: string[] }> {
  try {
    const done = await load;
    return { refused: done.outcome === 'refused', lines: loadInWords(done) };
  } catch (error) {
    if (!(error instanceof BusyError)) throw error;
    return { refused: true, lines: [`Not loaded: ${error.message}.`] };
  }
}
