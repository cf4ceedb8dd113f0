import { rewritten, written } from '#domain/news/news.ts';
import type { UseCase } from '#http/use-case.ts';
import type { NewId } from '#platform/ids.ts';
import { carryThrough } from '#platform/work.ts';
import type { news } from '../contract.ts';
import { auditOf, findNews, type LettersDeps, refuseAudience, showNews, staleNews, wrongState } from './news.ts';

export const createWriteNews =
  (deps: LettersDeps & { readonly newId: NewId }): UseCase<typeof news.routes.writeNews> =>
  async ({ body }, { caller, work, once }) => {
    refuseAudience(deps.hub, body.audience);
    const draft = written(deps.newId(), body, { by: caller.sub, at: deps.clock().toISOString() });
    const audit = auditOf('news-written', draft, caller.sub);
    return carryThrough({ work, once }, async () => ({
      reply: { status: 201, body: showNews(draft, caller.sub) },
      change: (carrying) => deps.letters.add(draft, { ...carrying, audit }),
    }));
  };

export const createChangeNews =
  (deps: LettersDeps): UseCase<typeof news.routes.changeNews> =>
  async ({ path, body: { version, ...given } }, { caller, work, once }) => {
    refuseAudience(deps.hub, given.audience);
    return carryThrough({ work, once }, async () => {
      const before = await findNews(deps, path.newsId, work);
      if (before.status !== 'draft') throw wrongState(before, `It is ${before.status}: write another`);
      if (before.version !== version) throw staleNews(before);
      const { title = before.title, text = before.text, audience = before.audience } = given;
      const step = { by: caller.sub, at: deps.clock().toISOString() };
      const next = rewritten(before, { title, text, audience }, step);
      const audit = auditOf('news-changed', next, caller.sub);
      return {
        reply: { status: 200, body: showNews(next, caller.sub) },
        change: (carrying) => deps.letters.replace(before, next, { ...carrying, audit }),
      };
    });
  };
