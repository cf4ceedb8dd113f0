import type { Statement } from '#domain/funding/statement.ts';
import type { Work } from '#platform/work.ts';
import type { FundingRequests } from './requests.ts';

/** Who was asked for a statement before, and named whom to ask instead; nobody where its applicant named them. */
export async function namedBy(
  requests: Pick<FundingRequests, 'findStatement'>,
  { insteadOf }: Pick<Statement, 'insteadOf'>,
  work: Work,
): Promise<{ readonly namedBy?: string }> {
  const before = insteadOf === undefined ? undefined : await requests.findStatement(insteadOf, work);
  return before === undefined ? {} : { namedBy: before.authorName };
}
