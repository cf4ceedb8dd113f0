import * as z from 'zod';
import { id } from '#domain/ids.ts';
import { version } from '#domain/numbers.ts';
import { note } from '#domain/text/text.ts';
import {
  disputeAnswer,
  disputeFields,
  disputeOutcomes,
  disputeStatuses,
  disputeWords,
} from '#domain/training/dispute.ts';
import { entryIdForm, trainingSources } from '#domain/training/entry.ts';
import { trainingDetails } from '#domain/training/training-record.ts';

export const trainingRecordId = z
  .string()
  .regex(entryIdForm, 'This is not an id of ours')
  .meta({ description: 'Of an entry among somebody’s training', example: '01KF8A2C4E6G8J1M3P5R7T9V2X' });

const details = {
  title: trainingDetails.title.meta({ example: 'Spirometry: performing and interpreting' }),
  provider: trainingDetails.provider.meta({ description: 'Who gave it', example: 'ARTP' }),
  completedOn: trainingDetails.completedOn.meta({ description: 'Not in the future', example: '2026-09-30' }),
  hours: trainingDetails.hours.meta({ description: 'In quarters of an hour', example: 6.5 }),
  level: trainingDetails.level.meta({ description: 'Of the national frameworks, if it has one', example: 'level-6' }),
  participatory: trainingDetails.participatory.meta({
    description: 'Whether you took part in it with others, as the NMC asks at revalidation',
    example: true,
  }),
};

export const NewTrainingRecord = z.strictObject(details).meta({ id: 'NewTrainingRecord' });

const { level, participatory, ...needed } = details;
export const TrainingRecordChange = z
  .strictObject({
    version,
    ...z.strictObject(needed).partial().shape,
    level: level.nullable(),
    participatory: participatory.nullable(),
  })
  .meta({ id: 'TrainingRecordChange', description: 'What is left out stays; `null` takes away' });

const disputeShown = {
  status: z.enum(disputeStatuses),
  disputedAt: disputeFields.disputedAt,
  words: disputeWords.words.meta({ example: 'I left after the first hour' }),
  settledAt: disputeFields.settledAt,
  outcome: disputeFields.outcome,
  answer: disputeAnswer.answer,
};

const OwnDispute = z.object(disputeShown).meta({ id: 'TrainingDispute' });

/** Named as schema.org names them where it has a word: a program that knows it can read them without being told. */
export const TrainingEntry = z
  .object({
    '@type': z
      .literal('CourseInstance')
      .meta({ description: 'https://schema.org/CourseInstance: training as somebody has had it' }),
    trainingRecordId,
    source: z.enum(trainingSources).meta({
      description:
        'Entered by you (`own`), a session that you attended (`attendance`), or a course that we paid for (`funded-course`). Only your own can be changed; what we have of the others follows what is recorded of them',
    }),
    title: z.string().meta({ example: 'Spirometry: performing and interpreting' }),
    provider: z.string().meta({ example: 'ARTP' }),
    completedOn: z.iso.date().meta({ example: '2026-09-30' }),
    hours: z.number().optional().meta({
      description: 'To two decimals. None of a course that we paid for, nor of a session of several days',
      example: 6.5,
    }),
    timeRequired: z.string().optional().meta({
      description: 'The same, as https://schema.org/timeRequired has it: ISO 8601',
      example: 'PT6H30M',
    }),
    level: details.level,
    participatory: z.boolean().optional().meta({
      description: 'With others, or alone. Not said of a webinar, nor of a course that we paid for',
      example: true,
    }),
    certificate: z
      .object({
        '@type': z.literal('EducationalOccupationalCredential').meta({
          description: 'https://schema.org/EducationalOccupationalCredential',
        }),
        code: z.string().meta({ example: 'K7Q2-9MXD-4TPA' }),
        url: z
          .url()
          .meta({ description: 'Where anybody can check it', example: 'https://hub.example/certificates/K7Q2' }),
      })
      .optional()
      .meta({ description: 'Of a session that you attended' }),
    version: version.optional().meta({ description: 'Of your own' }),
    dispute: OwnDispute.optional().meta({ description: 'Where you said that it is wrong' }),
  })
  .meta({ id: 'TrainingEntry' });

export const NewDispute = z
  .strictObject({
    words: disputeWords.words.meta({ description: 'What is wrong with it', example: 'I left after the first hour' }),
  })
  .meta({ id: 'NewTrainingDispute' });

export const disputeId = id.meta({ description: 'As the list of disputes names it' });

export const StaffDispute = z
  .object({
    disputeId,
    source: disputeFields.source,
    sessionId: id.optional().meta({ description: 'Of a session: where its attendance is recorded' }),
    bookingId: id.optional().meta({ description: 'Of a session: which booking says that it was attended' }),
    fundingRequestId: id.optional().meta({ description: 'Of a course: which request for funding' }),
    title: z.string().meta({ example: 'Spirometry: performing and interpreting' }),
    completedOn: disputeFields.completedOn,
    person: z
      .object({ personId: id, name: z.string(), workEmail: z.string() })
      .optional()
      .meta({ description: 'Who raised it, while they have an account' }),
    ...disputeShown,
  })
  .meta({ id: 'StaffTrainingDispute' });

export const Settlement = z
  .strictObject({
    outcome: z.enum(disputeOutcomes, 'Choose corrected or stands').meta({
      description: 'Correct the attendance where it stands before you say `corrected`',
      example: 'stands',
    }),
    answer: note(1000).meta({
      description: 'For whoever raised it, who is sent it',
      example: 'The provider’s list has you until the end.',
    }),
  })
  .meta({ id: 'TrainingDisputeSettlement' });
