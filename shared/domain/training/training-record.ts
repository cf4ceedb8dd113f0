import * as z from 'zod';
import { documentsAtOnce } from '../documents/document.ts';
import type { Fault } from '../fault.ts';
import { courseLevels } from '../funding/course.ts';
import { id } from '../ids.ts';
import type { Immutable } from '../immutable.ts';
import { version } from '../numbers.ts';
import { plainName } from '../text/text.ts';
import { day, instant } from '../time/instant.ts';
import { londonDay } from '../time/london.ts';

/** So many does nobody enter in a life at work; beyond it, what somebody enters is not for themselves. */
export const mostOwnRecords = 500;

/** A year of full-time study, and a good deal more. */
const mostHours = 2000;
/** Nobody at work now finished anything before. */
const earliestDay = '1950-01-01';

const quarterHours = 'Enter the hours in quarters, like 1.5 or 0.25';

/** What somebody says of training that they have had elsewhere. What they thought of it is theirs to keep, and is not asked for. */
export const trainingDetails = {
  title: plainName(200).meta({
    'x-label': 'What the training was called',
    'x-ask': 'Enter what the training was called',
  }),
  /** The organisation that gave it. */
  provider: plainName(200).meta({ 'x-label': 'Who gave it', 'x-ask': 'Enter the organisation that gave it' }),
  completedOn: day.meta({
    'x-label': 'When you finished it',
    'x-hint': 'For example, 30 9 2026',
    'x-ask': 'Enter the day on which you finished it, like 30 9 2026',
  }),
  hours: z
    .number()
    .gt(0, 'Enter more than no hours')
    .max(mostHours, `Enter ${mostHours} hours or fewer`)
    .multipleOf(0.25, quarterHours)
    .meta({ 'x-label': 'Hours', 'x-hint': 'In quarters of an hour, like 1.5 or 0.25', 'x-ask': quarterHours }),
  level: z
    .enum(courseLevels)
    .optional()
    .meta({ 'x-label': 'Level', 'x-hint': 'If it has one', 'x-ask': 'Choose the level, or none' }),
  /** Whether others took part with them, as the NMC asks at revalidation; left out where nobody asks. */
  participatory: z.boolean().optional().meta({
    'x-label': 'Did you take part in it with others?',
    'x-hint': 'The NMC asks at revalidation. You need not say',
    'x-ask': 'Choose yes or no',
  }),
};

export const trainingRecordFields = {
  trainingRecordId: id,
  personId: id,
  ...trainingDetails,
  version,
  createdAt: instant,
  /** Its evidence. */
  documentIds: z.array(id).max(documentsAtOnce).optional(),
};
export type TrainingRecord = z.output<z.ZodObject<typeof trainingRecordFields>>;
export type TrainingDetails = Immutable<z.output<z.ZodObject<typeof trainingDetails>>>;

/** What a schema cannot say without a clock. */
export function faultsOfTraining({ completedOn }: { readonly completedOn?: string | undefined }, now: Date): Fault[] {
  if (completedOn === undefined) return [];
  if (completedOn > londonDay(now.toISOString()))
    return [{ field: 'completedOn', detail: 'Enter a day that is not in the future' }];
  return completedOn < earliestDay ? [{ field: 'completedOn', detail: 'Check the year' }] : [];
}
