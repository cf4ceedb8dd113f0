import { stands } from '#domain/people/choices.ts';
import type { Clock } from '#platform/clock.ts';
import { createFifoConsumer } from '#platform/fifo-consumer.ts';
import type { Work } from '#platform/work.ts';
import type { FindMoved } from '#records/people/account-endings.ts';
import type { Choices } from '#records/people/choices.ts';
import type { Choosing } from '#records/people/choosing.ts';
import type { KeptDemographicsStore } from '#records/people/demographics.ts';
import { DemographicsUpkeep } from '#records/people/demographics-upkeep.ts';
import { demographicsConsent } from './demographics.ts';

interface Deps {
  readonly findPerson: FindMoved;
  readonly choices: Choices;
  readonly choosing: Choosing;
  readonly demographics: KeptDemographicsStore;
  readonly clock: Clock;
}

/** Nobody is there any more to take anything back: the ledger says that it ended, and keeps that for as long as it must. */
async function endAll({ choices, choosing, demographics, clock }: Deps, personId: string, work: Work): Promise<void> {
  await demographics.remove(personId, work);
  const by = { at: clock().toISOString(), channel: 'account-ended' } as const;
  // Where it ended in this moment, that stays.
  for (const choice of await choices.listOf([personId], work))
    if (stands(choice) && choice.of === undefined) await choosing.end(choice, by, { work });
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
      if (person?.sub === undefined) {
        await endAll(deps, personId, work);
        return { outcome: 'done' };
      }
      const consent = await deps.choices.newest(personId, demographicsConsent, work);
      if (stands(consent)) await deps.demographics.keepLonger(consent, person.lastActiveAt, work);
      else if (consent) await deps.demographics.remove(personId, work);
      return { outcome: 'done' };
    },
  });
