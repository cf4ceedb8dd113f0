import type * as z from 'zod';
import { type News, stopLinkEnds } from '#domain/news/news.ts';
import type { Clock } from '#platform/clock.ts';
import { sha256 } from '#platform/ids.ts';
import type { Work } from '#platform/work.ts';
import { type NewsContents, oweNews } from '../emails/emails.ts';
import { all, when } from '../engine/conditions.ts';
import type { RecordsFor } from '../engine/records.ts';
import { annotate, revise } from '../engine/writes.ts';
import { keys, lists } from '../keys.ts';
import type { Consented } from '../people/choices.ts';
import type { NameMailbox } from '../people/unsubscribed.ts';
import { NewsConsentView, NewsReaderView } from '../people/views.ts';
import { NewsRecord } from './items.ts';
import { newsOf } from './letters.ts';
import { NewsView } from './views.ts';

export type NewsReader = z.output<typeof NewsReaderView>;

/** A consent to news that stands, and whose; none where they are gone. */
export interface Consenting {
  readonly consent: Consented;
  readonly reader: NewsReader | undefined;
}

/** What one step of a letter came to. */
export interface Reached {
  /** In the order of ids. */
  readonly upTo: string;
  readonly owed: number;
  readonly passedOver: number;
}

/** Letters of news on their way. */
export interface MailOut {
  /** Those that go out now, the first that was released first. */
  listReleased(work: Work): Promise<News[]>;
  /** Everybody who consents to news, page by page, in the order of their ids. @param after - whom it has come to already */
  walkConsenting(after: string | undefined, work: Work): AsyncGenerator<Consenting[], void, undefined>;
  /** Owes somebody a letter, once: not where they have stopped news meanwhile. */
  owe(
    contents: NewsContents,
    to: { readonly consent: Consented; readonly reader: NewsReader },
    work: Work,
  ): Promise<'owed' | 'owed-before' | 'stopped'>;
  /** How far a letter has come. Nothing where another run has come further, or it was stopped. */
  keepReached(news: News, reached: Reached, work: Work): Promise<News | undefined>;
  /** It has come to everybody. */
  finish(news: News, work: Work): Promise<void>;
}

/** As many letters as go out at once; others wait their turn. */
const mostAtOnce = 20;

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The id of the email that brings somebody a letter: the same however often it is owed. */
export function newsEmailId(newsId: string, personId: string): string {
  const hash = Buffer.from(sha256(`${newsId} ${personId}`), 'hex').subarray(0, 16);
  return `${newsId.slice(0, 10)}${[...hash].map((byte) => crockford[byte % 32]).join('')}`;
}

export function createMailOut({
  records,
  clock,
  nameMailbox,
}: {
  readonly records: RecordsFor<'tell-about-services'>;
  readonly clock: Clock;
  readonly nameMailbox: NameMailbox;
}): MailOut {
  const ofNews = when(NewsRecord);
  const goesOn = (news: News) => all(ofNews.is('status', 'released'), ofNews.asRead(news, 'reachedUpTo'));

  return {
    async listReleased(work) {
      const { items } = await records.list(NewsView, lists.newsToSend, { limit: mostAtOnce }, work);
      const found = await records.findEach(
        NewsView,
        items.map(({ newsId }) => keys.news(newsId)),
        work,
      );
      // The index may be of a moment ago.
      return found.flatMap((each) => (each?.status === 'released' ? newsOf(each) : []));
    },

    async *walkConsenting(after, work) {
      // Greater than that id, and less than any other that is.
      const from = after && `${after}#`;
      for await (const consents of records.walk(NewsConsentView, lists.newsConsents, { from }, work)) {
        const readers = await records.findEach(
          NewsReaderView,
          consents.map(({ personId }) => keys.person(personId)),
          work,
        );
        yield consents.map((consent, index) => ({ consent, reader: readers[index] }));
      }
    },

    async owe(contents, { consent, reader }, work) {
      const { workEmail } = reader;
      const now = clock();
      const mailboxName = await nameMailbox(workEmail);
      const linkExpiresAt = stopLinkEnds(reader.expiresAt, now);
      const outcome = await records.commit(oweNews(contents, { consent, workEmail, mailboxName, linkExpiresAt }, now), {
        work,
      });
      if (outcome.done) return 'owed';
      return outcome.refused.consent || outcome.refused.mailbox ? 'stopped' : 'owed-before';
    },

    async keepReached(news, { upTo, owed, passedOver }, work) {
      const add = { owed, passedOver };
      const write = annotate(
        NewsRecord,
        keys.news(news.newsId),
        news,
        { set: { reachedUpTo: upTo }, add },
        goesOn(news),
      );
      const outcome = await records.updateShowing(NewsView, write, work);
      return outcome.done ? newsOf(outcome.now) : undefined;
    },

    async finish(news, work) {
      const changes = {
        set: { status: 'sent', changedAt: clock().toISOString() },
        remove: ['reachedUpTo', 'gsi1pk', 'gsi1sk'],
      } as const;
      await records.updateOne(revise(NewsRecord, keys.news(news.newsId), news, changes, goesOn(news)), work);
    },
  };
}
