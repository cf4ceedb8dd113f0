import { view } from '#privacy/views.ts';
import { TrainingCountRecord, TrainingDisputeRecord, TrainingRecordRecord } from './items.ts';

export const TrainingRecordView = view('provide-services', TrainingRecordRecord, [
  'trainingRecordId',
  'personId',
  'title',
  'provider',
  'completedOn',
  'hours',
  'level',
  'participatory',
  'version',
  'createdAt',
  'documentIds',
]);
/** When each ends, and what ends with it, for the clock. */
export const TrainingEndView = view('provide-services', TrainingRecordRecord, [
  'trainingRecordId',
  'documentIds',
  'expiresAt',
]);
export const TrainingCountView = view('provide-services', TrainingCountRecord, ['records', 'uploadsOn', 'uploads']);
export const TrainingDisputeView = view('provide-services', TrainingDisputeRecord, [
  'disputeId',
  'source',
  'personId',
  'sessionId',
  'title',
  'completedOn',
  'words',
  'disputedAt',
  'status',
  'settledAt',
  'outcome',
  'answer',
]);
