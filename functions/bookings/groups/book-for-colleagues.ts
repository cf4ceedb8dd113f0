import { mismatches } from '#domain/bookings/audience.ts';
import { decideGroup, placesLeft } from '#domain/bookings/places.ts';
import { faultsOfBoroughs } from '#domain/boroughs.ts';
import { owedMessage } from '#email/owed-message.ts';
import { refuseFaults } from '#http/faults.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import { carryThrough } from '#platform/work.ts';
import { type GroupReserving, isMadeFor, type Wanted } from '#records/bookings/group-reserving.ts';
import type { StoredSession } from '#records/bookings/stored-session.ts';
import type { bookings } from '../contract.ts';
import { refusalOf, refusalOfOthers } from '../places/refusals.ts';
import { countedAs, draftBooking, type ReservePlaceDeps } from '../places/reserve-place.ts';
import { bookingInEmail, sessionInEmail } from '../telling/booking-email.ts';

type Drafted = ReturnType<typeof draftBooking>;

/** @throws ProblemError `not-valid`, at the field that says of a colleague, or of all, that the session is not for them */
function refuseOthers({ session }: StoredSession, drafted: readonly Drafted[]): void {
  const faults = drafted.flatMap(({ booking: { person } }, at) =>
    mismatches(session.audience, person).map((because) => ({
      field: because === 'role' ? `colleagues/${at}/jobRole` : 'booker/workplace/borough',
      detail: refusalOfOthers(session, person)?.facts.detail ?? 'This session is for others',
    })),
  );
  // All of them work in one borough.
  refuseFaults(faults.filter(({ field }, at) => faults.findIndex((other) => other.field === field) === at));
}

/** What a session that cannot take all of them answers. */
function fullFor({ places }: StoredSession): ProblemError {
  const left = placesLeft(places);
  if (left === 0) return new ProblemError('session-full', { detail: 'There is no waiting list to join' });
  const free = left === 1 ? 'is only 1 place' : `are only ${left} places`;
  return new ProblemError('session-full', { detail: `There ${free} left, and no waiting list to join` });
}

/**
 * Books for several colleagues at once, in one change. Of each of them, whoever books is told what they would be of an address that
 * nobody knows (ADR 16), as if none of them had a booking: a place that is left free by that is offered to who waits at once.
 */
export const createBookForColleagues =
  (deps: ReservePlaceDeps & { readonly groups: GroupReserving }): UseCase<typeof bookings.routes.bookForColleagues> =>
  async ({ body: { sessionId, booker, colleagues } }, { work, once }) => {
    const { workplace } = booker;
    refuseFaults(faultsOfBoroughs(deps.hub, [workplace.borough], () => 'booker/workplace/borough'));
    const [groupBookingId, emailId] = [deps.newId(), deps.newId()];
    const bookedAt = deps.clock().toISOString();
    // Ids are made in the order of the colleagues, which is their order in the line.
    const drafted = colleagues.map((colleague) =>
      draftBooking(
        deps,
        'person',
        { person: { ...colleague, workplace }, managerEmail: booker.workEmail },
        booker.name,
      ),
    );
    const asked = {
      sessionId,
      booker: booker.workEmail,
      colleagues: colleagues.map(({ workEmail }) => workEmail),
    };

    return carryThrough({ work, once }, async () => {
      const read = await deps.groups.readFacts(asked, work);
      if (!read.session) throw new ProblemError('session-not-found');
      const facts = { ...read, session: read.session };
      const { session } = facts;
      const decision = decideGroup(session.places, colleagues.length, new Date(bookedAt));
      if (decision === 'full') throw fullFor(session);
      if (typeof decision === 'string') throw refusalOf(decision, session) ?? new ProblemError('session-not-found');
      refuseOthers(session, drafted);

      const { confirmed } = decision;
      const outcomes = drafted.map((_, at) =>
        at < confirmed
          ? ({ status: 'confirmed' } as const)
          : ({ status: 'waitlisted', placeInLine: session.places.waitlisted + 1 + at - confirmed } as const),
      );
      const wanted = drafted.flatMap((draft, at): Wanted[] => {
        const [outcome, known] = [outcomes[at], facts.colleagues[at]];
        if (!outcome || !known) return [];
        const { holder } = known;
        return [
          {
            booking: draft.booking,
            told: outcome.status,
            facts: known,
            email: draft.email({
              session,
              placeInLine: outcome.status === 'waitlisted' ? outcome.placeInLine : undefined,
            }),
            linkAgain:
              holder && owedMessage(draft.emailId, { kind: 'booking-link', facts: bookingInEmail(holder, session) }),
          },
        ];
      });
      const email = owedMessage(emailId, {
        kind: 'colleagues-booked',
        facts: {
          groupBookingId,
          name: booker.name,
          session: sessionInEmail(session),
          colleagues: wanted.map(({ booking: { person }, told }) => ({ name: person.name, status: told })),
        },
      });
      return {
        reply: { status: 201, body: { colleagues: outcomes } } as const,
        change: (carrying) =>
          deps.groups.book(
            { booker: { groupBookingId, bookedAt, ...booker }, facts, colleagues: wanted, confirmed, email },
            carrying,
          ),
        made() {
          for (const each of wanted) if (isMadeFor(facts, each)) deps.counter.count(countedAs({ status: each.told }));
          const passedOver = facts.booker.mayAsk ? wanted.filter((each) => !each.facts.mayAsk).length : wanted.length;
          if (passedOver > 0) deps.counter.count('AskPassedOver', passedOver);
        },
      };
    });
  };
