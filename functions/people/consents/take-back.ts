import { type By, type Chosen, stands } from '#domain/people/choices.ts';
import { showChosen } from '#http/choices.ts';
import { carryThrough, type Work } from '#platform/work.ts';
import type { AccountReads, SignedIn } from '#records/people/account-reads.ts';
import type { Choices, KeptChoice } from '#records/people/choices.ts';
import type { Choosing } from '#records/people/choosing.ts';
import type { KeptDemographicsStore } from '#records/people/demographics.ts';
import { findOwnAccount } from '../accounts/profile.ts';
import type { ChoosingDeps } from './choice.ts';

export interface ConsentDeps extends ChoosingDeps {
  readonly accounts: AccountReads;
  readonly choices: Choices;
  readonly choosing: Choosing;
  readonly demographics: KeptDemographicsStore;
}

/** Somebody takes a choice of their own back; what is taken back already stays as it is, and is answered the same. */
export const takeBack = (deps: ConsentDeps, caller: SignedIn, chosen: Chosen, work: Work) =>
  carryThrough({ work, once: undefined }, async () => {
    const { personId } = await findOwnAccount(deps, caller, work);
    const choice = await deps.choices.newest(personId, chosen, work);
    if (!stands(choice)) return { reply: { status: 200, body: showChosen(choice) } };
    const by = { at: deps.clock().toISOString(), channel: 'website' } as const;
    return {
      reply: { status: 200, body: showChosen({ ...choice, endedAt: by.at, endedBy: by.channel }) },
      change: () => end(deps, choice, by, work),
    };
  });

/** What rests on it goes with it. */
const end = (deps: ConsentDeps, choice: KeptChoice, by: By, work: Work) =>
  choice.sort === 'consent' && choice.purpose === 'demographics'
    ? deps.demographics.takeBack(choice, by, work)
    : deps.choosing.end(choice, by, { work });
