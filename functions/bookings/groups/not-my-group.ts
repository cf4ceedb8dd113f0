import { hasStarted } from '#domain/bookings/session.ts';
import type { UseCase } from '#http/use-case.ts';
import { carryThrough } from '#platform/work.ts';
import type { Holds } from '#records/people/holds.ts';
import type { bookings } from '../contract.ts';
import { findOwnGroup, type GroupUseCaseDeps } from './group.ts';

/**
 * Who reads the mail says that they did not book for these colleagues. What was booked ends by what follows from that; pressed again,
 * it holds the mailbox anew. Once the session has started the bookings stand, and the mailbox is held all the same.
 */
export const createNotMyGroupBooking =
  (deps: GroupUseCaseDeps & { readonly holds: Holds }): UseCase<typeof bookings.routes.notMyGroupBooking> =>
  async ({ path }, { caller, work, once }) =>
    carryThrough({ work, once }, async () => {
      const { group, session } = await findOwnGroup(deps, path.groupBookingId, caller.tokenHash, work);
      const now = deps.clock();
      const isOver = group.disownedAt !== undefined;
      const isTooLate = !isOver && hasStarted(session.places, now);
      const { heldUntil, write: hold } = await deps.holds.plan(group.workEmail, work);
      const detail = `The session has started, so nothing can be freed any more. Write to ${deps.hub.contact.email}, and we will put it right`;
      const body = isTooLate ? { heldUntil, ended: false, detail } : { heldUntil, ended: true };
      return {
        reply: { status: 200, body } as const,
        change: async (carrying) => {
          if (!isOver && !isTooLate) return deps.groups.disown({ group, at: now.toISOString(), hold }, carrying);
          return (await deps.holds.keep(hold, carrying)) ? 'changed' : 'facts-changed';
        },
      };
    });
