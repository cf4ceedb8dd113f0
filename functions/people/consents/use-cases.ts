import type { UseCasesOf } from '#http/use-case.ts';
import {
  createGiveConsent,
  createListConsents,
  createObject,
  createTakeBackConsent,
  createTakeBackObjection,
} from './choose.ts';
import type { consents } from './contract.ts';
import { createDeleteDemographics, createGetDemographics, createSaveDemographics } from './demographics.ts';
import type { ConsentDeps } from './take-back.ts';

/** For learners who have signed in. */
export const createConsentUseCases = (deps: ConsentDeps): UseCasesOf<typeof consents, 'me'> => ({
  getDemographics: createGetDemographics(deps),
  saveDemographics: createSaveDemographics(deps),
  deleteDemographics: createDeleteDemographics(deps),
  listConsents: createListConsents(deps),
  giveConsent: createGiveConsent(deps),
  takeBackConsent: createTakeBackConsent(deps),
  object: createObject(deps),
  takeBackObjection: createTakeBackObjection(deps),
});
