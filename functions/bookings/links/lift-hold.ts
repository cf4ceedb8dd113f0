import type { UseCase } from '#http/use-case.ts';
import type { AuditFact } from '#records/engine/audit-trail.ts';
import type { LiftHold } from '#records/people/holds.ts';
import type { bookings } from '../contract.ts';

export const createLiftHold =
  ({ liftHold }: { readonly liftHold: LiftHold }): UseCase<typeof bookings.routes.liftHold> =>
  async ({ body: { workEmail } }, { caller, work }) => {
    // The trail outlives what is held about a mailbox, so that it names none, nor a hash that an address could be tried against.
    const audit = (personId: string | undefined): AuditFact => ({
      action: 'hold-lifted',
      subject: personId === undefined ? 'HOLDS' : `PERSON#${personId}`,
      actor: caller.sub,
    });
    return { status: 200, body: { lifted: await liftHold(workEmail, audit, work) } };
  };
