import type { Work } from '#platform/work.ts';
import type { RecordsFor } from '../engine/records.ts';
import { keys, lists } from '../keys.ts';
import { newsConsent } from './choices.ts';
import { ManageTokenView, NewsConsentView } from './views.ts';

/** Whether what a link in an email of news carries stops somebody's news. */
export const createOpensNews =
  ({ records }: { readonly records: RecordsFor<'provide-services'> }) =>
  async (personId: string, secretHash: string, work: Work): Promise<boolean> =>
    (await records.find(ManageTokenView, keys.manageToken('news', personId, secretHash), work)) !== undefined;
export type OpensNews = ReturnType<typeof createOpensNews>;

/** Whether somebody consents to news now, as the last write left it. */
export const createConsentsToNews =
  ({ records }: { readonly records: RecordsFor<'tell-about-services'> }) =>
  async (personId: string, work: Work): Promise<boolean> => {
    const newest = { limit: 1, newestFirst: true } as const;
    const { items } = await records.list(NewsConsentView, lists.choicesAbout(personId, newsConsent), newest, work);
    return items[0] !== undefined && items[0].endedAt === undefined;
  };
export type ConsentsToNews = ReturnType<typeof createConsentsToNews>;
