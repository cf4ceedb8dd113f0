import { isAmongTheirs } from '#domain/people/addresses.ts';
import { type Choice, type ConsentPurpose, ended, made, stands } from '#domain/people/choices.ts';
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
import type { ToldChoices } from '#records/people/told-choices.ts';
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

/** From when it is recorded it acts, whenever it arrived; how late that is can be seen from both. */
function heardNow(deps: Deps, { channel, receivedAt, words }: Heard) {
  const at = deps.clock().toISOString();
  if (receivedAt > at) refuseFaults([{ field: 'receivedAt', detail: 'Enter a date and time that has come' }]);
  return { at, channel, told: { receivedAt, words } };
}

const audited = (
  action: string,
  { personId }: KeptPerson,
  caller: StaffMember,
  { purpose, channel }: { readonly purpose: string; readonly channel: string },
) => [{ action, subject: subjectOfPerson(personId), actor: caller.sub, facts: { purpose, channel } }];

/** What stands of a purpose, or stood last: the answer is the same however often it is recorded. */
async function readEnding(deps: Deps, person: KeptPerson, purpose: ConsentPurpose, work: Work) {
  const ids = [person.personId, ...(person.includes ?? [])];
  const ofIt = (await deps.choices.listOf(ids, work)).filter(
    (choice) => choice.sort === 'consent' && choice.purpose === purpose,
  );
  const choices = ofIt.filter(stands);
  const needsOf = purpose === 'access-needs' ? await deps.toldChoices.bookingsWithNeeds(ids, work) : [];
  const endedLast = ofIt.reduce((last, { endedAt = '' }) => (endedAt > last ? endedAt : last), '');
  return { choices, needsOf, before: ofIt.filter(({ endedAt }) => endedAt !== undefined && endedAt === endedLast) };
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
      const { choices, needsOf, before } = await readEnding(deps, person, purpose, work);
      if (choices.length + needsOf.length === 0) {
        // It may be this very request that ended them.
        if (once) await deps.recallReply(once, work);
        return { reply: { status: 200, body: { choices: before.map(showChoice) } } as const };
      }
      const now = { choices: choices.slice(0, mostAtOnce), needsOf: needsOf.slice(0, mostAtOnce) };
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
      const choices = await deps.choices.newestOf([personId, ...(person.includes ?? [])], chosen, work);
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
