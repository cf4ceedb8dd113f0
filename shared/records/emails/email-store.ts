import type { Clock } from '#platform/clock.ts';
import type { NewId } from '#platform/ids.ts';
import type { RecordsFor } from '../engine/records.ts';
import { createManageTokens, type ManageTokens } from './manage-tokens.ts';
import { createOwedEmails, type OwedEmails } from './owed.ts';
import { createSending, type Sending } from './sending.ts';
import { createSuppression, type Suppression } from './suppression.ts';

export interface Emails extends Sending, OwedEmails, Suppression, ManageTokens {}

export const createEmails = (deps: {
  readonly records: RecordsFor<'deliver-email'>;
  readonly clock: Clock;
  readonly newId: NewId;
}): Emails => ({
  ...createSending(deps),
  ...createOwedEmails(deps),
  ...createSuppression(deps),
  ...createManageTokens(deps),
});
