import { dayInWords } from '#domain/time/london.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import { htmlOf, type Page, paragraph } from '#privacy/page.ts';
import type { PolicyVersion } from '#privacy/versions.ts';
import type { privacy } from './contract.ts';

/** Below its title a page says which version it is: the frozen text does not. */
const dated = ({ version, page: [title, ...rest] }: PolicyVersion): Page => [
  ...(title ? [title] : []),
  paragraph(`Version of ${dayInWords(version)}`),
  ...rest,
];

export const createGetPrivacyPolicy =
  ({ versions }: { readonly versions: readonly PolicyVersion[] }): UseCase<typeof privacy.routes.getPrivacyPolicy> =>
  async ({ query }, { accepts }) => {
    const wanted =
      query.version === undefined ? versions.at(-1) : versions.find(({ version }) => version === query.version);
    if (!wanted) throw new ProblemError('policy-version-not-found');
    if (accepts === 'text/html') return { status: 200, file: { mediaType: accepts, content: htmlOf(dated(wanted)) } };
    const { version, sha256, page } = wanted;
    return { status: 200, body: { version, sha256, page } };
  };
