import type { FundingRequest, FundingStatus } from '#domain/funding/request.ts';
import { poundsAsNumber } from '#domain/money.ts';
import { addDays } from '#domain/time/calendar-time.ts';
import { type Column, csvOf, csvReply } from '#http/csv.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Work } from '#platform/work.ts';
import { everyPage } from '#records/engine/listing.ts';
import type { PageRequest } from '#records/engine/reading.ts';
import { shownPages } from '#records/engine/shown-pages.ts';

import type { funding } from '../contract.ts';
import type { StaffDeps } from '../use-case-deps.ts';
import { personOf } from './request-replies.ts';

const queueEntry = (request: FundingRequest) => ({
  fundingRequestId: request.fundingRequestId,
  reference: request.reference,
  status: request.status,
  statusSince: request.statusSince,
  submittedAt: request.submittedAt,
  person: personOf(request),
  potId: request.potId,
  course: request.course,
  costPence: request.costPence,
  amountPence: request.amountPence,
  needsSecondApproval: request.proposal !== undefined,
});

export const createListFundingRequests = (deps: StaffDeps): UseCase<typeof funding.routes.listFundingRequests> => {
  interface Wanted {
    readonly status: FundingStatus;
    readonly potId?: string | undefined;
    readonly waitingDays?: number | undefined;
  }

  /** Passes over those of other pots: a hub's queues are short, and no list of its own is worth what it costs. */
  function list({ status, potId, waitingDays }: Wanted, page: PageRequest, work: Work) {
    const to = waitingDays === undefined ? undefined : `${addDays(deps.clock(), -waitingDays).toISOString()}~`;
    const isWanted = potId === undefined ? undefined : (request: FundingRequest) => request.potId === potId;
    return deps.requests.listByStatus(status, { ...page, to }, work, isWanted);
  }

  const auditLook = (status: FundingStatus, actor: string, shown: readonly string[], work: Work) =>
    deps.audit(
      [
        {
          action: 'funding-requests-seen',
          subject: `FUNDING-QUEUE#${status}`,
          shown,
          actor,
          facts: { requests: shown.length },
        },
      ],
      work,
    );

  const whole = (wanted: Wanted, actor: string, work: Work) =>
    shownPages(
      everyPage((page) => list(wanted, page, work)),
      nameInTrail,
      (shown) => auditLook(wanted.status, actor, shown, work),
    );

  return async ({ query }, { caller, work, accepts }) => {
    const { limit, cursor, ...wanted } = query;
    if (accepts === 'text/csv') {
      const rows = (within: Work) => csvOf(columns, whole(wanted, caller.sub, within));
      return csvReply('funding-requests.csv', await deps.exports.write('funding-requests.csv', rows, work));
    }
    const { items, ...rest } = await list(wanted, { limit, cursor }, work);
    await auditLook(wanted.status, caller.sub, items.map(nameInTrail), work);
    return { status: 200, body: { items: items.map(queueEntry), ...rest } };
  };
};

const nameInTrail = ({ fundingRequestId }: FundingRequest): string => `FUNDING#${fundingRequestId}`;

const columns: readonly Column<FundingRequest>[] = [
  { heading: 'Reference', cell: ({ reference }) => reference },
  { heading: 'Status', cell: ({ status }) => status },
  { heading: 'In this status since (UTC)', cell: ({ statusSince }) => statusSince },
  { heading: 'Name', cell: ({ name }) => name },
  { heading: 'Work email', cell: ({ workEmail }) => workEmail },
  { heading: 'Workplace', cell: ({ workplace }) => workplace.odsCode ?? workplace.name },
  { heading: 'Borough', cell: ({ workplace }) => workplace.borough },
  { heading: 'Employer', cell: ({ employer }) => employer },
  { heading: 'Job role', cell: ({ jobRole }) => jobRole },
  { heading: 'Course', cell: ({ course }) => course?.name },
  { heading: 'Begins', cell: ({ course }) => course?.startsOn },
  { heading: 'Cost (£)', cell: ({ costPence }) => costPence && poundsAsNumber(costPence) },
  { heading: 'Asked for (£)', cell: ({ amountPence }) => amountPence && poundsAsNumber(amountPence) },
  { heading: 'Awarded (£)', cell: ({ award }) => award && poundsAsNumber(award.pence) },
  { heading: 'Pot', cell: ({ potId }) => potId },
  { heading: 'Funding request', cell: ({ fundingRequestId }) => fundingRequestId },
];
