import { providerName } from '#domain/funding/course-provider.ts';
import type { FundingRequest } from '#domain/funding/request.ts';
import type { Statement } from '#domain/funding/statement.ts';
import type { Hub } from '#hub/hub.ts';
import type { FundingFacts } from './message.ts';

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

/** What the email that asks for a statement says of it and of its request. */
export const statementInEmail = (
  hub: Pick<Hub, 'funding'>,
  { course, name, costPence, amountPence }: Pick<FundingRequest, 'course' | 'name' | 'costPence' | 'amountPence'>,
  { kind, authorName, endsAt }: Pick<Statement, 'kind' | 'authorName' | 'endsAt'>,
  reminder: boolean,
) => ({
  kind,
  authorName,
  applicantName: name,
  courseName: course?.name ?? '',
  providerName: course ? providerName(hub, course) : null,
  startsOn: course?.startsOn ?? null,
  costPence: costPence ?? null,
  amountPence: amountPence ?? null,
  endsAt,
  reminder,
});
