import { demographicsConsent, isOf, stands } from '#domain/people/choices.ts';
import type { Clock } from '#platform/clock.ts';
import { createFifoConsumer } from '#platform/fifo-consumer.ts';
import type { Work } from '#platform/work.ts';
import type { FindMoved } from '#records/people/account-endings.ts';
import { byThemselves, type Choices } from '#records/people/choices.ts';
import type { Choosing } from '#records/people/choosing.ts';
import type { KeptDemographicsStore } from '#records/people/demographics.ts';
import { DemographicsUpkeep } from '#records/people/demographics-upkeep.ts';

interface Deps {
  readonly findPerson: FindMoved;
  readonly choices: Choices;
  readonly choosing: Choosing;
  readonly demographics: KeptDemographicsStore;
  readonly clock: Clock;
}

/**
 * Nobody is there any more to take anything back. A consent has nothing left that could rest on it, and ends; an objection stands for what
 * outlives the account, such as a booking that is reported on, and is kept at least as long as that.
 */
async function endAll({ choices, choosing, demographics, clock }: Deps, personId: string, work: Work): Promise<void> {
  const at = clock().toISOString();
  const carrying = { work, once: undefined };
  // Of access needs each consent ends with them.
  for (const chosen of byThemselves) {
    const choice = await choices.newest(personId, chosen, work);
    if (choice && isOf(choice, demographicsConsent)) await demographics.removeOf(choice, work);
    // Where one ended in this moment, that stays.
    if (!stands(choice)) continue;
    if (choice.sort === 'objection') await choosing.outlive(choice, at, carrying);
    else await choosing.end([choice], { at, channel: 'account-ended' }, carrying);
  }
}

/**
 * Brings what somebody told of themselves to what it should be now: gone with the consent or the account, else kept as long as the
 * account. Whatever was told of, and however often, the records decide.
 */
export const createTendDemographics = (deps: Omit<Parameters<typeof createFifoConsumer>[0], 'handle'> & Deps) =>
  createFifoConsumer({
    ...deps,
    async handle(body, work) {
      const { personId } = DemographicsUpkeep.parse(body);
      const person = await deps.findPerson({ personId }, work);
      if (!person) {
        await endAll(deps, personId, work);
        return { outcome: 'done' };
      }
      const consent = await deps.choices.newest(personId, demographicsConsent, work);
      if (stands(consent)) await deps.demographics.keepLonger(consent, person.lastActiveAt, work);
      else if (consent) await deps.demographics.removeOf(consent, work);
      return { outcome: 'done' };
    },
  });
