import type * as z from 'zod';
import type { disputeStatuses } from '#domain/training/dispute.ts';
import type { Clock } from '#platform/clock.ts';
import type { Carrying, Work } from '#platform/work.ts';
import { type EmailContents, oweEmail } from '../emails/emails.ts';
import type { CommitOptions } from '../engine/changing.ts';
import { absent, all, any, present, when } from '../engine/conditions.ts';
import type { Page, PageRequest } from '../engine/reading.ts';
import type { RecordsFor } from '../engine/records.ts';
import { put, update } from '../engine/writes.ts';
import { inGsi1, keys, lists, sortKey } from '../keys.ts';
import { type Account, accountOf } from '../people/account-reads.ts';
import { keptAs } from '../people/owner.ts';
import { AccountView } from '../people/views.ts';
import { TrainingDisputeRecord } from './items.ts';
import { TrainingDisputeView } from './views.ts';

export type StoredDispute = z.output<typeof TrainingDisputeView>;
type DisputeStatus = (typeof disputeStatuses)[number];
type Outcome = 'changed' | 'facts-changed';

export interface Disputes {
  find(disputeId: string, work: Work): Promise<StoredDispute | undefined>;
  /** Those there are of these, by their ids. */
  findEach(disputeIds: readonly string[], work: Work): Promise<ReadonlyMap<string, StoredDispute>>;
  /** Those raised first come first; of settled ones, those settled first. */
  listByStatus(status: DisputeStatus, page: PageRequest, work: Work): Promise<Page<StoredDispute>>;
  /** Refused while one about the same entry is open. @param kept.until - seconds since 1970: as what it is about is */
  raise(dispute: StoredDispute, kept: { readonly until: number }, change: Carrying): Promise<Outcome>;
  /** Who raised each, as they now are; none where their account is gone. */
  findWhose(
    disputes: readonly Pick<StoredDispute, 'personId'>[],
    work: Work,
  ): Promise<readonly (Account | undefined)[]>;
  /** Tells who raised it, if their account is there still. Refused where it was settled, or raised anew, since it was read. */
  settle(
    before: StoredDispute,
    settled: Required<Pick<StoredDispute, 'outcome' | 'answer'>>,
    told: { readonly to: Account; readonly email: EmailContents } | undefined,
    change: CommitOptions,
  ): Promise<Outcome>;
}

const listed = (status: DisputeStatus, at: string, disputeId: string) =>
  inGsi1(lists.trainingDisputes(status), sortKey(at, disputeId));

/** For staff and for who raises them. */
export function createDisputes({
  records,
  clock,
}: {
  readonly records: RecordsFor<'provide-services'>;
  readonly clock: Clock;
}): Disputes {
  return {
    find: (disputeId, work) => records.find(TrainingDisputeView, keys.trainingDispute(disputeId), work),

    async findEach(disputeIds, work) {
      const found = await records.findEach(TrainingDisputeView, disputeIds.map(keys.trainingDispute), work);
      return new Map(found.flatMap((dispute) => (dispute ? [[dispute.disputeId, dispute] as const] : [])));
    },

    listByStatus: (status, page, work) => records.list(TrainingDisputeView, lists.trainingDisputes(status), page, work),

    async raise(dispute, { until }, change) {
      const { disputeId, disputedAt } = dispute;
      const outcome = await records.commit(
        {
          dispute: put(
            TrainingDisputeRecord,
            keys.trainingDispute(disputeId),
            { ...dispute, ends: { with: until }, ...listed('open', disputedAt, disputeId) },
            any(absent, when(TrainingDisputeRecord).is('status', 'settled')),
          ),
        },
        change,
      );
      return outcome.done ? 'changed' : 'facts-changed';
    },

    async findWhose(disputes, work) {
      const people = await records.findEach(
        AccountView,
        disputes.map(({ personId }) => keys.person(personId)),
        work,
      );
      return Promise.all(people.map(async (person) => accountOf(await keptAs(records, person, work))));
    },

    async settle(before, settled, told, change) {
      const now = clock();
      const { disputeId } = before;
      const outcome = await records.commit(
        {
          dispute: update(
            TrainingDisputeRecord,
            keys.trainingDispute(disputeId),
            {
              set: {
                ...settled,
                status: 'settled',
                settledAt: now.toISOString(),
                ...listed('settled', now.toISOString(), disputeId),
              },
            },
            all(present, when(TrainingDisputeRecord).asRead(before, 'status', 'disputedAt')),
          ),
          email:
            told &&
            oweEmail({ ...told.email, to: told.to.workEmail, about: { kind: 'account', id: told.to.personId } }, now),
        },
        change,
      );
      return outcome.done ? 'changed' : 'facts-changed';
    },
  };
}
