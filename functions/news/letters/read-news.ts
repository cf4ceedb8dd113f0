import type { UseCase } from '#http/use-case.ts';
import type { news } from '../contract.ts';
import { findNews, type LettersDeps, showNews, showSummary } from './news.ts';

export const createListNews =
  (deps: LettersDeps): UseCase<typeof news.routes.listNews> =>
  async ({ query }, { caller, work }) => {
    const { items, ...rest } = await deps.letters.list(query, work);
    return { status: 200, body: { ...rest, items: items.map((each) => showSummary(each, caller.sub)) } };
  };

export const createGetNews =
  (deps: LettersDeps): UseCase<typeof news.routes.getNews> =>
  async ({ path: { newsId } }, { caller, work }) => ({
    status: 200,
    body: showNews(await findNews(deps, newsId, work), caller.sub),
  });
