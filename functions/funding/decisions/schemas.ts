import * as z from 'zod';
import { awardStage } from '#domain/funding/award.ts';
import { somePence } from '#domain/money.ts';
import { note } from '#domain/text/text.ts';
import { day, instant } from '#domain/time/instant.ts';
import { potId } from '../schemas.ts';

export const Award = z
  .object({
    potId,
    potName: z.string().optional(),
    pence: somePence,
    conditions: z.string().optional(),
    validUntil: instant.meta({ description: 'The award ends at this moment' }),
    decidedAt: instant,
    stages: z.array(awardStage.pick({ after: true, pence: true, paidPence: true })),
  })
  .meta({ id: 'Award' });

export const Decision = z
  .strictObject({
    decision: z.enum(['approve', 'decline']).meta({ example: 'approve' }),
    potId: potId.optional().meta({ description: 'Where it is approved: from which pot' }),
    pence: somePence.optional().meta({ description: 'Where it is approved: how much', example: 33_333 }),
    conditions: note(1000).optional(),
    lastDay: day.optional().meta({
      description: 'Where it is approved: the last day of the award, if before the end of the pot’s financial year',
    }),
    reason: note(2000).optional().meta({
      description: 'Where it is declined: the person is told',
      example: 'The course is outside primary care.',
    }),
  })
  .refine(({ decision, potId: pot }) => decision === 'decline' || pot !== undefined, {
    path: ['potId'],
    error: 'Say from which pot',
  })
  .refine(({ decision, pence: amount }) => decision === 'decline' || amount !== undefined, {
    path: ['pence'],
    error: 'Say how much, in pence',
  })
  .refine(({ decision, reason: why }) => decision === 'approve' || why !== undefined, {
    path: ['reason'],
    error: 'Give the reason: the person is told',
  })
  .meta({
    anyOf: [
      { properties: { decision: { const: 'approve' } }, required: ['potId', 'pence'] },
      { properties: { decision: { const: 'decline' } }, required: ['reason'] },
    ],
  })
  .meta({ id: 'FundingDecision' });
