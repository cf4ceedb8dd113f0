import { changesInWords } from '#domain/people/workplaces.ts';
import type { Load } from './load-practices.ts';

/** What a load comes to, for whoever asked for it. */
export function loadInWords(load: Load): string[] {
  switch (load.outcome) {
    case 'refused':
      return [load.because, 'Nothing was changed.'];
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
