import type * as z from 'zod';
import { faultsOfBoroughs } from '#domain/boroughs.ts';
import type { News } from '#domain/news/news.ts';
import { refuseFaults } from '#http/faults.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import type { Work } from '#platform/work.ts';
import type { AuditFact } from '#records/engine/audit-trail.ts';
import type { Letters } from '#records/news/letters.ts';
import type * as schemas from '../schemas.ts';

export interface LettersDeps {
  readonly letters: Letters;
  readonly hub: Hub;
  readonly clock: Clock;
}

/** @throws ProblemError `news-not-found` */
export async function findNews({ letters }: Pick<LettersDeps, 'letters'>, newsId: string, work: Work): Promise<News> {
  const found = await letters.find(newsId, work);
  if (!found) throw new ProblemError('news-not-found');
  return found;
}

/** @throws ProblemError `not-valid`, where it is for a borough that is none of the hub's */
export const refuseAudience = (hub: Hub, audience: Pick<News['audience'], 'boroughs'> | undefined): void =>
  refuseFaults(faultsOfBoroughs(hub, audience?.boroughs ?? [], (index) => `audience/boroughs/${index}`));

export const staleNews = ({ version }: Pick<News, 'version'>) =>
  new ProblemError('stale-version', {
    detail: `Read it again: it is now at version ${version}`,
    extensions: { version },
  });

export const wrongState = ({ status }: Pick<News, 'status'>, detail: string) =>
  new ProblemError('wrong-state', { detail, extensions: { newsStatus: status } });

export const auditOf = (action: string, { newsId, version }: News, actor: string): AuditFact[] => [
  { action, subject: `NEWS#${newsId}`, actor, facts: { version } },
];

export const showSummary = (news: News, sub: string): z.input<typeof schemas.NewsSummary> => {
  const { newsId, version, title, status, createdAt, releasedAt = null, owed, passedOver } = news;
  const { roleGroups, boroughs } = news.audience;
  return {
    ...{ newsId, version, title, status, createdAt, releasedAt, owed, passedOver },
    audience: { roleGroups: [...roleGroups], boroughs: [...boroughs] },
    isYours: news.writers.includes(sub),
  };
};

export const showNews = (news: News, sub: string): z.input<typeof schemas.News> => ({
  ...showSummary(news, sub),
  text: news.text,
});
