import { demographicsConsent, inEffect, stands } from '#domain/people/choices.ts';
import { standsAsWorded, wordingOf } from '#domain/people/consent-wordings.ts';
import { type Demographics, faultsOfDemographics, whyAsked } from '#domain/people/demographics.ts';
import { idsOfPerson } from '#domain/people/merging.ts';
import { refuseOtherWording, showChoice, showChosen } from '#http/choices.ts';
import { refuseFaults } from '#http/faults.ts';
import type { UseCase } from '#http/use-case.ts';
import { carryThrough } from '#platform/work.ts';
import { findOwnAccount } from '../accounts/profile.ts';
import { chosenNow } from './choice.ts';
import type { consents } from './contract.ts';
import { type ConsentDeps, takeBack } from './take-back.ts';

/** The consent is asked first: of none that stands, nothing is shown, whether it is deleted already or not. */
export const createGetDemographics =
  (deps: ConsentDeps): UseCase<typeof consents.routes.getDemographics> =>
  async (_, { caller, work }) => {
    const account = await findOwnAccount(deps, caller, work);
    const choices = await deps.choices.newestOf(idsOfPerson(account), demographicsConsent, work);
    // What was told by whoever was merged into them is shown to nobody: the two may not be one after all.
    const own = choices.find(({ personId }) => personId === account.personId);
    const told = stands(own) ? await deps.demographics.find(own, work) : undefined;
    const choice = inEffect(choices);
    return {
      status: 200,
      body: {
        wording: wordingOf('demographics'),
        asked: Object.entries(whyAsked).map(([field, why]) => ({ field: field as keyof Demographics, why })),
        told: told ?? null,
        choice: choice ? showChoice(choice) : null,
      },
    };
  };

/** What stands already, in words of before or told by whoever was merged into them, goes with what takes its place. */
export const createSaveDemographics =
  (deps: ConsentDeps): UseCase<typeof consents.routes.saveDemographics> =>
  async ({ body: { wordingVersion, ...values } }, { caller, work, once }) => {
    refuseFaults(faultsOfDemographics(values, deps.clock()));
    refuseOtherWording('demographics', wordingVersion);
    return carryThrough({ work, once }, async () => {
      const account = await findOwnAccount(deps, caller, work);
      const choices = await deps.choices.newestOf(idsOfPerson(account), demographicsConsent, work);
      const newest = choices.find(({ personId }) => personId === account.personId);
      const told = { account, values, at: deps.clock().toISOString() };
      if (standsAsWorded('demographics', newest))
        return {
          reply: { status: 200, body: showChosen(newest) },
          change: (carrying) => deps.demographics.save(told, { stands: newest }, carrying),
        };
      const choice = chosenNow(deps, account.personId, demographicsConsent, newest, wordingOf('demographics'));
      return {
        reply: { status: 200, body: showChosen(choice) },
        change: (carrying) => deps.demographics.save(told, { choice, inPlaceOf: choices.filter(stands) }, carrying),
      };
    });
  };

export const createDeleteDemographics =
  (deps: ConsentDeps): UseCase<typeof consents.routes.deleteDemographics> =>
  (_, context) =>
    takeBack(deps, demographicsConsent, context);
