import { type Counters, nobody, placesOf } from '#domain/bookings/places.ts';
import type { Session } from '#domain/bookings/session.ts';
import { firstVersion, versionAfter } from '#domain/numbers.ts';
import type { FactsOf } from '../engine/record.ts';
import type { PlacesView, SessionView } from './views.ts';

/** A session and how its places stand: two records, so that a booking rewrites only the small one. */
export interface StoredSession {
  readonly session: FactsOf<typeof SessionView>;
  readonly places: FactsOf<typeof PlacesView>;
}

type Given<T> = { readonly [Field in keyof T]?: T[Field] | undefined };

/** What a change makes different; what is left out, or `undefined`, stays as it is. */
export interface SessionChanges {
  readonly session?: Given<Omit<Session, 'sessionId' | 'seriesId' | 'createdAt' | 'version'>>;
  readonly places?: Given<Pick<Counters, 'capacity' | 'hasWaitingList'>>;
  /** Why it is cancelled, which is no part of the session. */
  readonly cancellationReason?: string;
}

/** Its first version, of which nobody has been told anything yet. */
export function newSession(
  draft: Omit<Session, 'status' | 'version' | 'sequence'>,
  places: Pick<Counters, 'capacity' | 'hasWaitingList'>,
): StoredSession {
  const session = { ...draft, status: 'draft', version: firstVersion, sequence: 0 } as const;
  return { session, places: placesOf(session, { ...places, ...nobody }) };
}

/** The version after this one. Nobody holds a place of what is cancelled, and the bookings follow. */
export function changedSession(before: StoredSession, changes: SessionChanges): StoredSession {
  const session = { ...before.session, ...given(changes.session), version: versionAfter(before.session) };
  const counters = { ...before.places, ...given(changes.places), ...(session.status === 'cancelled' && nobody) };
  return { session, places: placesOf(session, counters) };
}

const given = <T>(changes: Given<T> = {}): Partial<T> =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Partial<T>;
