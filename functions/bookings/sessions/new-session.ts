import type * as z from 'zod';
import { faultsOfSession, type SessionFault } from '#domain/bookings/session.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { Hub } from '#hub/hub.ts';
import { placesOf, type StoredSession } from '#records/bookings/sessions.ts';
import type { NewSession } from '../schemas.ts';

/** @throws ProblemError `not-valid`, pointing at each field that a fault is in */
export function refuseFaults(faults: readonly SessionFault[]): void {
  if (faults.length === 0) return;
  const errors = faults.map(({ field, detail }) => ({ in: 'body' as const, pointer: `/${field}`, detail }));
  throw new ProblemError('not-valid', { errors });
}

/** Boroughs that are none of the hub's: nobody who works there could book. */
export const faultsOfBoroughs = ({ boroughs }: Hub, audience: { readonly boroughs: readonly string[] } | undefined) =>
  (audience?.boroughs ?? []).flatMap((borough, index): SessionFault[] =>
    boroughs.includes(borough)
      ? []
      : [{ field: `audience/boroughs/${index}`, detail: `Choose one of: ${boroughs.join(', ')}` }],
  );

/**
 * A draft of what staff have entered; where they say nothing of a cancellation policy, with the hub's own.
 *
 * @throws ProblemError `not-valid`
 */
export function draftOf(
  hub: Hub,
  entered: z.output<typeof NewSession>,
  made: { readonly sessionId: string; readonly createdAt: string; readonly seriesId?: string },
): StoredSession {
  const { capacity, hasWaitingList, ...given } = entered;
  const details = {
    ...given,
    cancellationPolicy: given.cancellationPolicy === undefined ? hub.cancellationPolicy : given.cancellationPolicy,
  };
  refuseFaults([
    ...faultsOfSession({ ...details, capacity, hasWaitingList }, new Date(made.createdAt)),
    ...faultsOfBoroughs(hub, details.audience),
  ]);
  const session = { ...details, ...made, status: 'draft', version: 1, sequence: 0 } as StoredSession['session'];
  return {
    session,
    places: placesOf(session, { capacity, hasWaitingList, taken: 0, offered: 0, waitlisted: 0 }),
  };
}
