import { firstVersion } from '#domain/numbers.ts';
import { type StaffMember, settlingFrom } from '#domain/people/staff.ts';
import type { Once, OnceWithReply, Work } from '#platform/work.ts';
import type { AuditFact } from '../engine/audit-trail.ts';
import { absent, when } from '../engine/conditions.ts';
import type { Page, PageRequest } from '../engine/reading.ts';
import { factsOf } from '../engine/record.ts';
import type { RecordsFor } from '../engine/records.ts';
import { annotate, put, revise, update, type Write } from '../engine/writes.ts';
import { inGsi1, inGsi2, keys, lists, sortKey } from '../keys.ts';
import { StaffAddressRecord, StaffAdminsRecord, StaffMemberRecord } from './items.ts';
import { StaffAddressView, StaffAdminsView, StaffMemberView } from './views.ts';

/** How many admins there are on record, as of when it was read. */
export interface Admins {
  readonly count: number;
  /** Of the record of it; none where there is none yet. */
  readonly version: number | undefined;
}

interface Changing {
  readonly work: Work;
  readonly audit: readonly AuditFact[];
}

export interface StaffMembers {
  find(staffMemberId: string, work: Work): Promise<StaffMember | undefined>;
  /** The latest whose this mailbox is, who may have left. */
  findByAddress(workEmail: string, work: Work): Promise<StaffMember | undefined>;
  /** Those whom the audit trail calls so: one, or none. */
  findBySub(sub: string, work: Work): Promise<StaffMember[]>;
  /** By name; of those who have left, who left last first. */
  list(which: 'now' | 'left', page: PageRequest, work: Work): Promise<Page<StaffMember>>;
  admins(work: Work): Promise<Admins>;
  /**
   * Puts somebody on record, in place of whoever had the address and has left.
   *
   * @returns false where another came first
   */
  add(
    member: StaffMember,
    former: StaffMember | undefined,
    more: 0 | 1,
    admins: Admins,
    change: Changing,
  ): Promise<boolean>;
  /** @returns false where it is no longer as it was read, or the admins are not as many */
  change(before: StaffMember, after: StaffMember, more: -1 | 0 | 1, admins: Admins, change: Changing): Promise<boolean>;
  /**
   * That somebody is at their account, written before it is touched: what is broken off is seen.
   *
   * @returns how it stands then; nothing where it is no longer as it was read
   */
  settling(member: StaffMember, at: string, work: Work): Promise<StaffMember | undefined>;
  /**
   * That whoever was at their account is done: it agrees with this version.
   *
   * @returns false where it is no longer as it was read
   */
  settled(
    before: StaffMember,
    after: StaffMember & { settling: number },
    how: { work: Work; once: OnceWithReply | undefined },
  ): Promise<boolean>;
  /** That whoever was at their account has given it up, where there is no other version meanwhile that they may have undone. */
  gaveUp(member: Pick<StaffMember, 'staffMemberId' | 'version'>, work: Work): Promise<void>;
  /** Throws what the same request was answered before, if it was. */
  recall(once: Once, work: Work): Promise<void>;
}

/** In which list somebody stands: current ones by name, since a hub has few. */
const placeOf = ({ staffMemberId, name, until }: StaffMember) =>
  until === undefined
    ? inGsi2(lists.staffNow, sortKey(name.toLowerCase().slice(0, 100), staffMemberId))
    : inGsi2(lists.staffLeft, sortKey(until, staffMemberId));

const bySub = (sub: string | undefined, staffMemberId: string) =>
  sub === undefined ? {} : inGsi1(lists.staffBySub(sub), staffMemberId);

function adminsWrite(more: -1 | 0 | 1, { count, version }: Admins): Write | undefined {
  if (more === 0) return undefined;
  const key = keys.staffAdmins();
  return version === undefined
    ? put(StaffAdminsRecord, key, { version: firstVersion, admins: count + more })
    : revise(StaffAdminsRecord, key, { version }, { set: { admins: count + more } });
}

const removable = ['proposal'] as const;

/** As many are at their account as when it was read. */
const asManySettling = (member: StaffMember) => when(StaffMemberRecord).asRead(member, 'settling');

export function createStaffMembers({ records }: { readonly records: RecordsFor<'keep-account'> }): StaffMembers {
  const find: StaffMembers['find'] = async (staffMemberId, work) => {
    const found = await records.find(StaffMemberView, keys.staffMember(staffMemberId), work);
    return found && factsOf(found);
  };

  return {
    find,
    async findByAddress(workEmail, work) {
      const address = await records.find(StaffAddressView, keys.staffAddress(workEmail), work);
      return address && find(address.staffMemberId, work);
    },
    async findBySub(sub, work) {
      const { items } = await records.list(StaffMemberView, lists.staffBySub(sub), { limit: 10 }, work);
      return items.map(factsOf);
    },
    async list(which, page, work) {
      const [list, newestFirst] = which === 'now' ? [lists.staffNow, false] : [lists.staffLeft, true];
      const { items, ...rest } = await records.list(StaffMemberView, list, { ...page, newestFirst }, work);
      return { items: items.map(factsOf), ...rest };
    },
    async admins(work) {
      const found = await records.find(StaffAdminsView, keys.staffAdmins(), work);
      return { count: found?.admins ?? 0, version: found?.version };
    },
    async add(member, former, more, admins, { work, audit }) {
      const { staffMemberId, workEmail, sub } = member;
      const { done } = await records.commit(
        {
          address: put(
            StaffAddressRecord,
            keys.staffAddress(workEmail),
            { staffMemberId },
            former ? when(StaffAddressRecord).is('staffMemberId', former.staffMemberId) : absent,
          ),
          member: put(StaffMemberRecord, keys.staffMember(staffMemberId), {
            ...member,
            ...placeOf(member),
            ...bySub(sub, staffMemberId),
          }),
          admins: adminsWrite(more, admins),
        },
        { work, audit },
      );
      return done;
    },
    async change(before, after, more, admins, { work, audit }) {
      // What is said of the account is not of the version, and may have been said since it was read.
      const { staffMemberId, version: _, sub: _sub, settledVersion, settling, settlingSince, ...set } = after;
      const { done } = await records.commit(
        {
          member: revise(StaffMemberRecord, keys.staffMember(staffMemberId), before, {
            set: { ...set, ...placeOf(after) },
            remove: removable.filter((field) => before[field] !== undefined && after[field] === undefined),
          }),
          address:
            after.until === undefined
              ? undefined
              : update(
                  StaffAddressRecord,
                  keys.staffAddress(after.workEmail),
                  { set: { until: after.until } },
                  when(StaffAddressRecord).is('staffMemberId', staffMemberId),
                ),
          admins: adminsWrite(more, admins),
        },
        { work, audit },
      );
      return done;
    },
    async settling(member, at, work) {
      const after = settlingFrom(member, at);
      const { settling, settlingSince } = after;
      const key = keys.staffMember(member.staffMemberId);
      const set = { settling, settlingSince };
      const { done } = await records.commit(
        { member: annotate(StaffMemberRecord, key, member, { set }, asManySettling(member)) },
        { work },
      );
      return done ? after : undefined;
    },
    async settled(before, { staffMemberId, sub, settledVersion, settling }, { work, once }) {
      const key = keys.staffMember(staffMemberId);
      const set = { settledVersion, settling, sub, ...bySub(sub, staffMemberId) };
      const { done } = await records.commit(
        { member: annotate(StaffMemberRecord, key, before, { set }, asManySettling(before)) },
        { work, once },
      );
      return done;
    },
    async gaveUp({ staffMemberId, version }, work) {
      const some = when(StaffMemberRecord).compare('settling', '>', { value: 0 });
      const key = keys.staffMember(staffMemberId);
      await records.commit(
        { member: annotate(StaffMemberRecord, key, { version }, { add: { settling: -1 } }, some) },
        { work },
      );
    },
    recall: records.recall,
  };
}
