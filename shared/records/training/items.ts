import { id } from '#domain/ids.ts';
import { count } from '#domain/numbers.ts';
import { day } from '#domain/time/instant.ts';
import { disputeAnswer, disputeFields, disputeWords } from '#domain/training/dispute.ts';
import { trainingDetails, trainingRecordFields } from '#domain/training/training-record.ts';
import { about } from '#privacy/fields.ts';
import { fundingRetention } from '#privacy/inventory.ts';
import { record } from '../engine/record.ts';

const { trainingRecordId, personId, version, createdAt, documentIds } = trainingRecordFields;

/**
 * Training that somebody enters themselves. What they attended here, and courses that were paid for, are read off their bookings and
 * requests, so that what is put right there is right here.
 */
export const TrainingRecordRecord = record('training-record', {
  ends: { rule: 'account' },
  versioned: true,
  fields: {
    ...about('training', trainingDetails, 'given-by-the-person'),
    ...about('training', { trainingRecordId, personId, version, createdAt, documentIds }, 'derived'),
  },
});

/** How many of these somebody has, and how often they uploaded evidence of late: of two at once that would be one too many, one is refused. */
export const TrainingCountRecord = record('training-count', {
  ends: { rule: 'account' },
  fields: about(
    'training',
    { personId: id, records: count, uploadsOn: day.optional(), uploads: count.optional() },
    'derived',
  ),
});

/**
 * Ends as what it is about was to end when it was raised, and is found by way of that. Where a payment keeps a request for longer after
 * that, what was said of it is not kept for longer, too.
 */
export const TrainingDisputeRecord = record('training-dispute', {
  ends: { rule: ['booking', ...fundingRetention] },
  fields: {
    ...about('training', disputeWords, 'given-by-the-person'),
    ...about('training', disputeAnswer, 'recorded-by-staff'),
    ...about('training', disputeFields, 'derived', 'recorded-by-staff'),
  },
});
