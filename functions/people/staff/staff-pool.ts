import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminRemoveUserFromGroupCommand,
  AdminUserGlobalSignOutCommand,
  type CognitoIdentityProviderClient,
  UserNotFoundException,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import { type StaffGroup, staffGroups } from '#domain/people/staff.ts';
import { BusyError } from '#platform/errors.ts';
import type { Work } from '#platform/work.ts';

/** Where staff sign in. Each of these may be asked for again whenever it is not known whether it was done. */
export interface StaffPool {
  /** Makes the account, with an invitation by email, if there is none; and has it in these groups alone. @returns its `sub` */
  keep(workEmail: string, groups: readonly StaffGroup[], work: Work): Promise<string>;
  /** Ends an account and every session of it. @param who - its `sub`, or the address of one that may never have been made */
  end(who: string, work: Work): Promise<void>;
}

interface Account {
  /** The pool’s own name for it. */
  readonly username: string;
  readonly sub: string;
}

interface FromCognito {
  readonly Username?: string | undefined;
  readonly UserAttributes?: { Name: string | undefined; Value?: string | undefined }[] | undefined;
}

function accountOf({ Username, UserAttributes = [] }: FromCognito): Account {
  const sub = UserAttributes.find(({ Name }) => Name === 'sub')?.Value;
  if (Username === undefined || sub === undefined) throw new Error('Cognito answered a user without a name or sub');
  return { username: Username, sub };
}

/** @throws BusyError from each of these where Cognito does not answer, or does not take it now: it can be asked again */
export function createStaffPool(client: CognitoIdentityProviderClient, UserPoolId: string): StaffPool {
  const options = ({ signal }: Work) => ({ abortSignal: signal });

  async function find(who: string, work: Work): Promise<Account | undefined> {
    try {
      return accountOf(await client.send(new AdminGetUserCommand({ UserPoolId, Username: who }), options(work)));
    } catch (error) {
      if (error instanceof UserNotFoundException) return undefined;
      throw error;
    }
  }

  async function make(workEmail: string, work: Work): Promise<Account | undefined> {
    const command = new AdminCreateUserCommand({
      UserPoolId,
      Username: workEmail,
      DesiredDeliveryMediums: ['EMAIL'],
      UserAttributes: [
        { Name: 'email', Value: workEmail },
        // Nobody else reads what is sent there, and without it no code could be.
        { Name: 'email_verified', Value: 'true' },
      ],
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

  const signOut = (Username: string, work: Work) =>
    client.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username }), options(work));

  /** What is taken away comes first, so that nobody is in more groups meanwhile than before or after. */
  async function regroup({ username: Username }: Account, groups: readonly StaffGroup[], work: Work): Promise<void> {
    for (const GroupName of staffGroups.filter((group) => !groups.includes(group)))
      await client.send(new AdminRemoveUserFromGroupCommand({ UserPoolId, Username, GroupName }), options(work));
    for (const GroupName of groups)
      await client.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName }), options(work));
  }

  const asBusy = async <T>(ask: () => Promise<T>): Promise<T> => {
    try {
      return await ask();
    } catch (cause) {
      throw new BusyError('Cognito did not do what was wanted of an account of staff', { cause });
    }
  };

  return {
    keep: (workEmail, groups, work) =>
      asBusy(async () => {
        const found = await find(workEmail, work);
        const account = found ?? (await make(workEmail, work));
        if (!account) throw new Error('An account was there and is gone');
        await regroup(account, groups, work);
        // A token says the groups of when it was made: with the next one they are these.
        if (found) await signOut(account.username, work);
        return account.sub;
      }),
    end: (who, work) =>
      asBusy(async () => {
        const account = await find(who, work);
        if (!account) return;
        const { username: Username } = account;
        try {
          await client.send(new AdminDisableUserCommand({ UserPoolId, Username }), options(work));
          await signOut(Username, work);
          await client.send(new AdminDeleteUserCommand({ UserPoolId, Username }), options(work));
        } catch (error) {
          // Another, who was asked the same, was quicker.
          if (!(error instanceof UserNotFoundException)) throw error;
        }
      }),
  };
}
