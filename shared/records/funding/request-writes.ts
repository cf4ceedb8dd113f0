import type * as z from 'zod';
import { nextAction } from '#domain/funding/calendar.ts';
import { type FundingRequest, fundingRequest } from '#domain/funding/request.ts';
import { versionAfter } from '#domain/numbers.ts';
import { endOf, financialYearOf } from '#domain/time/financial-year.ts';
import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import { expiresAt } from '#privacy/retention.ts';
import { view } from '#privacy/views.ts';
import { type EmailContents, oweEmail } from '../emails/emails.ts';
import type { Ends } from '../engine/record.ts';
import { picked } from '../engine/record.ts';
import { put, revise, type Write } from '../engine/writes.ts';
import { inGsi1, inGsi2, keys, lists, sortKey } from '../keys.ts';
import { FundingHistoryRecord, FundingRequestRecord } from './items.ts';

const requestFields = fundingRequest.keyof().options;
const changeable = fundingRequest.omit({ version: true }).keyof().options;
export const HeldRequest = view(['provide-services', 'decide-funding'], FundingRequestRecord, [
  ...requestFields,
  'partsEndAt',
  'expiresAt',
]);
/** A funding request with until when it is kept. */
export type StoredRequest = z.output<typeof HeldRequest>;

/** A request as it was read and as it is next, with what its applicant is told. */
export interface ChangedRequest {
  readonly before: StoredRequest;
  readonly next: FundingRequest;
  readonly emails?: readonly EmailContents[];
}

/** `facts-changed`: something is no longer as it was read, and nothing was changed. Read and decide again. */
export type RequestOutcome = 'changed' | 'facts-changed';

/** A request as it is once its change is kept, with the version that it then has: what is shown of it. */
export const written = ({ before, next }: Pick<ChangedRequest, 'before' | 'next'>): FundingRequest => ({
  ...next,
  version: versionAfter(before),
});

const daySeconds = 86_400;

/**
 * Until when what belongs to a request is kept: the midnight (UTC) that is a day or two after the request itself ends. Who
 * changes a request on its last day moves its end on, and what belongs to it follows later (`parts.ts`): the day between
 * is the time that this may take.
 *
 * @param ends - when the request ends; both in whole seconds since 1970
 */
export const endOfParts = (ends: number): number => (Math.ceil(ends / daySeconds) + 1) * daySeconds;

const historyWrite = (fundingRequestId: string, version: number, ends: number, entries: FundingRequest['history']) =>
  entries &&
  put(FundingHistoryRecord, keys.fundingHistory(fundingRequestId, version), {
    fundingRequestId,
    version,
    entries: [...entries],
    ends: { with: endOfParts(ends) },
  });

/** The writes that a changed request comes to, for the stores of what else changes with it. */
export function createRequestWrites({
  clock,
  hub,
}: {
  readonly clock: Clock;
  readonly hub: Pick<Hub, 'retention' | 'funding'>;
}) {
  const { retention } = hub;

  /** By which rule a request ends: counted from the year of the last payment or award; else from the last change. */
  function endsOf({ award }: Pick<FundingRequest, 'award'>) {
    if (!award) return { after: clock().toISOString(), by: 'funding-not-awarded' } as const satisfies Ends;
    const { financialYear, lastPaidAt } = award;
    const last = lastPaidAt !== undefined && financialYearOf(lastPaidAt) > financialYear;
    return { after: endOf(last ? financialYearOf(lastPaidAt) : financialYear), by: 'funding' } as const satisfies Ends;
  }

  /** When that is, in whole seconds since 1970: what belongs to the request ends later. */
  function endOfKeeping(request: Pick<FundingRequest, 'award'>): number {
    const { by, after } = endsOf(request);
    return expiresAt(by, after, retention);
  }

  /**
   * Where a request stands in lists: in its status's, and among those with which the clock has something to do. What belongs to
   * it and has yet to follow is to be done at once.
   */
  function listed(request: Omit<FundingRequest, 'version'> & Pick<StoredRequest, 'partsEndAt'>, ends: number) {
    const { fundingRequestId, status, statusSince, createdAt, partsEndAt } = request;
    // Before all else that is due, and at one place for as long as it lasts, so that no change writes it anew.
    const next = partsEndAt < endOfParts(ends) ? createdAt : nextAction(request, hub.funding)?.at;
    return {
      ...inGsi2(lists.fundingByStatus(status), sortKey(statusSince, fundingRequestId)),
      ...(next !== undefined && inGsi1(lists.fundingToTend, sortKey(next, fundingRequestId))),
    };
  }

  const emailToApplicant = (
    { workEmail, fundingRequestId }: Pick<FundingRequest, 'workEmail' | 'fundingRequestId'>,
    ends: number,
    contents: EmailContents,
  ): Write =>
    oweEmail(
      { ...contents, to: workEmail, about: { kind: 'funding-request', id: fundingRequestId }, linkExpiresAt: ends },
      clock(),
    );

  return {
    endsOf,
    endOfKeeping,
    listed,
    emailToApplicant,
    historyWrite,

    changed({ before, next, emails = [] }: ChangedRequest): Record<string, Write | undefined> {
      const { fundingRequestId, partsEndAt } = before;
      const ends = endOfKeeping(next);
      const places = listed({ ...next, partsEndAt }, ends);
      const { history, version, ...facts } = written({ before, next });
      const set = { ...picked(facts, changeable), ...places };
      const gone = changeable.filter((field) => before[field] !== undefined && facts[field] === undefined);
      return {
        [`request ${fundingRequestId}`]: revise(FundingRequestRecord, keys.fundingRequest(fundingRequestId), before, {
          set,
          ends: endsOf(next),
          remove: [...gone, ...('gsi1pk' in places ? [] : (['gsi1pk', 'gsi1sk'] as const))],
        }),
        [`history ${fundingRequestId}`]: historyWrite(fundingRequestId, version, ends, history),
        ...Object.fromEntries(
          emails.map((contents) => [`email ${contents.emailId}`, emailToApplicant(next, ends, contents)]),
        ),
      };
    },
  };
}
