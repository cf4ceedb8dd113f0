import { together } from '#domain/funding/allowance.ts';
import { addressesByMailbox, type HasAddresses } from '#domain/people/addresses.ts';
import { type Merge, ownAddresses } from '#domain/people/merging.ts';
import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import type { NewId } from '#platform/ids.ts';
import type { Work } from '#platform/work.ts';
import { type EmailContents, oweEmail } from '../emails/emails.ts';
import type { CommitOptions } from '../engine/changing.ts';
import type { Page, PageRequest } from '../engine/reading.ts';
import type { RecordsFor } from '../engine/records.ts';
import { put, type Write } from '../engine/writes.ts';
import { allSharing, readAllowanceMembers } from '../funding/allowance-groups.ts';
import { HeldAllowance } from '../funding/allowances.ts';
import { inGsi1, keys, lists, mailboxId } from '../keys.ts';
import type { KeptPerson } from './account-reads.ts';
import { MergeRecord } from './items.ts';
import { mergeWrites, type Pair, partingWrites, saidOfMerge } from './merge-writes.ts';
import { AccountView, AddressView, MergeView } from './views.ts';

/** Pence by financial year, from the pots of a scheme. */
export interface AwardedOfScheme {
  readonly scheme: string;
  readonly awarded: Readonly<Record<string, number>>;
}

/** What is said of a merge, as it was read and from now on; and what each of the two is told. */
export interface Said {
  readonly pair: Pair;
  readonly before: Merge;
  readonly next: Merge;
  readonly emails: { readonly toKept: EmailContents; readonly toOther: EmailContents };
}

type Outcome = 'changed' | 'facts-changed';

export interface Merges {
  /** `moved-on` where an address that one of them is known by has become another's. */
  readPair(of: Pick<Merge, 'personId' | 'otherPersonId'>, work: Work): Promise<Pair | 'not-there' | 'moved-on'>;
  /** What the mailboxes of both have been awarded, which counts together once they are one. */
  awardedTogether(pair: Pair, work: Work): Promise<AwardedOfScheme[]>;
  find(personId: string, mergeId: string, work: Work): Promise<Merge | undefined>;
  /** Latest first. */
  list(personId: string, page: PageRequest, work: Work): Promise<Page<Merge>>;
  propose(merge: Merge, change: CommitOptions): Promise<Outcome>;
  approve(said: Said, change: CommitOptions): Promise<Outcome>;
  undo(said: Said, change: CommitOptions): Promise<Outcome>;
  /** Before it was approved: nothing has come of it, and nobody is told. */
  withdraw(said: Pick<Said, 'before' | 'next'>, change: CommitOptions): Promise<Outcome>;
}

interface Deps {
  readonly records: RecordsFor<'provide-services'>;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly hub: Pick<Hub, 'retention' | 'accounts'>;
}

const mailboxesOf = (person: HasAddresses) => addressesByMailbox(person).map(mailboxId);

function createMergeReads({
  records,
}: Pick<Deps, 'records'>): Pick<Merges, 'readPair' | 'awardedTogether' | 'find' | 'list'> {
  return {
    async readPair({ personId, otherPersonId }, work) {
      const people = [personId, otherPersonId].map((each) => [AccountView, keys.person(each)] as const);
      const [kept, other] = await records.findAll(people, work);
      if (!kept || !other) return 'not-there';
      const known = [kept.workEmail, ...ownAddresses(other)];
      const [owner, ...owners] = await records.findAll(
        known.map((address) => [AddressView, keys.address(address)] as const),
        work,
      );
      const areTheirs = owner?.personId === personId && owners.every((each) => each?.personId === otherPersonId);
      return areTheirs ? { kept, other } : 'moved-on';
    },

    async awardedTogether({ kept, other }, work) {
      const schemes = new Map<string, AwardedOfScheme['awarded']>();
      const members = await readAllowanceMembers(records, [...mailboxesOf(kept), ...mailboxesOf(other)], work);
      for (const mailbox of allSharing(members))
        for await (const page of records.walk(HeldAllowance, lists.allowancesOf(mailbox), {}, work))
          for (const { scheme, awarded } of page) schemes.set(scheme, together([schemes.get(scheme) ?? {}, awarded]));
      return [...schemes].map(([scheme, awarded]) => ({ scheme, awarded }));
    },

    find: (personId, mergeId, work) => records.find(MergeView, keys.merge(personId, mergeId), work),

    list: (personId, page, work) =>
      records.list(MergeView, lists.mergesInto(personId), { ...page, newestFirst: true }, work),
  };
}

export function createMerges(deps: Deps): Merges {
  const { records, clock, newId, hub } = deps;
  const owed = ({ personId, workEmail }: KeptPerson, contents: EmailContents) =>
    oweEmail({ ...contents, to: workEmail, about: { kind: 'account', id: personId } }, clock());
  async function commit(writes: Readonly<Record<string, Write>>, change: CommitOptions): Promise<Outcome> {
    return (await records.commit(writes, change)).done ? 'changed' : 'facts-changed';
  }
  const saidWrites = ({ pair, before, next, emails }: Said) => ({
    merge: saidOfMerge(before, next),
    toKept: owed(pair.kept, emails.toKept),
    toOther: owed(pair.other, emails.toOther),
  });

  return {
    ...createMergeReads(deps),

    propose: (merge, change) =>
      commit(
        {
          merge: put(MergeRecord, keys.merge(merge.personId, merge.mergeId), {
            ...merge,
            ...inGsi1(lists.mergesOfOther(merge.otherPersonId), merge.mergeId),
          }),
        },
        change,
      ),

    async approve(said, change) {
      const [kept, other] = [mailboxesOf(said.pair.kept), mailboxesOf(said.pair.other)];
      const allowances = await readAllowanceMembers(records, [...new Set([...kept, ...other])], change.work);
      const already = new Set(allSharing(allowances, kept));
      const parts = allSharing(allowances, other).filter((each) => !already.has(each));
      const merged = mergeWrites(said.pair, allowances, clock().toISOString(), { newId, retention: hub.retention });
      return commit({ ...saidWrites({ ...said, next: { ...said.next, parts } }), ...merged }, change);
    },

    async undo(said, change) {
      const { parts = [] } = said.before;
      const allowances = await readAllowanceMembers(records, parts, change.work);
      const parted = partingWrites(said.pair, parts, allowances, clock().toISOString(), { newId, hub });
      return commit({ ...saidWrites(said), ...parted }, change);
    },

    withdraw: ({ before, next }, change) => commit({ merge: saidOfMerge(before, next) }, change),
  };
}
