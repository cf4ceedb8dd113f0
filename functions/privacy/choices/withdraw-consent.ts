import { type ConsentPurpose, ended, stands } from '#domain/people/choices.ts';
import { idsOfPerson } from '#domain/people/merging.ts';
import { owedMessage } from '#email/owed-message.ts';
import { showChoice } from '#http/choices.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import { carryThrough, type Once, type Work } from '#platform/work.ts';
import type { KeptPerson } from '#records/people/account-reads.ts';
import type { KeptChoice } from '#records/people/choices.ts';
import type { Ending } from '#records/people/told-choices.ts';
import type { privacy } from '../contract.ts';
import { audited, heardNow, type RecordingDeps, readPerson } from './heard.ts';

interface Deps extends RecordingDeps {
  readonly recallReply: (once: Once, work: Work) => Promise<void>;
}

/** Of each, a consent and what rests on it: a transaction takes 100 writes. */
const mostAtOnce = 40;

/** Staff write down minutes. */
const minuteMs = 60_000;

/**
 * What stands of a purpose and was given before it was taken back, or else what ended last: the answer is the same however often it is
 * recorded.
 *
 * @throws ProblemError `wrong-state` where what they gave since that would go on standing, as if it had not been taken back
 */
async function readEnding(deps: Deps, person: KeptPerson, purpose: ConsentPurpose, receivedAt: string, work: Work) {
  const ids = idsOfPerson(person);
  const isNeeds = purpose === 'access-needs';
  const ofIt = isNeeds
    ? await deps.choices.needsConsents(ids, work)
    : await deps.choices.newestOf(ids, { sort: 'consent', purpose }, work);
  const isSince = ({ madeAt }: KeptChoice) => Date.parse(madeAt) >= Date.parse(receivedAt) + minuteMs;
  const standing = ofIt.filter(stands);
  const since = standing.filter(isSince);
  const kept = new Set(since.map(({ of }) => of));
  const needsOf = isNeeds ? await deps.toldChoices.bookingsWithNeeds(ids, work) : [];
  const ending = {
    choices: standing.filter((choice) => !isSince(choice)),
    needsOf: needsOf.filter((bookingId) => !kept.has(bookingId)),
  };
  const [newer] = since;
  // Access needs are told booking by booking, so that what was told before goes, and what was told since stays.
  const isLeftToEnd = isNeeds && ending.choices.length + ending.needsOf.length > 0;
  if (newer && !isLeftToEnd)
    throw new ProblemError('wrong-state', {
      detail: `They consented at ${newer.madeAt}, after this arrived: ask them what they mean`,
    });
  const endedLast = ofIt.reduce((last, { endedAt = '' }) => (endedAt > last ? endedAt : last), '');
  return { ...ending, before: ofIt.filter(({ endedAt }) => endedAt !== undefined && endedAt === endedLast) };
}

/** As many as one transaction takes: a consent together with the needs that it is of, so that nothing ends it for another reason. */
function firstOf({ choices, needsOf }: Ending): Ending {
  const now = choices.slice(0, mostAtOnce);
  const later = new Set(choices.slice(mostAtOnce).map(({ of }) => of));
  const together = new Set(now.map(({ of }) => of));
  const inOrder = needsOf.toSorted((a, b) => Number(together.has(b)) - Number(together.has(a)));
  return { choices: now, needsOf: inOrder.filter((bookingId) => !later.has(bookingId)).slice(0, mostAtOnce) };
}

/** UK GDPR, Article 7(3): as easy as giving it. Where none stands there is nothing to take back, and nobody is written to. */
export const createWithdrawConsent =
  (deps: Deps): UseCase<typeof privacy.routes.withdrawConsent> =>
  async ({ path: { personId, purpose }, body }, { caller, work, once }) => {
    const by = heardNow(deps, body);
    const emailId = deps.newId();
    const endedHere: KeptChoice[] = [];
    return carryThrough({ work, once }, async () => {
      const person = await readPerson(deps, personId, caller, work);
      const { choices, needsOf, before } = await readEnding(deps, person, purpose, body.receivedAt, work);
      if (choices.length + needsOf.length === 0) {
        // It may be this very request that ended them.
        if (once) await deps.recallReply(once, work);
        return { reply: { status: 200, body: { choices: before.map(showChoice) } } as const };
      }
      const now = firstOf({ choices, needsOf });
      const isAll = now.choices.length === choices.length && now.needsOf.length === needsOf.length;
      const email = owedMessage(emailId, {
        kind: 'consent-taken-back',
        facts: { name: person.name, purpose, receivedAt: body.receivedAt },
      });
      const audit = audited('consent-withdrawn', person, caller, { purpose, channel: body.channel });
      const all = [...endedHere, ...now.choices].map((choice) => showChoice({ ...choice, ...ended(by) }));
      return {
        reply: { status: 200, body: { choices: all } } as const,
        change: async (carrying) => {
          const recorded = { ...carrying, audit, ...(isAll ? {} : { once: undefined }) };
          const outcome = await deps.toldChoices.end(person, now, by, isAll ? email : undefined, recorded);
          if (outcome === 'facts-changed' || isAll) return outcome;
          // There is more: read what is left, and go on.
          endedHere.push(...now.choices);
          return 'facts-changed';
        },
      };
    });
  };
