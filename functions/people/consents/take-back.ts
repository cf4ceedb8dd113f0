import { type Chosen, demographicsConsent, ended, inEffect, isOf, stands } from '#domain/people/choices.ts';
import { idsOfPerson } from '#domain/people/merging.ts';
import { showChosen } from '#http/choices.ts';
import { carryThrough, type Once, type Work } from '#platform/work.ts';
import type { AccountReads, SignedIn } from '#records/people/account-reads.ts';
import type { Choices } from '#records/people/choices.ts';
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

/** Somebody takes a choice of their own back, and what rests on it goes; what is taken back already stays as it is, and is answered the same. */
export const takeBack = (
  deps: ConsentDeps,
  chosen: Chosen,
  { caller, work, once }: { readonly caller: SignedIn; readonly work: Work; readonly once: Once | undefined },
) =>
  carryThrough({ work, once }, async () => {
    const account = await findOwnAccount(deps, caller, work);
    const choices = await deps.choices.newestOf(idsOfPerson(account), chosen, work);
    const standing = choices.filter(stands);
    const shown = inEffect(choices);
    if (standing.length === 0) return { reply: { status: 200, body: showChosen(shown) } };
    const by = { at: deps.clock().toISOString(), channel: 'website' } as const;
    return {
      reply: { status: 200, body: showChosen(shown && { ...shown, ...ended(by) }) },
      change: (carrying) =>
        (isOf(chosen, demographicsConsent) ? deps.demographics.takeBack : deps.choosing.end)(standing, by, carrying),
    };
  });
