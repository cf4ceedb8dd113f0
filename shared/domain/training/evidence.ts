import { type documentStatuses, documentsAtOnce } from '../documents/document.ts';
import { londonDay } from '../time/london.ts';

/** By one person, with those that they deleted: nobody tries without end, nor is written to without end. */
export const mostUploadsInADay = 30;

interface Judged {
  readonly status: (typeof documentStatuses)[number];
}

const isRefused = ({ status }: Judged): boolean => status === 'infected' || status === 'rejected';

/**
 * What stays of the documents of an entry, and what goes, where another comes: those that were refused are shown until their room is
 * needed. None where there is no room even so; what is still to be checked takes room.
 */
export function roomForAnother<D extends Judged>(
  held: readonly D[],
): { readonly kept: readonly D[]; readonly spent: readonly D[] } | undefined {
  if (held.length < documentsAtOnce) return { kept: held, spent: [] };
  const kept = held.filter((document) => !isRefused(document));
  return kept.length < documentsAtOnce ? { kept, spent: held.filter(isRefused) } : undefined;
}

/** How many documents somebody uploaded on the day on which they last did. */
export interface Uploads {
  readonly uploadsOn?: string | undefined;
  readonly uploads?: number | undefined;
}

/** With one more; none where they have uploaded as many today as anybody may. */
export function uploadsWithAnother({ uploadsOn, uploads = 0 }: Uploads, now: Date): Required<Uploads> | undefined {
  const today = londonDay(now.toISOString());
  if (uploadsOn !== today) return { uploadsOn: today, uploads: 1 };
  return uploads < mostUploadsInADay ? { uploadsOn: today, uploads: uploads + 1 } : undefined;
}
