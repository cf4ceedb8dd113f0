import type * as z from 'zod';
import {
  type AddressSide,
  addressesByMailbox,
  type Consents,
  isOver,
  mostAddresses,
  withAddress,
} from '#domain/people/addresses.ts';
import { idsOfPerson, mergedPeople } from '#domain/people/merging.ts';
import { addDays } from '#domain/time/calendar-time.ts';
import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import type { NewId } from '#platform/ids.ts';
import type { Carrying, Work } from '#platform/work.ts';
import { type EmailContents, oweEmail } from '../emails/emails.ts';
import type { AuditFact } from '../engine/audit-trail.ts';
import { all, present, when } from '../engine/conditions.ts';
import type { RecordsFor } from '../engine/records.ts';
import { check, put, update, type Write } from '../engine/writes.ts';
import { type AllowanceMembers, joinWrites, readAllowanceMembers } from '../funding/allowance-groups.ts';
import { keys, mailboxId } from '../keys.ts';
import { type Account, accountOf, type KeptPerson } from './account-reads.ts';
import { personAsRead, unchangedPerson } from './account-writes.ts';
import { asksOf, createAsksWrites } from './asks.ts';
import { AddressRecord, EmailChangeRecord, PersonRecord } from './items.ts';
import { keptAs } from './owner.ts';
import type { KnownAddress } from './people.ts';
import { AccountView, AddressView, EmailChangeView, ManageTokenView } from './views.ts';

export type EmailChange = z.output<typeof EmailChangeView>;

/** What an account moves to, as far as it is known. */
export interface Move {
  readonly change: EmailChange;
  readonly account: Account;
  /** Whose the new mailbox is, if anybody's. */
  readonly address: KnownAddress | undefined;
  readonly other: KeptPerson | undefined;
  /** Whose allowances are to count together from then on. */
  readonly allowances: AllowanceMembers;
}

interface Asked {
  readonly emailChangeId: string;
  readonly account: Pick<Account, 'personId' | 'workEmail'>;
  readonly newEmail: string;
  /** Staff have decided for who reads the old address. */
  readonly decided: boolean;
  readonly emails: { readonly toNew: EmailContents; readonly toOld: EmailContents };
}

export interface EmailChanges {
  /** None where nobody has an account under this id. */
  findAccount(personId: string, work: Work): Promise<Account | undefined>;
  /**
   * Keeps what was asked for and owes its two emails, unless the ceiling of either mailbox is reached: one read and one write, whatever is
   * known of the new address.
   *
   * @returns nothing where others asked in the same moment: ask again
   */
  ask(
    asked: Asked,
    change: Carrying & { readonly audit?: readonly AuditFact[] },
  ): Promise<'kept' | 'passed-over' | undefined>;
  /** None where there is no such change, it is over, or the token is not of it: nobody can tell which. */
  find(
    emailChangeId: string,
    tokenHash: string,
    work: Work,
  ): Promise<{ readonly change: EmailChange; readonly side: AddressSide } | undefined>;
  /** None where the account is gone, or has moved by another change since. */
  readMove(change: EmailChange, work: Work): Promise<Move | undefined>;
  /** What one of the two has said, or that it is over. @param hold - of who says that it was not them */
  keep(before: EmailChange, next: Consents, change: Carrying, hold?: Write): Promise<'changed' | 'facts-changed'>;
  /** The account has the new address, and with it what was made under that as a guest; the change is used up. */
  move(move: Move, next: Consents, toOld: EmailContents, change: Carrying): Promise<'changed' | 'facts-changed'>;
}

/** As it was read: what nobody has said yet nobody says meanwhile. */
const asRead = (change: EmailChange) =>
  all(present, when(EmailChangeRecord).asRead(change, 'confirmedNewAt', 'confirmedOldAt', 'usedAt', 'refusedAt'));

/** Whether a record is the account's, by itself or since it was merged into it. */
const isPartOf = (account: Account, { personId }: KeptPerson): boolean =>
  personId === account.personId || mergedPeople(account).includes(personId);

/** Whether the account can have the address: it is nobody's, their own, or that of somebody who has no account, and is nobody else's. */
export const canHave = ({ account, other }: Move): boolean =>
  !other || isPartOf(account, other) || (other.sub === undefined && other.mergedInto === undefined);

/** Whether staff are to be asked, since it has had very many, or moved very often. */
export const hasTooMany = ({ account }: Pick<Move, 'account'>): boolean =>
  addressesByMailbox(account).length >= mostAddresses || (account.addresses ?? []).length >= 3 * mostAddresses;

function moveWrites({ change, account, address, other }: Move, at: string): Readonly<Record<string, Write>> {
  const { newEmail, workEmail } = change;
  const { personId, includes = [] } = account;
  const ends = { after: at };
  const isOwn = address?.personId === personId;
  // Of somebody who has ended nothing is taken along, though their address outlives them by days.
  const included = !other || isOwn ? [] : idsOfPerson(other);
  const several = { personId, isOneOfSeveral: true } as const;
  const of = (who: string) => all(present, when(AddressRecord).is('personId', who));
  return {
    person: update(
      PersonRecord,
      keys.person(personId),
      {
        set: {
          workEmail: newEmail,
          addresses: withAddress(account, newEmail, { since: account.accountSince, at }),
          includes: included.length > 0 ? [...new Set([...includes, ...included])] : undefined,
          lastActiveAt: at,
        },
      },
      unchangedPerson(account),
    ),
    newAddress: address
      ? update(AddressRecord, keys.address(newEmail), { set: several, ends }, of(address.personId))
      : put(AddressRecord, keys.address(newEmail), { ...several, ends }),
    oldAddress: update(AddressRecord, keys.address(workEmail), { set: several, ends }, of(personId)),
    // Who has confirmed an account meanwhile, or was merged into one, is nobody to be included.
    ...(other && !isOwn ? { other: check(PersonRecord, keys.person(other.personId), personAsRead(other)) } : {}),
  };
}

interface Deps {
  readonly records: RecordsFor<'provide-services' | 'run-reliably'>;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly hub: Pick<Hub, 'retention' | 'openForms' | 'links'>;
}

function createAsking({ records, clock, hub }: Deps): Pick<EmailChanges, 'ask'> {
  const asksWrites = createAsksWrites({ clock, hub });
  return {
    async ask({ emailChangeId, account, newEmail, decided, emails }, change) {
      const { personId, workEmail } = account;
      const [ofNew, ofOld] = await records.findAll([asksOf(newEmail), asksOf(workEmail)], change.work);
      const now = clock();
      const askedAt = now.toISOString();
      const linkExpiresAt = Math.ceil(addDays(now, hub.links.daysToConfirm).getTime() / 1000);
      const owed = (kind: 'new-email' | 'old-email', to: string, contents: EmailContents) =>
        oweEmail({ ...contents, to, about: { kind, id: emailChangeId }, linkExpiresAt }, now);
      // Who cannot read the old address may have been sent much there.
      const may = asksWrites.mayAsk(ofNew) && (decided || asksWrites.mayAsk(ofOld));
      // Staff are told, and nothing needs to look as if it had been made.
      if (decided && !may) return 'passed-over';
      const made = may
        ? {
            asksOfNew: asksWrites.oneMore(newEmail, ofNew),
            asksOfOld: asksWrites.oneMore(workEmail, ofOld),
            asked: put(EmailChangeRecord, keys.emailChange(emailChangeId), {
              emailChangeId,
              personId,
              workEmail,
              newEmail,
              askedAt,
              ...(decided && { confirmedOldAt: askedAt }),
            }),
            toNew: owed('new-email', newEmail, emails.toNew),
            toOld: owed('old-email', workEmail, emails.toOld),
          }
        : {
            asksOfNew: asksWrites.unchanged(newEmail, ofNew),
            asksOfOld: asksWrites.unchanged(workEmail, ofOld),
          };
      if (!(await records.commit(made, change)).done) return undefined;
      return may ? 'kept' : 'passed-over';
    },
  };
}

export function createEmailChanges(deps: Deps): EmailChanges {
  const { records, clock, newId, hub } = deps;
  const keepWrite = (before: EmailChange, { confirmedNewAt, confirmedOldAt, usedAt, refusedAt }: Consents) =>
    update(
      EmailChangeRecord,
      keys.emailChange(before.emailChangeId),
      { set: { confirmedNewAt, confirmedOldAt, usedAt, refusedAt } },
      asRead(before),
    );

  return {
    ...createAsking(deps),
    findAccount: async (personId, work) => accountOf(await records.find(AccountView, keys.person(personId), work)),

    async find(emailChangeId, tokenHash, work) {
      const [change, toNew, toOld] = await records.findAll(
        [
          [EmailChangeView, keys.emailChange(emailChangeId)],
          [ManageTokenView, keys.manageToken('new-email', emailChangeId, tokenHash)],
          [ManageTokenView, keys.manageToken('old-email', emailChangeId, tokenHash)],
        ],
        work,
      );
      if (!change || isOver(change) || !(toNew || toOld)) return undefined;
      return { change, side: toNew ? 'new' : 'old' };
    },

    async readMove(change, work) {
      const [person, address] = await records.findAll(
        [
          [AccountView, keys.person(change.personId)],
          [AddressView, keys.address(change.newEmail)],
        ],
        work,
      );
      const account = accountOf(person);
      if (account?.workEmail !== change.workEmail) return undefined;
      const known = address && (await records.find(AccountView, keys.person(address.personId), work));
      // Where the account is gone that it was merged into, it is nobody's.
      const other = (await keptAs(records, known, work)) && known;
      const addresses = [...(account.addresses ?? []), { workEmail: change.newEmail, from: change.askedAt }];
      const mailboxes = addressesByMailbox({ ...account, addresses }).map(mailboxId);
      const allowances = await readAllowanceMembers(records, mailboxes, work);
      return { change, account, address, other, allowances };
    },

    async keep(before, next, change, hold) {
      const outcome = await records.commit({ change: keepWrite(before, next), hold }, change);
      return outcome.done ? 'changed' : 'facts-changed';
    },

    async move(move, next, toOld, change) {
      const at = clock().toISOString();
      const used = keepWrite(move.change, { ...next, usedAt: at });
      const outcome = await records.commit(
        {
          change: used,
          told: oweEmail(
            { ...toOld, to: move.change.workEmail, about: { kind: 'account', id: move.account.personId } },
            clock(),
          ),
          ...moveWrites(move, at),
          ...joinWrites(move.allowances, at, { newId, retention: hub.retention }),
        },
        change,
      );
      return outcome.done ? 'changed' : 'facts-changed';
    },
  };
}
