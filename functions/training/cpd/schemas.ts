import * as z from 'zod';
import { day, instant } from '#domain/time/instant.ts';
import { TrainingEntry } from '../schemas.ts';

const fromDay = day.meta({
  description: 'The first day. If left out: three years before the last',
  example: '2024-01-01',
});
const toDay = day.meta({ description: 'The last day. If left out: today', example: '2026-12-31' });

export const CpdDays = z.strictObject({ from: fromDay.optional(), to: toDay.optional() });

const hours = (description: string, example: number) => z.number().meta({ description, example });

export const CpdLog = z
  .object({
    '@context': z.literal('https://schema.org').meta({ description: 'Where the names that begin with `@` lead' }),
    name: z.string().meta({ description: 'Whose log it is', example: "Siobhán O'Brien" }),
    from: fromDay,
    to: toDay,
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
