import { faultsOfBoroughs } from '#domain/boroughs.ts';
import { changedProfile, profileAfter, profileVersionOf } from '#domain/people/account.ts';
import { isAmongTheirs } from '#domain/people/addresses.ts';
import { refuseFaults } from '#http/faults.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import { carryThrough } from '#platform/work.ts';
import type { Corrections } from '#records/people/corrections.ts';
import type { privacy } from '../contract.ts';
import { findPerson, showPerson, subjectOfPerson } from './person.ts';

/** UK GDPR Article 16. What was wrong stays beside it, dated, as what the person changes themselves does. */
export const createCorrectPerson =
  (deps: {
    readonly corrections: Corrections;
    readonly hub: Hub;
    readonly clock: Clock;
  }): UseCase<typeof privacy.routes.correctPerson> =>
  async ({ path: { personId }, body: { version, reason, ...changes } }, { caller, work, once }) => {
    if (changes.workplace)
      refuseFaults(faultsOfBoroughs(deps.hub, [changes.workplace.borough], () => 'workplace/borough'));
    return carryThrough({ work, once }, async () => {
      const person = await findPerson(deps, personId, work);
      if (isAmongTheirs(person, caller.workEmail))
        throw new ProblemError('needs-another-person', { detail: 'Nobody puts a record of their own right' });
      if (person.mergedInto !== undefined)
        throw new ProblemError('wrong-state', { detail: `They are kept as ${person.mergedInto}: correct that one` });
      const current = profileVersionOf(person);
      if (current !== version)
        throw new ProblemError('stale-version', {
          detail: `Read the person again: they are now at version ${current}`,
          extensions: { version: current },
        });
      const changed = changedProfile(person, changes, deps.clock().toISOString());
      if (!changed) return { reply: { status: 200, body: showPerson(person) } };
      const audit = {
        action: 'person-corrected',
        subject: subjectOfPerson(personId),
        actor: caller.sub,
        facts: { fields: Object.keys(changes).sort().join(' ') },
        reason,
      };
      return {
        reply: { status: 200, body: showPerson({ ...person, ...profileAfter(person, changed) }) },
        change: (carrying) => deps.corrections.correct(person, changed, { ...carrying, audit: [audit] }),
      };
    });
  };
