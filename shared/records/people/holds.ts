import { addDays } from '#domain/time/calendar-time.ts';
import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import type { Once, Work } from '#platform/work.ts';
import type { AuditFact } from '../engine/audit-trail.ts';
import { all, present, when } from '../engine/conditions.ts';
import type { Records, RecordsFor } from '../engine/records.ts';
import { update, type Write } from '../engine/writes.ts';
import { keys } from '../keys.ts';
import { asksOf, createAsksWrites } from './asks.ts';
import { AsksRecord } from './items.ts';
import { AddressView, type AsksView } from './views.ts';

/** That nothing is made in the name of a mailbox by the forms that anybody may fill in. */
export interface Hold {
  /** ISO 8601 UTC. */
  readonly heldUntil: string;
  /** To be kept with what ends because its owner says that it was not them; refused where the mailbox changed meanwhile. */
  readonly write: Write;
}

export interface Holds {
  /**
   * How many of the emails that somebody asks for may be sent to this mailbox, with what keeps count of them: to be kept with what
   * asks for them, and refused where the mailbox changed meanwhile.
   *
   * @param emails - how many are asked for
   */
  ask(emailAddress: string, work: Work, emails?: number): Promise<{ readonly allowed: number; readonly write: Write }>;
  /** From now on, for as long as the hub has decided. */
  plan(emailAddress: string, work: Work): Promise<Hold>;
  /** Keeps it by itself, where there is nothing to end. Answers nothing where the mailbox changed meanwhile. */
  keep(
    hold: Write,
    change: { readonly work: Work; readonly once?: (Once & { readonly reply: Reply }) | undefined },
  ): Promise<'kept' | undefined>;
}

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

export function createHolds({
  records,
  clock,
  hub,
}: {
  readonly records: Records<typeof AsksView>;
  readonly clock: Clock;
  readonly hub: Pick<Hub, 'retention' | 'openForms'>;
}): Holds {
  const writes = createAsksWrites({ clock, hub });
  return {
    async ask(emailAddress, work, emails = 1) {
      const asks = await records.find(...asksOf(emailAddress), work);
      const allowed = Math.min(emails, writes.left(asks));
      const write = allowed > 0 ? writes.oneMore(emailAddress, asks, allowed) : writes.unchanged(emailAddress, asks);
      return { allowed, write };
    },

    async plan(emailAddress, work) {
      const asks = await records.find(...asksOf(emailAddress), work);
      const until = addDays(clock(), hub.openForms.holdDays).toISOString();
      // One that is held for longer stays so.
      const heldUntil = asks?.heldUntil !== undefined && asks.heldUntil > until ? asks.heldUntil : until;
      return { heldUntil, write: writes.hold(emailAddress, asks, until) };
    },

    async keep(hold, change) {
      return (await records.commit({ hold }, change)).done ? 'kept' : undefined;
    },
  };
}

/**
 * Ends a hold, for staff to whom the mailbox's owner has written; answers whether there was one.
 *
 * @returns a function of their address, and of what the trail is to say; it is told whose mailbox it is: nobody's, where no person is known by it
 */
export const createHoldLifting =
  ({ records, clock }: { readonly records: RecordsFor<'provide-services'>; readonly clock: Clock }) =>
  async (emailAddress: string, audit: (personId: string | undefined) => AuditFact, work: Work): Promise<boolean> => {
    const now = clock().toISOString();
    const address = await records.find(AddressView, keys.address(emailAddress), work);
    const { done } = await records.commit(
      {
        asks: update(
          AsksRecord,
          keys.asks(emailAddress),
          { ends: { after: now }, remove: ['heldUntil'] },
          all(present, when(AsksRecord).compare('heldUntil', '>', { value: now })),
        ),
      },
      { work, audit: [audit(address?.personId)] },
    );
    return done;
  };

export type LiftHold = ReturnType<typeof createHoldLifting>;
