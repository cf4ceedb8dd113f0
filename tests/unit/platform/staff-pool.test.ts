import { describe, expect, it, vi } from 'vitest';
import { createStaffPool } from '#functions/people/staff/staff-pool.ts';
import { clientAnswered } from '../../support/cognito.ts';
import { workOf } from '../../support/hub.ts';

vi.stubEnv('AWS_REGION', 'eu-west-2');
vi.stubEnv('AWS_ACCESS_KEY_ID', 'any');
vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'any');

const workEmail = 'grace@hub.example';
const attributes = [{ Name: 'sub', Value: 'sub-1' }];
const seconds = (instant: string) => Date.parse(instant) / 1000;

/** The pool with this account in it, or none. */
function poolWith(account: { status?: string; groups?: string[] } | undefined) {
  const { client, asked } = clientAnswered(({ operation }) => {
    if (operation === 'AdminGetUser' && !account) return { error: 'UserNotFoundException', status: 400 };
    if (operation === 'AdminCreateUser') return { User: { Username: 'sub-1', Attributes: attributes } };
    if (operation === 'AdminListGroupsForUser')
      return { Groups: (account?.groups ?? []).map((GroupName) => ({ GroupName })) };
    return {
      Username: 'sub-1',
      UserAttributes: attributes,
      UserStatus: account?.status ?? 'CONFIRMED',
      UserLastModifiedDate: seconds('2027-01-04T09:00:00.000Z'),
    };
  });
  const reads = ['AdminGetUser', 'AdminListGroupsForUser'];
  return {
    pool: createStaffPool(client, 'eu-west-2_any'),
    done: () =>
      asked
        .filter(({ operation }) => !reads.includes(operation))
        .map(({ operation, input }) => [operation, input.GroupName ?? input.MessageAction].filter(Boolean).join(' ')),
  };
}

describe('the account of somebody who works here', () => {
  it('is made for who never had one, and for nobody else', async () => {
    const first = poolWith(undefined);
    expect(await first.pool.keep({ workEmail, sub: undefined, groups: ['bookings'] }, workOf())).toBe('sub-1');
    expect(first.done()).toEqual(['AdminCreateUser', 'AdminAddUserToGroup bookings']);
    const gone = poolWith(undefined);
    expect(await gone.pool.keep({ workEmail, sub: 'sub-1', groups: ['bookings'] }, workOf())).toBeUndefined();
    expect(gone.done()).toEqual([]);
  });

  it('is left alone where its groups are those wanted, and otherwise differs by what is wanted of them', async () => {
    const same = poolWith({ groups: ['bookings'] });
    await same.pool.keep({ workEmail, sub: 'sub-1', groups: ['bookings'] }, workOf());
    expect(same.done()).toEqual([]);
    const other = poolWith({ groups: ['bookings', 'funding'] });
    await other.pool.keep({ workEmail, sub: 'sub-1', groups: ['funding', 'finance'] }, workOf());
    expect(other.done()).toEqual([
      'AdminUserGlobalSignOut',
      'AdminRemoveUserFromGroup bookings',
      'AdminAddUserToGroup finance',
    ]);
  });

  it.each([
    { status: 'FORCE_CHANGE_PASSWORD', resendBefore: '2027-01-04T09:00:00.000Z', sent: ['AdminCreateUser RESEND'] },
    { status: 'FORCE_CHANGE_PASSWORD', resendBefore: '2027-01-04T08:59:59.000Z', sent: [] },
    { status: 'CONFIRMED', resendBefore: '2027-01-08T09:00:00.000Z', sent: [] },
  ])('of $status is sent its invitation again where that was before $resendBefore: $sent', async (each) => {
    const { pool, done } = poolWith({ status: each.status, groups: ['bookings'] });
    const wanted = { workEmail, sub: 'sub-1', groups: ['bookings' as const] };
    await pool.keep({ ...wanted, resendBefore: new Date(each.resendBefore) }, workOf());
    expect(done()).toEqual(each.sent);
  });

  it('is ended where it is there, and where it is gone that is no fault', async () => {
    const there = poolWith({});
    await there.pool.end('sub-1', workOf());
    expect(there.done()).toEqual(['AdminDisableUser', 'AdminUserGlobalSignOut', 'AdminDeleteUser']);
    await poolWith(undefined).pool.end('sub-1', workOf());
  });
});
