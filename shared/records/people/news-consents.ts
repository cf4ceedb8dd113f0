import { idsOfPerson } from '#domain/people/merging.ts';
import type { Work } from '#platform/work.ts';
import type { RecordsFor } from '../engine/records.ts';
import { keys } from '../keys.ts';
import { keptAs } from './owner.ts';
import { AccountView, StopLinkView } from './views.ts';

/**
 * The link in an email of news, and what the mailbox that it came to is called among those that take none: nothing where it is no such
 * link. The name is none in one from before these were kept.
 */
export const createFindStopLink =
  ({ records }: { readonly records: RecordsFor<'provide-services'> }) =>
  (personId: string, secretHash: string, work: Work) =>
    records.find(StopLinkView, keys.manageToken('news', personId, secretHash), work);
export type FindStopLink = ReturnType<typeof createFindStopLink>;

/** The ids by which whoever reads a link in an email of news is known by now: that of the link, and of whom they are kept as, with all of those. */
export const createReaderIds =
  ({ records }: { readonly records: RecordsFor<'provide-services'> }) =>
  async (personId: string, work: Work): Promise<string[]> => {
    const kept = await keptAs(records, await records.find(AccountView, keys.person(personId), work), work);
    return [...new Set([personId, ...(kept ? idsOfPerson(kept) : [])])];
  };
export type ReaderIds = ReturnType<typeof createReaderIds>;
