import { id } from '#domain/ids.ts';
import { count } from '#domain/numbers.ts';
import { disputeAnswer, disputeFields, disputeWords } from '#domain/training/dispute.ts';
import { trainingDetails, trainingRecordFields } from '#domain/training/training-record.ts';
import { about } from '#privacy/fields.ts';
import { fundingRetention } from '#privacy/inventory.ts';
import { record } from '../engine/record.ts';

const { trainingRecordId, personId, version, createdAt } = trainingRecordFields;

/**
 * Training that somebody enters themselves. What they attended here, and courses that were paid for, are read off their bookings and
 * requests, so that what is put right there is right here.
 */
export const TrainingRecordRecord = record('training-record', {
  ends: { rule: 'account' },
  versioned: true,
  fields: {
    ...about('training', trainingDetails, 'given-by-the-person'),
    ...about('training', { trainingRecordId, personId, version, createdAt }, 'derived'),
  },
});

/** How many of these somebody has: of two at once that would be one too many, one is refused. */
export const TrainingCountRecord = record('training-count', {
  ends: { rule: 'account' },
  fields: about('training', { personId: id, records: count }, 'derived'),
});

/** Ends with what it is about, by which it is found. */
export const TrainingDisputeRecord = record('training-dispute', {
  ends: { rule: ['booking', ...fundingRetention] },
  fields: {
    ...about('training', disputeWords, 'given-by-the-person'),
    ...about('training', disputeAnswer, 'recorded-by-staff'),
    ...about('training', disputeFields, 'derived', 'recorded-by-staff'),
  },
});
