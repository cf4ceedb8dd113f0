import type { Work } from '#platform/work.ts';
import type { FundingRequests } from './requests.ts';

/** Whether a link opens the request that a path names or, where it names none, the statement. */
export const opensFundingLink =
  (requests: Pick<FundingRequests, 'findForLink' | 'findStatementForLink'>) =>
  async (
    { fundingRequestId, statementId = '' }: Readonly<Record<string, string>>,
    tokenHash: string,
    work: Work,
  ): Promise<boolean> => {
    const opened =
      fundingRequestId === undefined
        ? await requests.findStatementForLink(statementId, tokenHash, work)
        : await requests.findForLink(fundingRequestId, tokenHash, work);
    return opened !== undefined;
  };
