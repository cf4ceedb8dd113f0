import { idsOfPerson } from '#domain/people/merging.ts';
import type { Work } from '#platform/work.ts';
import type { RecordsFor } from '../engine/records.ts';
import { keys, lists } from '../keys.ts';
import { newsConsent } from './choices.ts';
import { keptAs } from './owner.ts';
import { AccountView, ManageTokenView, NewsConsentView, NewsReaderView } from './views.ts';

/** Whether what a link in an email of news carries stops somebody's news. */
export const createOpensNews =
  ({ records }: { readonly records: RecordsFor<'provide-services'> }) =>
  async (personId: string, secretHash: string, work: Work): Promise<boolean> =>
    (await records.find(ManageTokenView, keys.manageToken('news', personId, secretHash), work)) !== undefined;
export type OpensNews = ReturnType<typeof createOpensNews>;

/** The ids by which whoever reads a link in an email of news is known by now: that of the link, and of whom they are kept as, with all of those. */
export const createReaderIds =
  ({ records }: { readonly records: RecordsFor<'provide-services'> }) =>
  async (personId: string, work: Work): Promise<string[]> => {
    const kept = await keptAs(records, await records.find(AccountView, keys.person(personId), work), work);
    return [...new Set([personId, ...(kept ? idsOfPerson(kept) : [])])];
  };
export type ReaderIds = ReturnType<typeof createReaderIds>;

/** Whether somebody is still to be sent news at an address: they consent to it now, have an account of their own, and read their mail there. */
export const createConsentsToNews =
  ({ records }: { readonly records: RecordsFor<'tell-about-services'> }) =>
  async (personId: string, workEmail: string, work: Work): Promise<boolean> => {
    const reader = await records.find(NewsReaderView, keys.person(personId), work);
    if (reader?.sub === undefined || reader.mergedInto !== undefined || reader.workEmail !== workEmail) return false;
    const newest = { limit: 1, newestFirst: true } as const;
    const { items } = await records.list(NewsConsentView, lists.choicesAbout(personId, newsConsent), newest, work);
    return items[0] !== undefined && items[0].endedAt === undefined;
  };
export type ConsentsToNews = ReturnType<typeof createConsentsToNews>;
