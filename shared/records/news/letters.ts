import type * as z from 'zod';
import { type News, newsDetails } from '#domain/news/news.ts';
import type { Work } from '#platform/work.ts';
import type { CommitOptions } from '../engine/changing.ts';
import { when } from '../engine/conditions.ts';
import type { Page, PageRequest } from '../engine/reading.ts';
import { factsOf, type NewItem, picked } from '../engine/record.ts';
import type { RecordsFor } from '../engine/records.ts';
import { put, revise } from '../engine/writes.ts';
import { inGsi1, inGsi2, keys, lists, sortKey } from '../keys.ts';
import { NewsRecord } from './items.ts';
import { NewsView } from './views.ts';

/** Letters of news, as staff write them and let them go out. */
export interface Letters {
  find(newsId: string, work: Work): Promise<News | undefined>;
  /** The latest first. */
  list(page: PageRequest, work: Work): Promise<Page<News>>;
  add(news: News, change: CommitOptions): Promise<'changed' | 'facts-changed'>;
  /** What was written, or decided, of it: not where another was first. */
  replace(before: News, next: News, change: CommitOptions): Promise<'changed' | 'facts-changed'>;
}

const changing = [
  ...(Object.keys(newsDetails) as (keyof typeof newsDetails)[]),
  ...(['status', 'writers', 'changedAt', 'releasedBy', 'releasedAt'] as const),
] as const;

export const newsOf = (stored: z.output<typeof NewsView>): News => factsOf(stored) as News; // All that a view of it shows.

/** While it goes out, it is among those to be sent. */
const placeOf = ({ status, releasedAt, newsId }: News) =>
  status === 'released' && releasedAt !== undefined && inGsi1(lists.newsToSend, sortKey(releasedAt, newsId));

export function createLetters({ records }: { readonly records: RecordsFor<'tell-about-services'> }): Letters {
  return {
    async find(newsId, work) {
      const found = await records.find(NewsView, keys.news(newsId), work);
      return found && newsOf(found);
    },

    async list(page, work) {
      const { items, ...rest } = await records.list(NewsView, lists.allNews, { ...page, newestFirst: true }, work);
      return { ...rest, items: items.map(newsOf) };
    },

    async add(news, change) {
      const place = inGsi2(lists.allNews, sortKey(news.createdAt, news.newsId));
      const item = { ...structuredClone(news), ...place } as NewItem<typeof NewsRecord>;
      const { done } = await records.commit({ news: put(NewsRecord, keys.news(news.newsId), item) }, change);
      return done ? 'changed' : 'facts-changed';
    },

    async replace(before, next, change) {
      const place = placeOf(next);
      const set = { ...(structuredClone(picked(next, changing)) as Partial<z.output<typeof NewsRecord>>), ...place };
      const write = revise(
        NewsRecord,
        keys.news(before.newsId),
        before,
        place ? { set } : { set, remove: ['gsi1pk', 'gsi1sk'] },
        when(NewsRecord).is('status', before.status),
      );
      const { done } = await records.commit({ news: write }, change);
      return done ? 'changed' : 'facts-changed';
    },
  };
}
