import { type Choice, made, stands } from '#domain/people/choices.ts';
import { idsOfPerson } from '#domain/people/merging.ts';
import { londonDay } from '#domain/time/london.ts';
import { owedMessage } from '#email/owed-message.ts';
import { showChosen } from '#http/choices.ts';
import type { UseCase } from '#http/use-case.ts';
import { carryThrough } from '#platform/work.ts';
import { inForceOn, type ListedVersion } from '#privacy/versions.ts';
import type { privacy } from '../contract.ts';
import { audited, heardNow, type RecordingDeps, readPerson } from './heard.ts';

interface Deps extends RecordingDeps {
  readonly policyVersions: readonly ListedVersion[];
}

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
