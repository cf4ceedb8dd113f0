import { GuardDutyClient } from '@aws-sdk/client-guardduty';
import { requestHandler } from './request-handler.ts';

/** Made once when a function loads; region, credentials and any other endpoint come from its environment. */
export const createGuardDutyClient = (): GuardDutyClient => new GuardDutyClient({ requestHandler: requestHandler() });
