import { capitalised } from '#domain/text/listed.ts';
import type { Hub } from '#hub/hub.ts';
import { heading, list, type Page, paragraph } from './page.ts';
import type { Kept, Store } from './store.ts';
import { goneAfterDays } from './store-days.ts';
import { stores } from './stores.ts';
import { counted } from './words.ts';

function keptInWords(kept: Kept, hub: Hub): string {
  switch (kept.ends) {
    case 'with-its-record':
      return 'each as long as we say above';
    case 'after':
      return `for ${counted(goneAfterDays(kept.days(hub), kept.oldVersionDays), 'day')} at most`;
    case 'by-aws':
      return `for ${kept.hours > 24 ? counted(Math.ceil(kept.hours / 24), 'day') : counted(kept.hours, 'hour')} at most`;
    case 'when-emptied':
      return 'with no end of its own';
  }
}

const inWords = ({ holds, kept, emptied }: Store, hub: Hub): string =>
  `${capitalised(holds)}: ${keptInWords(kept, hub)}.${kept.ends === 'when-emptied' ? ` ${emptied}` : ''}`;

/** Every place that holds something of somebody's, made of the list that the templates are held against. */
export const whereElse = (hub: Hub): Page => [
  heading(2, 'Where it lies, and where else'),
  paragraph(
    'What we say above holds wherever it lies. Some of it also lies for a while in these places, by which our software works, or for an emergency:',
  ),
  ...list([...new Set(stores.filter(({ classes }) => classes.length > 0).map((store) => inWords(store, hub)))]),
];
