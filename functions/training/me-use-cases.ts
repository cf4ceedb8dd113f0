import type { UseCasesOf } from '#http/use-case.ts';
import type { training } from './contract.ts';
import { createDisputeTrainingRecord } from './disputes/raise-dispute.ts';
import { createAddTrainingRecord } from './records/add-training.ts';
import { createChangeTrainingRecord } from './records/change-training.ts';
import { createDeleteTrainingRecord } from './records/delete-training.ts';
import { createListTrainingRecords } from './records/list-training.ts';
import type { wireForLearners } from './wiring.ts';

/** For learners who have signed in. */
export const createMyUseCases = (deps: ReturnType<typeof wireForLearners>): UseCasesOf<typeof training, 'me'> => ({
  listTrainingRecords: createListTrainingRecords(deps),
  addTrainingRecord: createAddTrainingRecord(deps),
  changeTrainingRecord: createChangeTrainingRecord(deps),
  deleteTrainingRecord: createDeleteTrainingRecord(deps),
  disputeTrainingRecord: createDisputeTrainingRecord(deps),
});
