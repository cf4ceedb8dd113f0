import * as z from 'zod';
import { plainName } from '../text/text.ts';
import { day } from '../time/instant.ts';

/** From the hub's list, or named. */
const provider = z
  .strictObject({ providerId: z.string().max(60).optional(), name: plainName(200).optional() })
  .refine(({ providerId, name }) => (providerId === undefined) !== (name === undefined), {
    path: ['name'],
    error: 'Give either the id of a provider from our list, or the name of another',
  })
  .meta({ oneOf: [{ required: ['providerId'] }, { required: ['name'] }] });

export const courseLevels = ['short-course', 'level-3', 'level-4', 'level-5', 'level-6', 'level-7', 'level-8'] as const;

export const course = z
  .strictObject({
    name: plainName(200),
    provider,
    level: z.enum(courseLevels),
    startsOn: day,
    endsOn: day,
  })
  .refine(({ startsOn, endsOn }) => startsOn <= endsOn, {
    path: ['endsOn'],
    error: 'The course must end on the day that it begins, or later',
  });

export type Course = z.output<typeof course>;
