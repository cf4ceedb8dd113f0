import type { UseCasesOf } from '#http/use-case.ts';
import type { training } from './contract.ts';
import { createListTrainingDisputes } from './disputes/list-disputes.ts';
import { createSettleTrainingDispute } from './disputes/settle-dispute.ts';
import type { wireForStaff } from './wiring.ts';

export const createAdminUseCases = (deps: ReturnType<typeof wireForStaff>): UseCasesOf<typeof training, 'admin'> => ({
  listTrainingDisputes: createListTrainingDisputes(deps),
  settleTrainingDispute: createSettleTrainingDispute(deps),
});
