import { isAmongTheirs } from '#domain/people/addresses.ts';
import { type Choice, ended, made, stands } from '#domain/people/choices.ts';
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
import type { Choices } from '#records/people/choices.ts';
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

/** Each is two writes, of which a transaction takes 100. */
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

/** UK GDPR, Article 7(3): as easy as giving it. Where none stands there is nothing to take back, and nobody is written to. */
export const createWithdrawConsent =
  (deps: Deps): UseCase<typeof privacy.routes.withdrawConsent> =>
  async ({ path: { personId, purpose }, body }, { caller, work, once }) => {
    const by = heardNow(deps, body);
    const emailId = deps.newId();
    return carryThrough({ work, once }, async () => {
      const person = await readPerson(deps, personId, caller, work);
      const all = await deps.choices.listOf([personId, ...(person.includes ?? [])], work);
      const standing = all
        .filter((choice) => choice.sort === 'consent' && choice.purpose === purpose && stands(choice))
        .slice(0, mostAtOnce);
      const choices = standing.map((choice) => showChoice({ ...choice, ...ended(by) }));
      const reply = { status: 200, body: { choices } } as const;
      if (standing.length === 0) {
        // It may be this very request that ended them.
        if (once) await deps.recallReply(once, work);
        return { reply };
      }
      const email = owedMessage(emailId, {
        kind: 'consent-taken-back',
        facts: { name: person.name, purpose, receivedAt: body.receivedAt },
      });
      const audit = audited('consent-withdrawn', person, caller, { purpose, channel: body.channel });
      return { reply, change: (carrying) => deps.toldChoices.end(person, standing, by, email, { ...carrying, audit }) };
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
      const newest = await deps.choices.newest(personId, chosen, work);
      if (stands(newest)) return { reply: { status: 200, body: showChosen(newest) } as const };
      const policyVersion = inForceOn(deps.policyVersions, londonDay(by.at))?.version;
      const objection: Choice = made({ choiceId: ids.choiceId, personId, ...chosen }, newest, { ...by, policyVersion });
      const email = owedMessage(ids.emailId, {
        kind: 'objection-recorded',
        facts: { name: person.name, purpose, receivedAt: heard.receivedAt },
      });
      const audit = audited('objection-recorded', person, caller, { purpose, channel: heard.channel });
      return {
        reply: { status: 200, body: showChosen(objection) } as const,
        change: (carrying) => deps.toldChoices.make(person, objection, email, { ...carrying, audit }),
      };
    });
  };
