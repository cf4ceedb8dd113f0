import type { RetentionDecisions } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import type { RecordsFor } from '../engine/records.ts';
import { type CancellationReasons, createCancellationReasons } from './cancellation-reasons.ts';
import { createSessionNotices, type SessionNotices } from './notices.ts';
import { createOffersEnded, type OffersEnded } from './offers-ended.ts';
import { createSessionChanges, type SessionChanges } from './session-changes.ts';
import { createSessionReads, type SessionReads } from './session-reads.ts';
import { createSessionsToTell, type SessionsToTell } from './to-tell.ts';

export interface Sessions
  extends SessionReads,
    SessionChanges,
    SessionsToTell,
    SessionNotices,
    OffersEnded,
    CancellationReasons {}

export const createSessions = (deps: {
  readonly records: RecordsFor<'provide-services'>;
  readonly clock: Clock;
  readonly retention: RetentionDecisions;
}): Sessions => ({
  ...createSessionReads(deps),
  ...createSessionChanges(deps),
  ...createSessionsToTell(deps),
  ...createSessionNotices(deps),
  ...createOffersEnded(deps),
  ...createCancellationReasons(deps),
});
