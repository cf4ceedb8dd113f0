import type * as z from 'zod';
import { addressesByMailbox, confirmedAddresses, type HasAddresses } from '#domain/people/addresses.ts';
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
  'expiresAt',
]);
export type OwnRequest = z.output<typeof OwnRequest>;

/** What somebody who has signed in sees of their requests in a list. */
export interface OwnRequests {
  /**
   * Those made with one of the very addresses that somebody has confirmed, latest first. A page may hold fewer than were asked for, though
   * more follows.
   */
  list(person: HasAddresses, page: PageRequest, work: Work): Promise<Page<OwnRequest>>;
  /** One of theirs. */
  find(person: HasAddresses, fundingRequestId: string, work: Work): Promise<OwnRequest | undefined>;
}

export const createOwnRequests = ({ records }: { readonly records: RecordsFor<'provide-services'> }): OwnRequests => ({
  async list(person, page, work) {
    const managed = addressesByMailbox(person).map((address) => lists.fundingManagedFrom(mailboxId(address)));
    const { items, ...rest } = await records.listSeveral(ManagedView, managed, { ...page, newestFirst: true }, work);
    const addresses = new Set(confirmedAddresses(person));
    const requests = await records.findEach(
      OwnRequest,
      items.map(({ opens }) => keys.fundingRequest(opens.id)),
      work,
    );
    // Who reads `name+tag@` need not be who reads `name@`.
    return { ...rest, items: requests.flatMap((own) => (own && addresses.has(own.workEmail) ? [own] : [])) };
  },

  async find(person, fundingRequestId, work) {
    const own = await records.find(OwnRequest, keys.fundingRequest(fundingRequestId), work);
    return own && confirmedAddresses(person).includes(own.workEmail) ? own : undefined;
  },
});
