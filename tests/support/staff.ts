import { createAdminUseCases } from '#functions/people/admin-use-cases.ts';
import type { StaffPool } from '#functions/people/staff/staff-pool.ts';
import { wireForStaff } from '#functions/people/wiring.ts';
import type { StaffMember as Caller } from '#http/callers.ts';
import type { StaffGroup } from '#http/route.ts';
import { BusyError } from '#platform/errors.ts';
import type { Once } from '#platform/work.ts';
import { actingAs } from './acting-as.ts';
import { type TestHub, workOf } from './hub.ts';

/** A pool in memory, which can be told to fail before or after it has done what it was asked. */
function createTestPool() {
  const users = new Map<string, { readonly sub: string; groups: readonly StaffGroup[] }>();
  let made = 0;
  let failing: 'before' | 'after' | undefined;
  /** Called before anything is done, for what happens meanwhile. */
  let meanwhile: (() => Promise<unknown>) | undefined;

  const asked = async <T>(does: () => T): Promise<T> => {
    const happens = meanwhile;
    meanwhile = undefined;
    await happens?.();
    const fails = failing;
    failing = undefined;
    if (fails === 'before') throw new BusyError('Cognito does not answer');
    const done = does();
    if (fails === 'after') throw new BusyError('Cognito did it, and was not heard');
    return done;
  };
  const pool: StaffPool = {
    keep: ({ workEmail, sub, groups }) =>
      asked(() => {
        if (sub !== undefined && users.get(workEmail)?.sub !== sub) return undefined;
        made += users.has(workEmail) ? 0 : 1;
        const user = users.get(workEmail) ?? { sub: `sub-${made}-${workEmail}`, groups };
        users.set(workEmail, { ...user, groups });
        return user.sub;
      }),
    end: (who) =>
      asked(() => {
        for (const [workEmail, { sub }] of users) if (who === sub || who === workEmail) users.delete(workEmail);
      }),
  };
  const byHand = new Set<string>();
  return {
    pool,
    users,
    /** Admins whose accounts are there before any record of them. */
    madeByHand({ workEmail, sub, groups }: Caller) {
      if (!byHand.has(sub) && !users.has(workEmail)) users.set(workEmail, { sub, groups });
      byHand.add(sub);
    },
    /** How many accounts were ever made: each is an email to somebody. */
    made: () => made,
    fail: (when: 'before' | 'after') => {
      failing = when;
    },
    during: (happens: () => Promise<unknown>) => {
      meanwhile = happens;
    },
  };
}

export const anAdmin = (name: string): Caller => ({
  kind: 'staff',
  sub: `sub-of-${name}`,
  workEmail: `${name}@hub.example`,
  groups: ['admin'],
});

/** What admins do, on a real engine and with what `people-admin` may do there. */
export function createTestStaff(hub: TestHub) {
  const testPool = createTestPool();
  const useCases = actingAs('people-admin', createAdminUseCases({ ...wireForStaff(hub), pool: testPool.pool }));
  const as = (caller: Caller, once?: Once) => {
    testPool.madeByHand(caller);
    return { caller, work: workOf(), once };
  };
  const nothing = { path: undefined, query: undefined, body: undefined };
  return {
    ...testPool,
    invite: async (caller: Caller, workEmail: string, groups: StaffGroup[], once?: Once) =>
      (await useCases.inviteStaff({ ...nothing, body: { name: 'Grace Mensah', workEmail, groups } }, as(caller, once)))
        .body,
    change: async (
      caller: Caller,
      staffMemberId: string,
      body: { version: number; name?: string; groups?: StaffGroup[]; left?: true },
      once?: Once,
    ) => (await useCases.changeStaff({ ...nothing, path: { staffMemberId }, body }, as(caller, once))).body,
    approve: async (caller: Caller, staffMemberId: string, version: number, once?: Once) =>
      (await useCases.approveStaff({ ...nothing, path: { staffMemberId }, body: { version } }, as(caller, once))).body,
    list: async (caller: Caller, query: { left?: 'true'; sub?: string } = {}) =>
      (await useCases.listStaff({ ...nothing, query: { limit: 100, left: 'false', ...query } }, as(caller))).body.items,
  };
}
