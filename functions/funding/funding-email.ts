import type { FundingFacts } from '../../shared/email/funding-message.ts';
import type { Hub } from '../../shared/hub/hub.ts';
import type { FundingRequest } from '../../shared/records/funding-requests.ts';
import { providerName } from './course.ts';

/** What every email about a funding request says of it. */
export const fundingInEmail = (
  hub: Pick<Hub, 'funding'>,
  { reference, name, course, amountPence }: Pick<FundingRequest, 'reference' | 'name' | 'course' | 'amountPence'>,
): FundingFacts => ({
  reference,
  name,
  courseName: course?.name ?? null,
  providerName: course ? providerName(hub, course) : null,
  startsOn: course?.startsOn ?? null,
  amountPence: amountPence ?? null,
});
