import { owedMessage } from '#email/owed-message.ts';
import { refuseOtherWording } from '#http/choices.ts';
import type { UseCase } from '#http/use-case.ts';
import { carryThrough } from '#platform/work.ts';
import type { bookings } from '../contract.ts';
import { bookingInEmail } from '../telling/booking-email.ts';
import { countedAs, prepareBooking, type ReservePlaceDeps } from './reserve-place.ts';

/**
 * Books a place, or a turn in the waiting list, for whoever reads the mail of an address. The reply is what an unknown address
 * would be told at this moment, and the table is gone to as often: who sends the form learns nothing of whoever's address they typed
 * (ADR 16). Who has booked already is sent the link to what they have.
 *
 * The decision is pure and rests on what was read; the write carries the same decision as its condition, so that whoever comes at
 * once, what is decided is what holds.
 */
export const createBookPlace =
  (deps: ReservePlaceDeps): UseCase<typeof bookings.routes.bookPlace> =>
  async ({ body: { sessionId, ...wanted } }, { work, once }) => {
    if (wanted.accessNeedsWording !== undefined) refuseOtherWording('access-needs', wanted.accessNeedsWording);
    const prepared = prepareBooking(deps, 'person', wanted);
    const { booking, emailId } = prepared;
    const { workEmail } = wanted.person;

    return carryThrough({ work, once }, async () => {
      const facts = await deps.bookings.readFacts(sessionId, workEmail, work);
      const told = prepared.decide(facts);
      const { refusal, status, placeInLine, session } = told;
      const { holder } = facts;
      const reply = { status: 201, body: { status, ...(placeInLine !== undefined && { placeInLine }) } } as const;
      const isMade = refusal === undefined && holder === undefined && facts.mayAsk;
      const linkAgain =
        holder && facts.mayAsk
          ? owedMessage(emailId, { kind: 'booking-link', facts: bookingInEmail(holder, session) })
          : undefined;
      const wanted = { booking, facts: { ...facts, session } };
      return {
        reply,
        change: (carrying) =>
          isMade
            ? deps.bookings.reserve({ ...wanted, status, email: prepared.email(told) }, carrying)
            : deps.bookings.answerOnly(
                { ...wanted, decided: refusal ? 'refused' : status, linkAgain },
                refusal ? { ...carrying, once } : carrying,
              ),
        made() {
          if (!facts.mayAsk) deps.counter.count('AskPassedOver');
          if (refusal) throw refusal;
          if (isMade) deps.counter.count(countedAs(told));
        },
      };
    });
  };
