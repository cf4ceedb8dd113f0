import { hasOwnAccount } from '#domain/news/news.ts';
import { newsConsent, stands } from '#domain/people/choices.ts';
import type { Work } from '#platform/work.ts';
import type { RecordsFor } from '../engine/records.ts';
import { keys, lists } from '../keys.ts';
import { NewsConsentView, NewsReaderView, UnsubscribedView } from '../people/views.ts';
import { NewsStatusView } from './views.ts';

/** Why a letter that is owed to somebody does not leave any more. */
export type NewsRefusal = 'consent-ended' | 'news-stopped';

/** A letter on its way to somebody. */
interface LetterTo {
  readonly newsId: string;
  readonly personId: string;
  readonly workEmail: string;
  /** None of one that was owed before these were kept with it. */
  readonly mailboxName: string | undefined;
}

/**
 * What keeps a letter from leaving: staff have stopped it, or its reader consents to no news by now, has no account of their own, does not
 * read their mail there any more, or reads it where news was stopped.
 */
export const createNewsRefusal =
  ({ records }: { readonly records: RecordsFor<'tell-about-services'> }) =>
  async ({ newsId, personId, workEmail, mailboxName }: LetterTo, work: Work): Promise<NewsRefusal | undefined> => {
    const newest = { limit: 1, newestFirst: true } as const;
    const [letter, reader, consents, unsubscribed] = await Promise.all([
      records.find(NewsStatusView, keys.news(newsId), work),
      records.find(NewsReaderView, keys.person(personId), work),
      records.list(NewsConsentView, lists.choicesAbout(personId, newsConsent), newest, work),
      mailboxName && records.find(UnsubscribedView, keys.unsubscribed(mailboxName), work),
    ]);
    if (letter?.status === 'stopped') return 'news-stopped';
    const readsItThere = hasOwnAccount(reader) && reader.workEmail === workEmail && !unsubscribed;
    return readsItThere && stands(consents.items[0]) ? undefined : 'consent-ended';
  };
export type FindNewsRefusal = ReturnType<typeof createNewsRefusal>;
