import type { ShownLog } from './schemas.ts';

export type ShownEntry = ShownLog['items'][number];

export const sourcesInWords: Readonly<Record<ShownEntry['source'], string>> = {
  own: 'Entered by yourself',
  attendance: 'Attended here',
  'funded-course': 'Paid for by the hub',
  import: 'Brought over from another system',
};

export const participationInWords = ({ participatory }: Pick<ShownEntry, 'participatory'>): string => {
  if (participatory === undefined) return 'Not said';
  return participatory ? 'Yes' : 'No';
};
