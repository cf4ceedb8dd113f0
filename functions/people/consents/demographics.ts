import { stands } from '#domain/people/choices.ts';
import { wordingOf } from '#domain/people/consent-wordings.ts';
import { type Demographics, faultsOfDemographics, whyAsked } from '#domain/people/demographics.ts';
import { showChoice, showChosen } from '#http/choices.ts';
import { refuseFaults } from '#http/faults.ts';
import type { UseCase } from '#http/use-case.ts';
import { carryThrough } from '#platform/work.ts';
import { findOwnAccount } from '../accounts/profile.ts';
import { chosenNow, refuseOtherWording, standsAsWorded } from './choice.ts';
import type { consents } from './contract.ts';
import { type ConsentDeps, takeBack } from './take-back.ts';

export const demographicsConsent = { sort: 'consent', purpose: 'demographics' } as const;

/** The consent is asked first: of none that stands, nothing is shown, whether it is deleted already or not. */
export const createGetDemographics =
  (deps: ConsentDeps): UseCase<typeof consents.routes.getDemographics> =>
  async (_, { caller, work }) => {
    const { personId } = await findOwnAccount(deps, caller, work);
    const choice = await deps.choices.newest(personId, demographicsConsent, work);
    const told = stands(choice) ? await deps.demographics.find(choice, work) : undefined;
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

/**
 * Sent again it does the same again, so that no reply is kept for a retry: its fingerprint would be of values that are soon guessed.
 */
export const createSaveDemographics =
  (deps: ConsentDeps): UseCase<typeof consents.routes.saveDemographics> =>
  async ({ body: { wordingVersion, ...values } }, { caller, work }) => {
    refuseFaults(faultsOfDemographics(values, deps.clock()));
    refuseOtherWording('demographics', wordingVersion);
    return carryThrough({ work, once: undefined }, async () => {
      const account = await findOwnAccount(deps, caller, work);
      const newest = await deps.choices.newest(account.personId, demographicsConsent, work);
      const told = { account, values, at: deps.clock().toISOString() };
      if (standsAsWorded('demographics', newest))
        return {
          reply: { status: 200, body: showChosen(newest) },
          change: () => deps.demographics.save(told, { stands: newest }, work),
        };
      const given = chosenNow(deps, account.personId, demographicsConsent, newest, wordingOf('demographics'));
      const inPlaceOf = stands(newest) ? newest : undefined;
      return {
        reply: { status: 200, body: showChosen(given) },
        change: () => deps.demographics.save(told, { given, inPlaceOf }, work),
      };
    });
  };

export const createDeleteDemographics =
  (deps: ConsentDeps): UseCase<typeof consents.routes.deleteDemographics> =>
  (_, { caller, work }) =>
    takeBack(deps, caller, demographicsConsent, work);
