import * as z from 'zod';
import { plainName } from '../text/text.ts';
import { day } from '../time/instant.ts';

/** From the hub's list, or named. */
const provider = z
  .strictObject({
    providerId: z.string().max(60).optional().meta({
      'x-label': 'Who gives the course',
      'x-hint': 'If it is none of these, enter their name below',
      'x-ask': 'Choose who gives the course, or enter their name below',
    }),
    name: plainName(200).optional().meta({
      'x-label': 'Name of another provider',
      'x-ask': 'Enter who gives the course, or choose them above',
    }),
  })
  .refine(({ providerId, name }) => (providerId === undefined) !== (name === undefined), {
    path: ['name'],
    error: 'Give either the id of a provider from our list, or the name of another',
  })
  .meta({ oneOf: [{ required: ['providerId'] }, { required: ['name'] }] });

export const courseLevels = ['short-course', 'level-3', 'level-4', 'level-5', 'level-6', 'level-7', 'level-8'] as const;

export type CourseLevel = (typeof courseLevels)[number];

export const courseLevelInWords = (level: CourseLevel): string =>
  level === 'short-course' ? 'A short course without a level' : level.replace('level-', 'Level ');

export const course = z
  .strictObject({
    name: plainName(200).meta({ 'x-label': 'Name of the course', 'x-ask': 'Enter the name of the course' }),
    provider,
    level: z
      .enum(courseLevels)
      .meta({ 'x-label': 'Level', 'x-hint': 'Who gives the course can tell you', 'x-ask': 'Choose the level' }),
    startsOn: day.meta({
      'x-label': 'First day',
      'x-hint': 'We cannot pay for a course that has begun. For example, 18 1 2027',
      'x-ask': 'Enter the first day, like 18 1 2027',
    }),
    endsOn: day.meta({
      'x-label': 'Last day',
      'x-hint': 'For example, 22 3 2027',
      'x-ask': 'Enter the last day, like 22 3 2027',
    }),
  })
  .refine(({ startsOn, endsOn }) => startsOn <= endsOn, {
    path: ['endsOn'],
    error: 'The course must end on the day that it begins, or later',
  });

export type Course = z.output<typeof course>;
