import { isStanding } from '#domain/bookings/booking.ts';
import { type Charge, chargeForCancelling } from '#domain/bookings/cancellation-policy.ts';
import { hasStarted } from '#domain/bookings/session.ts';
import { sameMailbox } from '#domain/people/mailbox.ts';
import { bookingReference } from '#domain/reference.ts';
import { owedMessage } from '#email/owed-message.ts';
import { refuseUnknownBorough } from '#http/boroughs.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Random } from '#platform/ids.ts';
import { carryThrough, type Work } from '#platform/work.ts';
import type { HeldBooking } from '#records/bookings/booking-reads.ts';
import type { NewBooking } from '#records/bookings/new-booking.ts';
import type { StoredSession } from '#records/bookings/stored-session.ts';
import type { bookings } from '../contract.ts';
import { bookingInEmail } from '../telling/booking-email.ts';
import type { BookingUseCaseDeps } from '../use-case-deps.ts';
import { findOwnBooking, showOwnBooking } from './booking.ts';
import { ended, refuseUntilAccepted } from './end-booking.ts';
import { refusalOfOthers } from './refusals.ts';

interface SubstituteDeps extends BookingUseCaseDeps {
  readonly random: Random;
}

function refuseUnlessHanded(booking: HeldBooking, { session, places }: StoredSession, now: Date): void {
  if (booking.status !== 'confirmed') {
    throw new ProblemError('wrong-state', {
      detail: `Only a confirmed place can be handed over: this booking is ${booking.status}`,
      extensions: { bookingStatus: booking.status },
    });
  }
  if (hasStarted(places, now) || session.status !== 'published') {
    throw new ProblemError('booking-closed', { detail: 'The session has started or is cancelled' });
  }
}

/** Without a fee that is due only where the colleague had a place already: of that, only the email tells. Each click is answered so. */
const asAnswered = (over: HeldBooking, { session }: StoredSession): HeldBooking =>
  session.cancellationPolicy?.waivedBySubstitute ? { ...over, charge: undefined } : over;

/** To whom gives their place away, and to whom gets it: a link to what is theirs already goes to the very address that it was booked with. */
function emailsOf(
  session: StoredSession,
  {
    from,
    to,
    colleague,
  }: {
    readonly from: {
      readonly booking: HeldBooking;
      readonly emailId: string;
      readonly due: { readonly charge: Charge; readonly hadPlace: boolean } | undefined;
    };
    readonly to: Pick<HeldBooking, 'bookingId' | 'reference' | 'name' | 'workEmail'> & { readonly emailId: string };
    readonly colleague: string;
  },
) {
  return {
    email: owedMessage(from.emailId, {
      kind: 'place-handed-over',
      facts: { ...bookingInEmail(from.booking, session), colleague, ...from.due },
    }),
    colleagueEmail: {
      to: to.workEmail,
      contents: owedMessage(to.emailId, {
        kind: 'place-received',
        facts: { ...bookingInEmail(to, session), colleague: from.booking.name },
      }),
    },
  };
}

/**
 * A colleague comes instead. Whether they have booked already, the reply does not tell the holder: if they wait, the place is
 * theirs now; if they have one, this one goes to the first in line (which who watches the places left can see: ADR 16).
 */
export const createSubstitute = (deps: SubstituteDeps): UseCase<typeof bookings.routes.substitute> => {
  /**
   * Who the colleague is, and what they hold of this session. Whether or not they hold anything, it is looked for: the time that
   * this takes tells nothing.
   *
   * @returns nothing where what they held has ended between the two reads
   */
  async function findColleague({ sessionId }: HeldBooking, workEmail: string, noBooking: string, work: Work) {
    const { address, holder, asks, mayAsk } = await deps.bookings.readFacts(sessionId, workEmail, work);
    const held = await deps.bookings.find(holder?.bookingId ?? noBooking, work);
    return !held || isStanding(held) ? { address, asks, mayAsk, held } : undefined;
  }

  async function replyOf(over: HeldBooking, session: StoredSession, work: Work) {
    return { status: 200, body: await showOwnBooking(deps, asAnswered(over, session), session, work) } as const;
  }

  return async ({ path, body }, { caller, work, once }) => {
    const { person, accessNeeds, acceptCharge } = body;
    refuseUnknownBorough(deps.hub, person);
    const [bookingId, emailId, colleagueEmailId] = [deps.newId(), deps.newId(), deps.newId()];
    const reference = bookingReference(deps.random);

    return carryThrough({ work, once }, async () => {
      const { booking, session } = await findOwnBooking(deps, path.bookingId, caller.tokenHash, work);
      const colleague = await findColleague(booking, person.workEmail, bookingId, work);
      if (!colleague) return undefined;
      const { address, asks, mayAsk, held } = colleague;
      const again = address && booking.handedTo === address.personId;
      if (again) return { reply: await replyOf(booking, session, work) };
      const now = deps.clock();
      refuseUnlessHanded(booking, session, now);
      if (sameMailbox(person.workEmail, booking.workEmail)) {
        const detail = 'Give the work email of a colleague, not your own';
        throw new ProblemError('not-valid', { errors: [{ in: 'body', pointer: '/person/workEmail', detail }] });
      }
      const notForThem = refusalOfOthers(session.session, person);
      if (notForThem) throw notForThem;
      // Said plainly, unlike where anybody may ask: done in silence, it would cost the holder their place.
      if (!mayAsk) {
        throw new ProblemError('cannot-be-handed-over', {
          detail: `Nothing more can be sent to them for now. Write to ${deps.hub.contact.email} and we will help`,
        });
      }
      const { cancellationPolicy: policy } = session.session;
      const late = chargeForCancelling(policy, session.session, now, deps.hub.proclaimedBankHolidays);
      const waived = policy?.waivedBySubstitute ?? false;
      refuseUntilAccepted(late, acceptCharge, waived ? 'unless-substituted' : 'certain');
      // Who has a place already comes instead of nobody. The reply does not say so: the email does.
      const charge = waived && held?.status !== 'confirmed' ? undefined : late;

      const at = now.toISOString();
      const newBooking: NewBooking = { bookingId, reference, bookedAt: at, bookedBy: 'person', person, accessNeeds };
      const theirs = held ?? { bookingId, reference, name: person.name };
      const reply = await replyOf(ended(booking, { because: 'handed-over', at, charge }), session, work);
      const { email, colleagueEmail } = emailsOf(session, {
        from: { booking, emailId, due: charge && { charge, hadPlace: waived } },
        to: { ...theirs, workEmail: held?.workEmail ?? person.workEmail, emailId: colleagueEmailId },
        colleague: person.name,
      });
      const to = held ? { held } : { held, address, booking: newBooking };
      const of = { of: person.workEmail, asRead: asks };
      return {
        reply,
        change: (carrying) =>
          deps.bookings.handOver({ booking, at, session, charge, to, asks: of, email, colleagueEmail }, carrying),
        made: () => deps.counter.count('PlaceHandedOver'),
      };
    });
  };
};
