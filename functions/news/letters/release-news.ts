import { isReleasedBy, released, releaseRefusal, stopped } from '#domain/news/news.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import { carryThrough } from '#platform/work.ts';
import type { news } from '../contract.ts';
import { auditOf, findNews, type LettersDeps, showNews, staleNews, wrongState } from './news.ts';

/** The clock sends it, from then on (`send-news.ts`). */
export const createReleaseNews =
  (deps: LettersDeps): UseCase<typeof news.routes.releaseNews> =>
  ({ path, body: { version } }, { caller, work, once }) =>
    carryThrough({ work, once }, async () => {
      const before = await findNews(deps, path.newsId, work);
      if (isReleasedBy(before, caller.sub)) return { reply: { status: 200, body: showNews(before, caller.sub) } };
      switch (releaseRefusal(before, caller.sub, version)) {
        case 'not-a-draft':
          throw wrongState(before, `It is ${before.status} already`);
        case 'another-is-needed':
          throw new ProblemError('needs-another-person', { detail: 'Somebody who wrote nothing of it lets it go out' });
        case 'stale-version':
          throw staleNews(before);
        case undefined: {
          const next = released(before, { by: caller.sub, at: deps.clock().toISOString() });
          const audit = auditOf('news-released', next, caller.sub);
          return {
            reply: { status: 200, body: showNews(next, caller.sub) },
            change: (carrying) => deps.letters.replace(before, next, { ...carrying, audit }),
          };
        }
      }
    });

export const createStopNews =
  (deps: LettersDeps): UseCase<typeof news.routes.stopNews> =>
  ({ path }, { caller, work, once }) =>
    carryThrough({ work, once }, async () => {
      const before = await findNews(deps, path.newsId, work);
      if (before.status === 'stopped') return { reply: { status: 200, body: showNews(before, caller.sub) } };
      const next = stopped(before, { at: deps.clock().toISOString() });
      const audit = auditOf('news-stopped', next, caller.sub);
      return {
        reply: { status: 200, body: showNews(next, caller.sub) },
        change: (carrying) => deps.letters.replace(before, next, { ...carrying, audit }),
      };
    });
