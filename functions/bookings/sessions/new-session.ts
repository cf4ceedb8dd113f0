import type * as z from 'zod';
import { cancellationPolicy } from '#domain/bookings/cancellation-policy.ts';
import { faultsOfSession } from '#domain/bookings/session.ts';
import { faultsOfBoroughs } from '#domain/boroughs.ts';
import { refuseFaults } from '#http/faults.ts';
import type { Hub } from '#hub/hub.ts';
import { newSession, type StoredSession } from '#records/bookings/stored-session.ts';
import type { NewSession } from './schemas.ts';

/** Nobody who works in a borough that is none of the hub's could book. */
export const faultsOfAudience = (hub: Hub, audience: { readonly boroughs: readonly string[] } | undefined) =>
  faultsOfBoroughs(hub, audience?.boroughs ?? [], (index) => `audience/boroughs/${index}`);

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
  const { capacity, hasWaitingList, cancellationPolicy: given, ...rest } = entered;
  const policy = given === undefined ? cancellationPolicy.nullable().parse(hub.cancellationPolicy) : given;
  const details = { ...rest, cancellationPolicy: policy };
  refuseFaults([
    ...faultsOfSession({ ...details, capacity, hasWaitingList }, new Date(made.createdAt)),
    ...faultsOfAudience(hub, details.audience),
  ]);
  return newSession({ ...details, ...made }, { capacity, hasWaitingList });
}
