import type { By } from '#domain/people/choices.ts';
import type { Demographics } from '#domain/people/demographics.ts';
import type { Carrying, Work } from '#platform/work.ts';
import { absent, all, any, present, when } from '../engine/conditions.ts';
import type { RecordsFor } from '../engine/records.ts';
import { put, remove, update, type Write } from '../engine/writes.ts';
import { keys } from '../keys.ts';
import type { Account } from './account-reads.ts';
import { choiceStands, type KeptChoice } from './choices.ts';
import { type ChoosingOutcome, endWrites, isAsRead, makeWrites, type NewChoice } from './choosing.ts';
import { DemographicsRecord, OwnDemographicsView } from './demographics-items.ts';

export type KeptDemographics = Demographics & { readonly choiceId: string; readonly savedAt: string };

/** What people told of themselves, each under a consent of theirs that stands. */
export interface KeptDemographicsStore {
  /** None where it was told under another consent than this one. */
  find(consent: KeptChoice, work: Work): Promise<KeptDemographics | undefined>;
  /**
   * Consent and values in one transaction: neither is without the other.
   *
   * @param consent - their own, that stands in the words of today; or the one that is given with the values
   * @param told.at - ISO 8601 UTC
   */
  save(
    told: { readonly account: Account; readonly values: Demographics; readonly at: string },
    consent: { readonly stands: KeptChoice } | NewChoice,
    carrying: Carrying,
  ): Promise<ChoosingOutcome>;
  /** They are deleted in the transaction that records that the consents were taken back. */
  takeBack(consents: readonly KeptChoice[], by: By, carrying: Carrying): Promise<ChoosingOutcome>;
  /** They are kept so much longer, as the account is. @param at - ISO 8601 UTC: when it was last used */
  keepLonger(consent: KeptChoice, at: string, work: Work): Promise<void>;
  /** What was told under a consent that has ended goes; what was told since, under another, stays. */
  removeOf(ended: KeptChoice, work: Work): Promise<void>;
}

const whateverThere = any(absent, present);

export function createKeptDemographics({
  records,
}: {
  readonly records: RecordsFor<'answer-rights' | 'provide-services'>;
}): KeptDemographicsStore {
  /** Of the same person under another id, what was told goes with its consent. */
  const removals = (consents: readonly KeptChoice[]): Readonly<Record<string, Write>> =>
    Object.fromEntries(
      [...new Set(consents.map(({ personId }) => personId))].map((personId) => [
        `told by ${personId}`,
        remove(DemographicsRecord, keys.demographics(personId), whateverThere),
      ]),
    );
  const commit = async (writes: Readonly<Record<string, Write>>, carrying: Carrying): Promise<ChoosingOutcome> =>
    (await records.commit(writes, carrying)).done ? 'changed' : 'facts-changed';

  return {
    async find({ personId, choiceId }, work) {
      const found = await records.find(OwnDemographicsView, keys.demographics(personId), work);
      return found?.choiceId === choiceId ? found : undefined;
    },

    save({ account, values, at }, consent, carrying) {
      const { personId } = account;
      const isNew = 'choice' in consent;
      const { choiceId } = isNew ? consent.choice : consent.stands;
      const others = (isNew ? (consent.inPlaceOf ?? []) : []).filter((other) => other.personId !== personId);
      const told = put(
        DemographicsRecord,
        keys.demographics(personId),
        { ...values, personId, choiceId, savedAt: at, ends: { after: at } },
        whateverThere,
      );
      return commit(
        {
          ...(isNew ? makeWrites(consent, account) : { consent: choiceStands(consent.stands) }),
          ...removals(others),
          told,
          person: isAsRead(account),
        },
        carrying,
      );
    },

    takeBack: (consents, by, carrying) => commit({ ...endWrites(consents, by), ...removals(consents) }, carrying),

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

    async removeOf({ personId, choiceId }, work) {
      const isOfIt = any(absent, when(DemographicsRecord).is('choiceId', choiceId));
      await records.commit({ told: remove(DemographicsRecord, keys.demographics(personId), isOfIt) }, { work });
    },
  };
}
