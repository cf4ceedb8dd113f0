import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import type { NewId } from '#platform/ids.ts';
import type { OnceWithReply, Work } from '#platform/work.ts';
import { HeldBooking } from '../bookings/booking-reads.ts';
import { type Opens, type OwedEmail, oweEmail } from '../emails/emails.ts';
import { absent, any, present } from '../engine/conditions.ts';
import { onlyThose } from '../engine/listing.ts';
import type { RecordsFor } from '../engine/records.ts';
import { put, remove, type Write } from '../engine/writes.ts';
import { keys, lists, mailboxId } from '../keys.ts';
import { asksOf, createAsksWrites } from './asks.ts';
import { LinksAskedRecord, ManagedRecord } from './items.ts';
import { AddressView, IncludesView, LinksAskedView, ManagedView } from './views.ts';

/** That links were asked for, as the queue knows it. */
export interface LinksAsked {
  readonly mailbox: string;
  readonly linksAskedId: string;
}

/** Links that are sent again to whoever has lost them. */
export interface Links {
  /**
   * Keeps that somebody asks for the links of an address, unless that has been asked too often: one read and one write, whatever
   * there is.
   *
   * @returns nothing where others asked in the same moment: ask again
   */
  ask(
    workEmail: string,
    change: { readonly work: Work; readonly once?: OnceWithReply | undefined },
  ): Promise<'kept' | 'passed-over' | undefined>;
  /** Whether what was asked is still to be done. */
  isOwed(asked: LinksAsked, work: Work): Promise<boolean>;
  /** Bookings of a mailbox whose session starts from `now` on, soonest first; then those before it, latest first. */
  listBookings(
    mailbox: string,
    now: string,
    wanted: { readonly most: number; readonly isWanted: (booking: HeldBooking) => boolean },
    work: Work,
  ): Promise<HeldBooking[]>;
  /** What of funding, or of bookings for colleagues, is managed from a mailbox: kind by kind, latest first. */
  listManaged(mailbox: string, work: Work): Promise<Opens[]>;
  /**
   * Owes the emails that what was asked comes to, once: as many of them as may still be caused for their mailbox today, the first
   * of them first; and none where its owner has said meanwhile that it was not them.
   *
   * @returns how many that were
   */
  owe(
    asked: LinksAsked,
    emails: readonly OwedEmail[],
    work: Work,
  ): Promise<
    { readonly outcome: 'changed'; readonly owed: number } | { readonly outcome: 'done-already' | 'facts-changed' }
  >;
}

/**
 * Keeps that something is managed from a mailbox for as long as it is. Whatever stood there before: it says nothing but what its key does,
 * and ends with the change that it is written by, whose own condition holds for both.
 *
 * @param ends - seconds since 1970
 */
export const managedWrite = (emailAddress: string, opens: Opens, ends: number): Write<typeof ManagedRecord> =>
  put(
    ManagedRecord,
    keys.managed(emailAddress, opens.kind, opens.id),
    { opens, ends: { with: ends } },
    any(absent, present),
  );

export function createLinks({
  records,
  clock,
  newId,
  hub,
}: {
  readonly records: RecordsFor<'provide-services' | 'run-reliably'>;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly hub: Pick<Hub, 'retention' | 'openForms'>;
}): Links {
  const asksWrites = createAsksWrites({ clock, hub });

  return {
    async ask(workEmail, change) {
      const asks = await records.find(...asksOf(workEmail), change.work);
      const may = asksWrites.mayAsk(asks);
      const asked = { linksAskedId: newId(), mailbox: mailboxId(workEmail), askedAt: clock().toISOString() };
      const outcome = await records.commit(
        {
          asks: may ? asksWrites.oneMore(workEmail, asks) : asksWrites.unchanged(workEmail, asks),
          asked: may
            ? put(LinksAskedRecord, keys.linksAsked(asked.mailbox, asked.linksAskedId), {
                ...asked,
              })
            : undefined,
        },
        change,
      );
      if (!outcome.done) return undefined;
      return may ? 'kept' : 'passed-over';
    },

    isOwed: async ({ mailbox, linksAskedId }, work) =>
      (await records.find(LinksAskedView, keys.linksAsked(mailbox, linksAskedId), work)) !== undefined,

    async listBookings(mailbox, now, { most, isWanted }, work) {
      const address = await records.find(AddressView, keys.personOfMailbox(mailbox), work);
      if (!address) return [];
      const person = address.isOneOfSeveral && (await records.find(IncludesView, keys.person(address.personId), work));
      const own = [address.personId, ...(person ? (person.includes ?? []) : [])].map(lists.bookingsOfPerson);
      // What its person made with another address is asked for there.
      const only = onlyThose<HeldBooking>((booking) => isWanted(booking) && mailboxId(booking.workEmail) === mailbox);
      const coming = await records.listSeveral(HeldBooking, own, { limit: most, from: now, only }, work);
      if (coming.items.length === most) return coming.items;
      const left = most - coming.items.length;
      const past = await records.listSeveral(HeldBooking, own, { limit: left, to: now, newestFirst: true, only }, work);
      return [...coming.items, ...past.items];
    },

    async listManaged(mailbox, work) {
      const page = { limit: mostManaged, newestFirst: true };
      const { items } = await records.list(ManagedView, lists.managedFrom(mailbox), page, work);
      return items.map(({ opens }) => opens);
    },

    async owe({ mailbox, linksAskedId }, emails, work) {
      const [first] = emails;
      const asks = first && (await records.find(...asksOf(first.to), work));
      // The one that was asked is counted already, on the day of the asking.
      const sent = asksWrites.isHeld(asks) ? [] : emails.slice(0, asksWrites.left(asks) + 1);
      const more = sent.length - 1;
      const outcome = await records.commit(
        {
          asked: remove(LinksAskedRecord, keys.linksAsked(mailbox, linksAskedId)),
          asks: first && (more > 0 ? asksWrites.oneMore(first.to, asks, more) : asksWrites.unchanged(first.to, asks)),
          ...Object.fromEntries(sent.map((email) => [`email ${email.emailId}`, oweEmail(email, clock())])),
        },
        { work },
      );
      if (outcome.done) return { outcome: 'changed', owed: sent.length };
      return { outcome: outcome.refused.asked ? 'done-already' : 'facts-changed' };
    },
  };
}

/** Whoever begins more for somebody is held up by the ceiling of every day; of older ones than these nobody asks. */
const mostManaged = 50;
