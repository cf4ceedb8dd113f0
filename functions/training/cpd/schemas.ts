import * as z from 'zod';
import { day, instant } from '#domain/time/instant.ts';
import { logDay } from '#domain/training/cpd-log.ts';
import { linked, TrainingEntry } from '../schemas.ts';

const first = { example: '2024-01-01' };
const last = { example: '2026-12-31' };

export const CpdDays = z.strictObject({
  from: logDay
    .meta({
      description: 'The first day, from 1950 on. If left out: three years before the last',
      ...first,
      'x-label': 'From',
      'x-ask': 'Enter the first day, like 1 1 2024',
    })
    .optional(),
  to: logDay
    .meta({
      description: 'The last day, until 2100. If left out: today',
      ...last,
      'x-label': 'Until',
      'x-ask': 'Enter the last day, like 31 12 2026',
    })
    .optional(),
});

const hours = (description: string, example: number) => z.number().meta({ description, example });

export const CpdLog = z
  .object({
    ...linked,
    name: z.string().meta({ description: 'Whose log it is', example: "Siobhán O'Brien" }),
    from: day.meta({ description: 'The first day', ...first }),
    to: day.meta({ description: 'The last day', ...last }),
    madeAt: instant,
    items: z.array(TrainingEntry.omit({ dispute: true, version: true }).meta({ id: 'CpdEntry' })).meta({
      description: 'Oldest first',
    }),
    totals: z.object({
      hours: hours('Of all entries that say theirs', 12.5),
      participatoryHours: hours('Of these, with others', 6.5),
      notParticipatoryHours: hours('Of these, alone', 4),
      notSaidHours: hours('Of these, where nobody has said which', 2),
      entriesWithoutHours: z.int().meta({ description: 'How many entries say no hours', example: 1 }),
    }),
  })
  .meta({ id: 'CpdLog' });
/** A log as it is answered, before it is parsed once more. */
export type ShownLog = z.input<typeof CpdLog>;
