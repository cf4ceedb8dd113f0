import { isFor, type News } from '#domain/news/news.ts';
import { newsMessage } from '#email/owed-message.ts';
import type { Log } from '#platform/logger.ts';
import type { Counter } from '#platform/metrics.ts';
import { hasTime, type Work } from '#platform/work.ts';
import { type Consenting, type MailOut, type NewsReader, newsEmailId } from '#records/news/mail-out.ts';

interface SendNewsDeps {
  readonly mailOut: MailOut;
  readonly log: Log;
  readonly counter: Counter;
}

/** Their records have nothing in common, and the table has room for far more. How far it has come is kept after each so many. */
const atOnce = 10;
/** So many that all of them fail tells of the table, and not of them. */
const tellingMany = 3;

type Became = 'owed' | 'passed-over' | 'failed' | 'no-time';

/** What one run did for one letter. */
interface Run {
  readonly owed: number;
  readonly complete: boolean;
}

/**
 * Sends the letters that were let go out to whoever consents to news, some at a time: whether each consents is asked in the very change that
 * owes them the email, so that whoever has stopped news is skipped from the next one on. How far a letter has come stands with it, and a
 * run that is cut off, by its time or by how many may be written to, is gone on with by the next. What was owed is not owed twice.
 */
export const createSendNews = ({ mailOut, log, counter }: SendNewsDeps) => {
  function contentsFor({ newsId, title, text }: News, { personId, name }: NewsReader) {
    const facts = { newsId, title, text, name };
    return newsMessage(newsEmailId(newsId, personId), { kind: 'news-letter', facts });
  }

  async function reach(news: News, { consent, reader }: Consenting, work: Work): Promise<Became> {
    if (!reader || !isFor(news, reader)) return 'passed-over';
    try {
      const outcome = await mailOut.owe(contentsFor(news, reader), { consent, reader }, work);
      return outcome === 'stopped' ? 'passed-over' : 'owed';
    } catch (error) {
      if (!hasTime(work)) return 'no-time';
      log.event('news-not-owed', { newsId: news.newsId, personId: consent.personId, error });
      counter.count('NewsNotSent');
      return 'failed';
    }
  }

  /** A few people; nothing where they are to be tried again. */
  async function step(news: News, some: readonly Consenting[], work: Work) {
    const became = await Promise.all(some.map((each) => reach(news, each, work)));
    if (became.includes('no-time')) return undefined;
    // Not one of several, it is no fault of theirs.
    if (became.length >= tellingMany && became.every((each) => each === 'failed'))
      throw new Error('Nobody could be sent news');
    const owed = became.filter((each) => each === 'owed').length;
    const upTo = some.at(-1)?.consent.personId ?? '';
    const next = await mailOut.keepReached(news, { upTo, owed, passedOver: some.length - owed }, work);
    return next && { next, owed };
  }

  async function send(released: News, most: number, work: Work): Promise<Run> {
    let [news, owed] = [released, 0];
    for await (const page of mailOut.walkConsenting(released.reachedUpTo, work)) {
      const left = [...page];
      while (left.length > 0) {
        const room = most - owed;
        if (room <= 0 || !hasTime(work)) return { owed, complete: false };
        const done = await step(news, left.splice(0, Math.min(atOnce, room)), work).catch((error: unknown) => {
          // Broken off by its time: the next run goes on from what was kept.
          if (hasTime(work)) throw error;
        });
        if (!done) return { owed, complete: false };
        news = done.next;
        owed += done.owed;
      }
    }
    await mailOut.finish(news, work);
    return { owed, complete: true };
  }

  /** @param most - so many are written to at most */
  return async (most: number, work: Work): Promise<{ readonly owed: number }> => {
    let owed = 0;
    for (const news of await mailOut.listReleased(work)) {
      if (owed >= most || !hasTime(work)) break;
      const run = await send(news, most - owed, work);
      owed += run.owed;
      log.event('news-sent-on', { newsId: news.newsId, ...run });
      // Those after it wait, so that each letter leaves whole.
      if (!run.complete) break;
    }
    counter.flush();
    return { owed };
  };
};
