import { dayInWords, londonDay } from '#domain/time/london.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Clock } from '#platform/clock.ts';
import { htmlOf, type Page, paragraph } from '#privacy/page.ts';
import { inForceOn, type PolicyVersion } from '#privacy/versions.ts';
import type { privacy } from './contract.ts';

/** Below its title a page says which version it is: the frozen text does not. */
const dated = ({ version, page: [title, ...rest] }: PolicyVersion, today: string): Page => [
  ...(title ? [title] : []),
  paragraph(`Version of ${dayInWords(version)}${version > today ? ', which does not hold yet' : ''}`),
  ...rest,
];

export const createGetPrivacyPolicy =
  ({
    versions,
    clock,
  }: {
    readonly versions: readonly PolicyVersion[];
    readonly clock: Clock;
  }): UseCase<typeof privacy.routes.getPrivacyPolicy> =>
  async ({ query }, { accepts }) => {
    const today = londonDay(clock().toISOString());
    const wanted =
      query.version === undefined
        ? inForceOn(versions, today)
        : versions.find(({ version }) => version === query.version);
    if (!wanted) throw new ProblemError('policy-version-not-found');
    if (accepts === 'text/html')
      return { status: 200, file: { mediaType: accepts, content: htmlOf(dated(wanted, today)) } };
    const { version, sha256, page } = wanted;
    return { status: 200, body: { version, sha256, page } };
  };
