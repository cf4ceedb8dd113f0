import * as z from 'zod';
import { paragraphs } from '#domain/text/text.ts';
import { bookingId } from '../places/schemas.ts';

export const MoveInLine = z
  .strictObject({
    bookingId,
    before: bookingId.nullable().meta({
      description: 'Whose turn it comes before; `null` for the end of the line',
      example: '01KF0A2C4E6G8J1M3P5R7T9V2Y',
    }),
    reason: paragraphs(500).meta({ description: 'Kept in the audit trail', example: 'Needs it for their appraisal' }),
  })
  .meta({ id: 'MoveInLine' });
