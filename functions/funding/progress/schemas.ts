import * as z from 'zod';
import { progressKinds } from '#domain/funding/pot.ts';
import { progressReport } from '#domain/funding/request.ts';
import { note } from '#domain/text/text.ts';
import { documentIds, someDocuments } from '../schemas.ts';

export const Progress = z
  .strictObject({
    kind: z
      .enum(progressKinds)
      .meta({ example: 'started', 'x-label': 'How far you are', 'x-ask': 'Choose how far you are' }),
    note: note(2000).optional().meta({
      example: 'The first day was today.',
      'x-label': 'How it goes',
      'x-hint': 'A sentence is enough. When you have finished, we need a document, too',
      'x-ask': 'Enter how it goes',
    }),
    documentIds: documentIds.default([]),
  })
  .meta({
    id: 'ProgressReport',
    anyOf: [
      { properties: { kind: { enum: ['started', 'half-way'] } }, required: ['note'] },
      { required: ['documentIds'], properties: someDocuments },
    ],
  });

export const ProgressDue = progressReport
  .pick({ kind: true, dueOn: true, reportedAt: true })
  .extend({ note: z.string().optional() });
