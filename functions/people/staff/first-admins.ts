import { type CognitoIdentityProviderClient, ListUsersInGroupCommand } from '@aws-sdk/client-cognito-identity-provider';
import { invitationDays, isAdmin, type StaffMember } from '#domain/people/staff.ts';
import { addDays } from '#domain/time/calendar-time.ts';
import type { Clock } from '#platform/clock.ts';
import { attributeOf } from '#platform/cognito.ts';
import type { NewId } from '#platform/ids.ts';
import { settle, type Work } from '#platform/work.ts';
import type { StaffMembers } from '#records/people/staff-members.ts';
import { recordAdmin } from './acting-admin.ts';
import type { StaffPool } from './staff-pool.ts';

/** To make somebody admin takes two: with fewer, nobody could be made. */
const enough = 2;

/** Addresses of those who can sign in to a pool of staff as admins. */
export const createListAdmins =
  (client: Pick<CognitoIdentityProviderClient, 'send'>, UserPoolId: string) =>
  async ({ signal }: Work): Promise<string[]> => {
    const command = new ListUsersInGroupCommand({ UserPoolId, GroupName: 'admin', Limit: 60 });
    const { Users = [] } = await client.send(command, { abortSignal: signal });
    return Users.filter(({ Enabled }) => Enabled !== false).flatMap(
      ({ Attributes }) => attributeOf(Attributes, 'email') ?? [],
    );
  };

interface Deps {
  readonly staff: StaffMembers;
  readonly pool: StaffPool;
  readonly listAdmins: (work: Work) => Promise<readonly string[]>;
  readonly clock: Clock;
  readonly newId: NewId;
}

interface Wanted {
  readonly workEmail: string;
  readonly name: string;
}

export type FirstAdmin =
  | { readonly made: 'now' | 'before' /** Admins who can sign in, with this one. */; readonly admins: number }
  | { readonly refused: string };

const isOther = (one: string, other: string): boolean => one.toLowerCase() !== other.toLowerCase();

/** Of somebody on record: nothing is made of them but what they are. */
async function againFor(
  { pool }: Deps,
  known: StaffMember,
  resendBefore: Date,
  work: Work,
): Promise<string | undefined> {
  if (!isAdmin(known)) return 'They work here already, and are not admin: two admins make them one';
  const { workEmail, sub, groups } = known;
  const account = await pool.keep({ workEmail, sub, groups, resendBefore }, work);
  return account === undefined ? 'Their account is gone: choose an address that nobody on record has' : undefined;
}

/**
 * Makes the first two admins, who invite everybody else. The same again is no other admin; who has not signed in for as long as an
 * invitation is good is sent it again. It is for who deploys a hub, with their rights, and for nobody by the API.
 */
export const createFirstAdmin =
  (deps: Deps) =>
  (wanted: Wanted, work: Work): Promise<FirstAdmin> =>
    settle<FirstAdmin>(work, async () => {
      const { workEmail, name } = wanted;
      const others = (await deps.listAdmins(work)).filter((each) => isOther(each, workEmail)).length;
      const resendBefore = addDays(deps.clock(), -invitationDays);
      const known = await deps.staff.findByAddress(workEmail, work);
      if (known && known.until === undefined) {
        const refused = await againFor(deps, known, resendBefore, work);
        return refused === undefined ? { made: 'before', admins: others + 1 } : { refused };
      }
      if (others >= enough) return { refused: `There are ${others} admins already, who make others admin` };
      const groups = ['admin'] as const;
      const sub = await deps.pool.keep({ workEmail, sub: undefined, groups, resendBefore }, work);
      if (sub === undefined) return { refused: 'Their account went while it was made: try again' };
      const member = await recordAdmin(deps, { workEmail, name, sub, groups: [...groups] }, work, known);
      return member && { made: 'now', admins: others + 1 };
    });
