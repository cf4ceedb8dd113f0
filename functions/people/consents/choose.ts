import { type Chosen, consentPurposes, objectionPurposes, stands } from '#domain/people/choices.ts';
import { choiceInWords, wordingOf } from '#domain/people/consent-wordings.ts';
import { showChoice, showChosen } from '#http/choices.ts';
import type { UseCase } from '#http/use-case.ts';
import { carryThrough } from '#platform/work.ts';
import { findOwnAccount } from '../accounts/profile.ts';
import { chosenNow, refuseOtherWording, standsAsWorded } from './choice.ts';
import type { consents } from './contract.ts';
import { type ConsentDeps, takeBack } from './take-back.ts';

const mostShown = 200;

export const createListConsents =
  (deps: ConsentDeps): UseCase<typeof consents.routes.listConsents> =>
  async (_, { caller, work }) => {
    const { personId, includes = [] } = await findOwnAccount(deps, caller, work);
    // What was told with a booking as a guest is theirs to see as well.
    const all = await deps.choices.listOf([personId, ...includes], work);
    const newestOf = (chosen: Chosen) => {
      const found = all.find(
        (choice) => choice.personId === personId && choice.sort === chosen.sort && choice.purpose === chosen.purpose,
      );
      return found ? showChoice(found) : null;
    };
    return {
      status: 200,
      body: {
        consents: consentPurposes.map((purpose) => ({
          purpose,
          inWords: choiceInWords[purpose],
          wording: wordingOf(purpose),
          given: newestOf({ sort: 'consent', purpose }),
        })),
        objections: objectionPurposes.map((purpose) => ({
          purpose,
          inWords: choiceInWords[purpose],
          made: newestOf({ sort: 'objection', purpose }),
        })),
        history: all.slice(0, mostShown).map(showChoice),
      },
    };
  };

export const createGiveConsent =
  (deps: ConsentDeps): UseCase<typeof consents.routes.giveConsent> =>
  async ({ path: { purpose }, body: { wordingVersion } }, { caller, work }) => {
    refuseOtherWording(purpose, wordingVersion);
    return carryThrough({ work, once: undefined }, async () => {
      const account = await findOwnAccount(deps, caller, work);
      const chosen = { sort: 'consent', purpose } as const;
      const newest = await deps.choices.newest(account.personId, chosen, work);
      if (standsAsWorded(purpose, newest)) return { reply: { status: 200, body: showChosen(newest) } };
      const given = chosenNow(deps, account.personId, chosen, newest, wordingOf(purpose));
      const inPlaceOf = stands(newest) ? newest : undefined;
      return {
        reply: { status: 200, body: showChosen(given) },
        change: () => deps.choosing.make({ choice: given, inPlaceOf }, account.workEmail, { work }),
      };
    });
  };

export const createTakeBackConsent =
  (deps: ConsentDeps): UseCase<typeof consents.routes.takeBackConsent> =>
  ({ path: { purpose } }, { caller, work }) =>
    takeBack(deps, caller, { sort: 'consent', purpose }, work);

export const createObject =
  (deps: ConsentDeps): UseCase<typeof consents.routes.object> =>
  ({ path: { purpose } }, { caller, work }) =>
    carryThrough({ work, once: undefined }, async () => {
      const account = await findOwnAccount(deps, caller, work);
      const chosen = { sort: 'objection', purpose } as const;
      const newest = await deps.choices.newest(account.personId, chosen, work);
      if (stands(newest)) return { reply: { status: 200, body: showChosen(newest) } };
      const objection = chosenNow(deps, account.personId, chosen, newest);
      return {
        reply: { status: 200, body: showChosen(objection) },
        change: () => deps.choosing.make({ choice: objection }, account.workEmail, { work }),
      };
    });

export const createTakeBackObjection =
  (deps: ConsentDeps): UseCase<typeof consents.routes.takeBackObjection> =>
  ({ path: { purpose } }, { caller, work }) =>
    takeBack(deps, caller, { sort: 'objection', purpose }, work);
