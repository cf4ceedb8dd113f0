import { requestLinkEnds, statementLinkEnds } from '#domain/funding/link-ends.ts';
import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import type { Work } from '#platform/work.ts';
import type { RecordsFor } from '../engine/records.ts';
import { keys } from '../keys.ts';
import { ManageTokenView } from '../people/views.ts';
import { HeldRequest, type StoredRequest } from './request-writes.ts';
import { HeldStatement, type StoredStatement } from './statements.ts';

/** A statement as its author finds it, with the request that it supports. */
export interface StatementInSupport {
  readonly statement: StoredStatement;
  readonly request: StoredRequest;
}

/** What the links in our emails open. */
export interface FundingLinks {
  /** None where there is no such request, or where the token does not open it, or no more: nobody can tell which. */
  findRequest(fundingRequestId: string, tokenHash: string, work: Work): Promise<StoredRequest | undefined>;
  /** None where the token opens no such statement, or no more, or where another was asked for in its place: nobody can tell which. */
  findStatement(statementId: string, tokenHash: string, work: Work): Promise<StatementInSupport | undefined>;
}

export function createFundingLinks({
  records,
  clock,
  hub,
}: {
  readonly records: RecordsFor<'provide-services'>;
  readonly clock: Clock;
  readonly hub: Pick<Hub, 'funding' | 'links'>;
}): FundingLinks {
  const stands = (linkEnds: string | undefined) => linkEnds === undefined || clock().toISOString() < linkEnds;
  return {
    async findRequest(fundingRequestId, tokenHash, work) {
      const [request, token] = await records.findAll(
        [
          [HeldRequest, keys.fundingRequest(fundingRequestId)],
          [ManageTokenView, keys.manageToken('funding-request', fundingRequestId, tokenHash)],
        ],
        work,
      );
      return token && request && stands(requestLinkEnds(request, hub.funding, hub.links)) ? request : undefined;
    },

    async findStatement(statementId, tokenHash, work) {
      const [found, token] = await records.findAll(
        [
          [HeldStatement, keys.statement(statementId)],
          [ManageTokenView, keys.manageToken('statement', statementId, tokenHash)],
        ],
        work,
      );
      if (!token || !found || found.status === 'replaced') return undefined;
      const request = await records.find(HeldRequest, keys.fundingRequest(found.fundingRequestId), work);
      if (!request || !stands(statementLinkEnds(found, request, hub.funding, hub.links))) return undefined;
      return { statement: found, request };
    },
  };
}

/** Whether a link opens the request that a path names or, where it names none, the statement. */
export const opensFundingLink =
  (links: FundingLinks) =>
  async (
    { fundingRequestId, statementId = '' }: Readonly<Record<string, string>>,
    tokenHash: string,
    work: Work,
  ): Promise<boolean> => {
    const opened =
      fundingRequestId === undefined
        ? await links.findStatement(statementId, tokenHash, work)
        : await links.findRequest(fundingRequestId, tokenHash, work);
    return opened !== undefined;
  };
