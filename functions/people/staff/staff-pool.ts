import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  AdminUserGlobalSignOutCommand,
  type AttributeType,
  type CognitoIdentityProviderClient,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import type { StaffGroup } from '#domain/people/staff.ts';
import { attributeOf, orNotFound, provedEmail } from '#platform/cognito.ts';
import { BusyError } from '#platform/errors.ts';
import type { Work } from '#platform/work.ts';

export interface WantedAccount {
  readonly workEmail: string;
  /** Of the account that they have, or had; none before the first was made. */
  readonly sub: string | undefined;
  readonly groups: readonly StaffGroup[];
  /** An invitation that was sent before then, and never taken up, is sent again. */
  readonly resendBefore?: Date | undefined;
}

/** Where staff sign in. Each of these may be asked for again whenever it is not known whether it was done. */
export interface StaffPool {
  /**
   * Has the account in these groups alone. It is made, with an invitation by email, for somebody who never had one: whose account is
   * gone may have left meanwhile.
   *
   * @returns its `sub`; nothing where it is gone
   */
  keep(wanted: WantedAccount, work: Work): Promise<string | undefined>;
  /** Ends an account and every session of it. @param who - its `sub`, or the address of one that may never have been made */
  end(who: string, work: Work): Promise<void>;
}

interface Account {
  /** The pool’s own name for it. */
  readonly username: string;
  readonly sub: string;
  /** Since when the first password waits to be used; none once it was. */
  readonly waitsSince: Date | undefined;
}

interface FromCognito {
  readonly Username?: string | undefined;
  readonly UserAttributes?: AttributeType[] | undefined;
  readonly UserStatus?: string | undefined;
  readonly UserLastModifiedDate?: Date | undefined;
}

function accountOf({ Username, UserAttributes, UserStatus, UserLastModifiedDate }: FromCognito): Account {
  const sub = attributeOf(UserAttributes, 'sub');
  if (Username === undefined || sub === undefined) throw new Error('Cognito answered a user without a name or sub');
  const waits = UserStatus === 'FORCE_CHANGE_PASSWORD';
  return { username: Username, sub, waitsSince: waits ? UserLastModifiedDate : undefined };
}

export function createStaffPool(client: Pick<CognitoIdentityProviderClient, 'send'>, UserPoolId: string): StaffPool {
  const options = ({ signal }: Work) => ({ abortSignal: signal });

  const find = (who: string, work: Work): Promise<Account | undefined> =>
    client
      .send(new AdminGetUserCommand({ UserPoolId, Username: who }), options(work))
      .then(accountOf)
      .catch(orNotFound);

  async function make(workEmail: string, work: Work): Promise<Account | undefined> {
    const command = new AdminCreateUserCommand({
      UserPoolId,
      Username: workEmail,
      DesiredDeliveryMediums: ['EMAIL'],
      UserAttributes: provedEmail(workEmail),
    });
    try {
      const { User } = await client.send(command, options(work));
      return accountOf({ Username: User?.Username, UserAttributes: User?.Attributes });
    } catch (error) {
      // Somebody else made it at the same moment.
      if (error instanceof UsernameExistsException) return find(workEmail, work);
      throw error;
    }
  }

  const inviteAgain = (Username: string, work: Work) =>
    client.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username,
        MessageAction: 'RESEND',
        DesiredDeliveryMediums: ['EMAIL'],
      }),
      options(work),
    );

  const signOut = (Username: string, work: Work) =>
    client.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username }), options(work));

  /** What is taken away comes first, so that nobody is in more groups meanwhile than before or after. */
  async function regroup({ username: Username }: Account, wanted: readonly string[], work: Work): Promise<void> {
    const { Groups = [] } = await client.send(
      new AdminListGroupsForUserCommand({ UserPoolId, Username, Limit: 60 }),
      options(work),
    );
    const has = Groups.map(({ GroupName = '' }) => GroupName);
    const [off, on] = [has.filter((group) => !wanted.includes(group)), wanted.filter((group) => !has.includes(group))];
    // A token says the groups of when it was made. Before they change: whoever is broken off after it finds them as they were, and does both.
    if (has.length > 0 && off.length + on.length > 0) await signOut(Username, work);
    for (const GroupName of off)
      await client.send(new AdminRemoveUserFromGroupCommand({ UserPoolId, Username, GroupName }), options(work));
    for (const GroupName of on)
      await client.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName }), options(work));
  }

  async function keepAccount({ workEmail, sub, groups, resendBefore }: WantedAccount, work: Work) {
    const found = await find(sub ?? workEmail, work);
    if (!found && sub !== undefined) return undefined;
    const account = found ?? (await make(workEmail, work));
    if (!account) throw new BusyError('An account was there and is gone');
    await regroup(account, groups, work);
    const { waitsSince } = account;
    if (waitsSince && resendBefore && waitsSince <= resendBefore) await inviteAgain(workEmail, work);
    return account.sub;
  }

  async function endAccount(who: string, work: Work): Promise<void> {
    const account = await find(who, work);
    if (!account) return;
    const { username: Username } = account;
    await client.send(new AdminDisableUserCommand({ UserPoolId, Username }), options(work));
    await signOut(Username, work);
    await client.send(new AdminDeleteUserCommand({ UserPoolId, Username }), options(work));
  }

  return {
    // Another, who was asked for its end, was quicker.
    keep: (wanted, work) => keepAccount(wanted, work).catch(orNotFound),
    end: (who, work) => endAccount(who, work).catch(orNotFound),
  };
}
