import { dayInWords, londonDay } from '#domain/time/london.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Clock } from '#platform/clock.ts';
import { htmlOf, type Page, paragraph } from '#privacy/page.ts';
import { inForceOn, type ListedVersion } from '#privacy/versions.ts';
import type { privacy } from './contract.ts';

/** What a hub has published: a list of versions, and what each says. */
export interface PublishedPolicy {
  /** Oldest first. */
  readonly versions: readonly ListedVersion[];
  readonly pageOf: (version: string) => Promise<Page>;
}

/** Below its title a page says which version it is: the frozen text does not. */
const dated = ([title, ...rest]: Page, version: string, today: string): Page => [
  ...(title ? [title] : []),
  paragraph(`Version of ${dayInWords(version)}${version > today ? ', which does not hold yet' : ''}`),
  ...rest,
];

export const createGetPrivacyPolicy =
  ({
    versions,
    pageOf,
    clock,
  }: PublishedPolicy & { readonly clock: Clock }): UseCase<typeof privacy.routes.getPrivacyPolicy> =>
  async ({ query }, { accepts }) => {
    const today = londonDay(clock().toISOString());
    const wanted =
      query.version === undefined
        ? inForceOn(versions, today)
        : versions.find(({ version }) => version === query.version);
    if (!wanted) throw new ProblemError('policy-version-not-found');
    const { version, sha256 } = wanted;
    const page = await pageOf(version);
    if (accepts === 'text/html')
      return { status: 200, file: { mediaType: accepts, content: htmlOf(dated(page, version, today)) } };
    return { status: 200, body: { version, sha256, page: [...page] } };
  };
