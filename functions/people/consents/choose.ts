import { type Chosen, consentPurposes, inEffect, objectionPurposes, stands } from '#domain/people/choices.ts';
import { choiceInWords, standsAsWorded, wordingOf } from '#domain/people/consent-wordings.ts';
import { idsOfPerson } from '#domain/people/merging.ts';
import { refuseOtherWording, showChoice, showChosen } from '#http/choices.ts';
import type { UseCase } from '#http/use-case.ts';
import { carryThrough } from '#platform/work.ts';
import { findOwnAccount } from '../accounts/profile.ts';
import { chosenNow } from './choice.ts';
import type { consents } from './contract.ts';
import { type ConsentDeps, takeBack } from './take-back.ts';

export const createListConsents =
  (deps: ConsentDeps): UseCase<typeof consents.routes.listConsents> =>
  async (_, { caller, work }) => {
    // What was made under any id of theirs: as a guest, or by whoever was merged into them.
    const ids = idsOfPerson(await findOwnAccount(deps, caller, work));
    const needs = inEffect(await deps.choices.needsConsents(ids, work));
    const shown = async (chosen: Chosen) => {
      const choice =
        chosen.purpose === 'access-needs' ? needs : inEffect(await deps.choices.newestOf(ids, chosen, work));
      return choice ? showChoice(choice) : null;
    };
    return {
      status: 200,
      body: {
        consents: await Promise.all(
          consentPurposes.map(async (purpose) => ({
            purpose,
            inWords: choiceInWords[purpose],
            wording: wordingOf(purpose),
            given: await shown({ sort: 'consent', purpose }),
          })),
        ),
        objections: await Promise.all(
          objectionPurposes.map(async (purpose) => ({
            purpose,
            inWords: choiceInWords[purpose],
            made: await shown({ sort: 'objection', purpose }),
          })),
        ),
        history: (await deps.choices.history(ids, work)).map(showChoice),
      },
    };
  };

export const createGiveConsent =
  (deps: ConsentDeps): UseCase<typeof consents.routes.giveConsent> =>
  async ({ path: { purpose }, body: { wordingVersion } }, { caller, work, once }) => {
    refuseOtherWording(purpose, wordingVersion);
    return carryThrough({ work, once }, async () => {
      const account = await findOwnAccount(deps, caller, work);
      const chosen = { sort: 'consent', purpose } as const;
      const choices = await deps.choices.newestOf(idsOfPerson(account), chosen, work);
      const newest = choices.find(({ personId }) => personId === account.personId);
      if (standsAsWorded(purpose, newest)) {
        const reply = { status: 200, body: showChosen(newest) } as const;
        if (purpose !== 'news') return { reply };
        // They may have moved to a mailbox where news was stopped, by them or by whoever had it before.
        return { reply, change: (carrying) => deps.choosing.affirmNews(newest, account, carrying) };
      }
      const choice = chosenNow(deps, account.personId, chosen, newest, wordingOf(purpose));
      return {
        reply: { status: 200, body: showChosen(choice) },
        change: (carrying) => deps.choosing.make({ choice, inPlaceOf: choices.filter(stands) }, account, carrying),
      };
    });
  };

export const createTakeBackConsent =
  (deps: ConsentDeps): UseCase<typeof consents.routes.takeBackConsent> =>
  ({ path: { purpose } }, context) =>
    takeBack(deps, { sort: 'consent', purpose }, context);

export const createObject =
  (deps: ConsentDeps): UseCase<typeof consents.routes.object> =>
  ({ path: { purpose } }, { caller, work, once }) =>
    carryThrough({ work, once }, async () => {
      const account = await findOwnAccount(deps, caller, work);
      const chosen = { sort: 'objection', purpose } as const;
      const choices = await deps.choices.newestOf(idsOfPerson(account), chosen, work);
      const standing = choices.find(stands);
      if (standing) return { reply: { status: 200, body: showChosen(standing) } };
      const newest = choices.find(({ personId }) => personId === account.personId);
      const choice = chosenNow(deps, account.personId, chosen, newest);
      return {
        reply: { status: 200, body: showChosen(choice) },
        change: (carrying) => deps.choosing.make({ choice }, account, carrying),
      };
    });

export const createTakeBackObjection =
  (deps: ConsentDeps): UseCase<typeof consents.routes.takeBackObjection> =>
  ({ path: { purpose } }, context) =>
    takeBack(deps, { sort: 'objection', purpose }, context);
