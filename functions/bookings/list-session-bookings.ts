import type { UseCase } from '../../shared/http/use-case.ts';
import type { Bookings } from '../../shared/records/bookings.ts';
import type { Records } from '../../shared/records/records.ts';
import type { Sessions } from '../../shared/records/sessions.ts';
import type { bookings } from './contract.ts';
import { findSession } from './get-session.ts';

/** The look is kept in the audit trail before it is given: who comes, and what they need, is personal. */
export const createListSessionBookings =
  (deps: {
    readonly sessions: Sessions;
    readonly bookings: Bookings;
    readonly records: Records;
  }): UseCase<typeof bookings.routes.listSessionBookings> =>
  async ({ path, query }, { caller, work }) => {
    await findSession(deps.sessions, path.sessionId, work);
    const { items, ...rest } = await deps.bookings.listForSession(path.sessionId, query, work);
    await deps.records.audit(
      [
        {
          action: 'attendees-seen',
          subject: `SESSION#${path.sessionId}`,
          actor: caller.sub,
          facts: { bookings: items.length },
        },
      ],
      work,
    );
    return {
      status: 200,
      body: {
        items: items.map(({ name, workEmail, workplace, jobRole, jobTitle, ...booking }) => ({
          ...booking,
          person: { name, workEmail, workplace, jobRole, jobTitle },
        })),
        ...rest,
      },
    };
  };
