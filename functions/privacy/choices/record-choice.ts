import { isAmongTheirs } from '#domain/people/addresses.ts';
import { type Choice, type ConsentPurpose, ended, made, stands } from '#domain/people/choices.ts';
import { idsOfPerson } from '#domain/people/merging.ts';
import { daysAfter } from '#domain/time/instant.ts';
import { londonDay } from '#domain/time/london.ts';
import { owedMessage } from '#email/owed-message.ts';
import type { StaffMember } from '#http/callers.ts';
import { showChoice, showChosen } from '#http/choices.ts';
import { refuseFaults } from '#http/faults.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Clock } from '#platform/clock.ts';
import type { NewId } from '#platform/ids.ts';
import { carryThrough, type Once, type Work } from '#platform/work.ts';
import { inForceOn, type ListedVersion } from '#privacy/versions.ts';
import type { KeptPerson } from '#records/people/account-reads.ts';
import type { Choices, KeptChoice } from '#records/people/choices.ts';
import type { Corrections } from '#records/people/corrections.ts';
import type { Ending, ToldChoices } from '#records/people/told-choices.ts';
import type { privacy } from '../contract.ts';
import { findPerson, subjectOfPerson } from '../people/person.ts';

interface Deps {
  readonly corrections: Pick<Corrections, 'find'>;
  readonly choices: Choices;
  readonly toldChoices: ToldChoices;
  readonly recallReply: (once: Once, work: Work) => Promise<void>;
  readonly policyVersions: readonly ListedVersion[];
  readonly clock: Clock;
  readonly newId: NewId;
}

/** What staff heard, and by which way. */
interface Heard {
  readonly channel: 'email' | 'letter' | 'telephone' | 'in-person';
  readonly receivedAt: string;
  readonly words: string;
}

/** @throws ProblemError where it is not for this member of staff, or of a record that is kept as another */
async function readPerson(deps: Deps, personId: string, caller: StaffMember, work: Work): Promise<KeptPerson> {
  const person = await findPerson(deps, personId, work);
  if (isAmongTheirs(person, caller.workEmail))
    throw new ProblemError('needs-another-person', { detail: 'Nobody records what they themselves said' });
  if (person.mergedInto !== undefined)
    throw new ProblemError('wrong-state', { detail: `They are kept as ${person.mergedInto}: record it there` });
  return person;
}

/** Of each, a consent and what rests on it: a transaction takes 100 writes. */
const mostAtOnce = 40;

/** What is found later than that is another matter. */
const longestLateDays = 366;

/** From when it is recorded it acts, whenever it arrived; how late that is can be seen from both. */
function heardNow(deps: Deps, { channel, receivedAt, words }: Heard) {
  const at = deps.clock().toISOString();
  if (receivedAt > at || receivedAt < daysAfter(at, -longestLateDays))
    refuseFaults([{ field: 'receivedAt', detail: 'Enter a date and time of the past year' }]);
  return { at, channel, told: { receivedAt, words } };
}

const audited = (
  action: string,
  { personId }: KeptPerson,
  caller: StaffMember,
  { purpose, channel }: { readonly purpose: string; readonly channel: string },
) => [{ action, subject: subjectOfPerson(personId), actor: caller.sub, facts: { purpose, channel } }];

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

/** UK GDPR, Article 21(1). What stands already is answered as it is. */
export const createRecordObjection =
  (deps: Deps): UseCase<typeof privacy.routes.recordObjection> =>
  async ({ path: { personId }, body: { purpose, ...heard } }, { caller, work, once }) => {
    const by = heardNow(deps, heard);
    const ids = { choiceId: deps.newId(), emailId: deps.newId() };
    return carryThrough({ work, once }, async () => {
      const person = await readPerson(deps, personId, caller, work);
      const chosen = { sort: 'objection', purpose } as const;
      const choices = await deps.choices.newestOf(idsOfPerson(person), chosen, work);
      const standing = choices.find(stands);
      if (standing) return { reply: { status: 200, body: showChosen(standing) } as const };
      const newest = choices.find((choice) => choice.personId === personId);
      const policyVersion = inForceOn(deps.policyVersions, londonDay(by.at))?.version;
      const objection: Choice = made({ choiceId: ids.choiceId, personId, ...chosen }, newest, { ...by, policyVersion });
      const email = owedMessage(ids.emailId, {
        kind: 'objection-recorded',
        facts: { name: person.name, purpose, receivedAt: heard.receivedAt },
      });
      const audit = audited('objection-recorded', person, caller, { purpose, channel: heard.channel });
      return {
        reply: { status: 200, body: showChosen(objection) } as const,
        change: (carrying) => deps.toldChoices.make(person, { choice: objection }, email, { ...carrying, audit }),
      };
    });
  };
