import { owedMessage } from '#email/owed-message.ts';
import { refuseUnknownBorough } from '#http/boroughs.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Hub } from '#hub/hub.ts';
import type { NewId } from '#platform/ids.ts';
import type { Counter } from '#platform/metrics.ts';
import { carryThrough } from '#platform/work.ts';
import type { Registrations } from '#records/people/registrations.ts';
import type { people } from '../contract.ts';

/**
 * Whoever asks is answered the same, in the same time, whatever is known of the address (ADR 16): whether there is an account is asked
 * when its owner comes by the link.
 */
export const createRegisterPerson =
  (deps: {
    readonly registrations: Registrations;
    readonly hub: Hub;
    readonly newId: NewId;
    readonly counter: Counter;
  }): UseCase<typeof people.routes.registerPerson> =>
  async ({ body: { person } }, { work, once }) => {
    refuseUnknownBorough(deps.hub, person);
    const facts = { name: person.name, days: deps.hub.links.daysToConfirm };
    const email = owedMessage(deps.newId(), { kind: 'confirm-account', facts });
    const registrationId = deps.newId();
    return carryThrough({ work, once }, async () => ({
      reply: { status: 202, body: {} },
      async change(carrying) {
        const kept = await deps.registrations.ask(registrationId, person, email, carrying);
        if (kept === 'passed-over') deps.counter.count('AskPassedOver');
        return kept === undefined ? 'facts-changed' : 'changed';
      },
    }));
  };
