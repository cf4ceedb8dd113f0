import { newsConsent, stands } from '#domain/people/choices.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Clock } from '#platform/clock.ts';
import { sha256 } from '#platform/ids.ts';
import { carryThrough } from '#platform/work.ts';
import type { Choices } from '#records/people/choices.ts';
import type { Choosing } from '#records/people/choosing.ts';
import type { FindStopLink, ReaderIds } from '#records/people/news-consents.ts';
import type { people } from '../contract.ts';

/** Whose news, and what opens it. */
const inToken = /^([0-7][0-9A-HJKMNP-TV-Z]{25})\.([A-Za-z0-9_-]{20,100})$/;

/**
 * Whoever holds the link reads the mail that it came in: it tells them nothing, and stops what comes there, whoever consented to it. So
 * it does where the account that it was sent to has ended, and its mailbox is another's by now.
 */
export const createWithdrawByLink =
  (deps: {
    readonly choices: Choices;
    readonly choosing: Choosing;
    readonly findStopLink: FindStopLink;
    readonly readerIds: ReaderIds;
    readonly clock: Clock;
  }): UseCase<typeof people.routes.withdrawByLink> =>
  async ({ path: { token } }, { work }) => {
    const [, personId, secret] = inToken.exec(token) ?? [];
    const link = personId && secret && (await deps.findStopLink(personId, sha256(secret), work));
    if (!personId || !link) throw new ProblemError('link-not-valid');
    return carryThrough({ work, once: undefined }, async () => {
      const reply = { status: 200, body: { stopped: true } } as const;
      const ids = await deps.readerIds(personId, work);
      const standing = (await deps.choices.newestOf(ids, newsConsent, work)).filter(stands);
      const { mailboxName } = link;
      if (standing.length === 0 && mailboxName === undefined) return { reply };
      const by = { at: deps.clock().toISOString(), channel: 'link' } as const;
      return { reply, change: () => deps.choosing.end(standing, by, { work, once: undefined }, mailboxName) };
    });
  };
