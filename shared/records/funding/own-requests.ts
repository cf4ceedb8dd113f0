import type * as z from 'zod';
import type { Work } from '#platform/work.ts';
import { view } from '#privacy/views.ts';
import type { Page, PageRequest } from '../engine/reading.ts';
import type { RecordsFor } from '../engine/records.ts';
import { keys, lists, mailboxId } from '../keys.ts';
import { ManagedView } from '../people/views.ts';
import { FundingRequestRecord } from './items.ts';

const OwnRequest = view('provide-services', FundingRequestRecord, [
  'fundingRequestId',
  'reference',
  'status',
  'createdAt',
  'statusSince',
  'submittedAt',
  'potId',
  'course',
  'costPence',
  'amountPence',
  'workEmail',
]);

/** What somebody who has signed in sees of their requests in a list. */
export interface OwnRequests {
  /** Those made with this very address, latest first. A page may hold fewer than were asked for, though more follows. */
  list(workEmail: string, page: PageRequest, work: Work): Promise<Page<z.output<typeof OwnRequest>>>;
}

export const createOwnRequests = ({ records }: { readonly records: RecordsFor<'provide-services'> }): OwnRequests => ({
  async list(workEmail, page, work) {
    const managed = lists.fundingManagedFrom(mailboxId(workEmail));
    const { items, ...rest } = await records.list(ManagedView, managed, { ...page, newestFirst: true }, work);
    const requests = await records.findEach(
      OwnRequest,
      items.map(({ opens }) => keys.fundingRequest(opens.id)),
      work,
    );
    // Who reads `name+tag@` need not be who reads `name@`.
    return {
      ...rest,
      items: requests.filter((request) => request?.workEmail === workEmail).flatMap((own) => own ?? []),
    };
  },
});
