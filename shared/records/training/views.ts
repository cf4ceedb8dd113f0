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
]);
export const TrainingCountView = view('provide-services', TrainingCountRecord, ['records']);
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
