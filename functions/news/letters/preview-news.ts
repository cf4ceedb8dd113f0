import { isFor, type News } from '#domain/news/news.ts';
import { render } from '#email/registry.ts';
import type { UseCase } from '#http/use-case.ts';
import { hasTime, type Work } from '#platform/work.ts';
import type { MailOut } from '#records/news/mail-out.ts';
import type { news } from '../contract.ts';
import { findNews, type LettersDeps } from './news.ts';

/** So many who consent to news are looked at at once. */
const mostLookedAt = 2000;

async function countReaders({ mailOut }: Pick<Deps, 'mailOut'>, letter: News, work: Work) {
  let [people, lookedAt] = [0, 0];
  for await (const page of mailOut.walkConsenting(undefined, work)) {
    people += page.filter(({ reader }) => isFor(letter, reader)).length;
    lookedAt += page.length;
    if (lookedAt >= mostLookedAt || !hasTime(work)) return { people, isAtLeast: true };
  }
  return { people, isAtLeast: false };
}

interface Deps extends LettersDeps {
  readonly mailOut: Pick<MailOut, 'walkConsenting'>;
  readonly siteUrl: string;
}

export const createPreviewNews =
  (deps: Deps): UseCase<typeof news.routes.previewNews> =>
  async ({ path }, { work }) => {
    const letter = await findNews(deps, path.newsId, work);
    const { newsId, version, title, text } = letter;
    const { hub, siteUrl } = deps;
    const facts = { newsId, title, text, name: '[their name]' };
    const context = { hub, siteUrl, manageUrl: `${siteUrl}/stop-news`, now: deps.clock(), to: hub.contact.email };
    const { subject, ...rendered } = render({ kind: 'news-letter', facts }, context);
    return {
      status: 200,
      body: {
        newsId,
        version,
        ...(await countReaders(deps, letter, work)),
        email: { subject, text: rendered.text, html: rendered.html },
      },
    };
  };
