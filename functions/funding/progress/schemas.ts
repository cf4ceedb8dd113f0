import * as z from 'zod';
import { progressKinds } from '#domain/funding/pot.ts';
import { progressReport } from '#domain/funding/request.ts';
import { note } from '#domain/text/text.ts';
import { documentIds, someDocuments } from '../schemas.ts';

export const Progress = z
  .strictObject({
    kind: z.enum(progressKinds).meta({ example: 'started' }),
    note: note(2000).optional().meta({ example: 'The first day was today.' }),
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
