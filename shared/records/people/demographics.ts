import type { By, Choice } from '#domain/people/choices.ts';
import type { Demographics } from '#domain/people/demographics.ts';
import type { Work } from '#platform/work.ts';
import { absent, all, any, present, when } from '../engine/conditions.ts';
import type { RecordsFor } from '../engine/records.ts';
import { put, remove, update } from '../engine/writes.ts';
import { keys } from '../keys.ts';
import type { Account } from './account-reads.ts';
import { choiceEnded, choiceMade, choiceStands, type KeptChoice } from './choices.ts';
import { DemographicsRecord, OwnDemographicsView } from './demographics-items.ts';

export type KeptDemographics = Demographics & { readonly choiceId: string; readonly savedAt: string };

type Outcome = 'changed' | 'facts-changed';

/** What people told of themselves, each under a consent of theirs that stands. */
export interface KeptDemographicsStore {
  /** None where it was told under another consent than this one. */
  find(consent: KeptChoice, work: Work): Promise<KeptDemographics | undefined>;
  /**
   * Consent and values in one transaction: neither is without the other.
   *
   * @param consent - that stands, in the words of today; or the one that is given with them, and another that it takes the place of
   * @param at - ISO 8601 UTC
   */
  save(
    told: { readonly account: Account; readonly values: Demographics; readonly at: string },
    consent: { readonly stands: KeptChoice } | { readonly given: Choice; readonly inPlaceOf?: KeptChoice | undefined },
    work: Work,
  ): Promise<Outcome>;
  /** They are deleted in the transaction that records that the consent was taken back. */
  takeBack(consent: KeptChoice, by: By, work: Work): Promise<Outcome>;
  /** They are kept so much longer, as the account is. @param at - ISO 8601 UTC: when it was last used */
  keepLonger(consent: KeptChoice, at: string, work: Work): Promise<void>;
  /** Whatever stands there goes: no consent of theirs stands. */
  remove(personId: string, work: Work): Promise<void>;
}

const whateverThere = any(absent, present);

export function createKeptDemographics({
  records,
}: {
  readonly records: RecordsFor<'answer-rights' | 'provide-services'>;
}): KeptDemographicsStore {
  const removal = (personId: string) => remove(DemographicsRecord, keys.demographics(personId), whateverThere);
  const outcomeOf = ({ done }: { readonly done: boolean }): Outcome => (done ? 'changed' : 'facts-changed');

  return {
    async find({ personId, choiceId }, work) {
      const found = await records.find(OwnDemographicsView, keys.demographics(personId), work);
      return found?.choiceId === choiceId ? found : undefined;
    },

    async save({ account: { personId, workEmail }, values, at }, consent, work) {
      const { choiceId } = 'given' in consent ? consent.given : consent.stands;
      const choices =
        'given' in consent
          ? {
              given: choiceMade(consent.given, workEmail),
              before: consent.inPlaceOf && choiceEnded(consent.inPlaceOf, { at, channel: 'website' }),
            }
          : { given: choiceStands(consent.stands), before: undefined };
      const told = put(
        DemographicsRecord,
        keys.demographics(personId),
        { ...values, personId, choiceId, savedAt: at, ends: { after: at } },
        whateverThere,
      );
      return outcomeOf(await records.commit({ ...choices, told }, { work }));
    },

    async takeBack(consent, by, work) {
      const writes = { consent: choiceEnded(consent, by), told: removal(consent.personId) };
      return outcomeOf(await records.commit(writes, { work }));
    },

    async keepLonger({ personId, choiceId }, at, work) {
      await records.updateOne(
        update(
          DemographicsRecord,
          keys.demographics(personId),
          { ends: { after: at } },
          all(present, when(DemographicsRecord).is('choiceId', choiceId)),
        ),
        work,
      );
    },

    async remove(personId, work) {
      await records.commit({ told: removal(personId) }, { work });
    },
  };
}
