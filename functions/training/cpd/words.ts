import type { TrainingSource } from '#domain/training/entry.ts';
import type { ShownLog } from './schemas.ts';

export type ShownEntry = ShownLog['items'][number];

export const sourcesInWords: Readonly<Record<TrainingSource, string>> = {
  own: 'Entered by yourself',
  attendance: 'Attended here',
  'funded-course': 'Paid for by the hub',
};

export const participationInWords = ({ participatory }: Pick<ShownEntry, 'participatory'>): string => {
  if (participatory === undefined) return 'Not said';
  return participatory ? 'Yes' : 'No';
};
