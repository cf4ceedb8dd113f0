import type { Context } from 'aws-lambda';
import type { SealStore } from '#documents/seal-store.ts';
import { addDays } from '#domain/time/calendar-time.ts';
import type { Clock } from '#platform/clock.ts';
import type { Log } from '#platform/logger.ts';
import { workWithin } from '#platform/work.ts';
import { dayOf, type Seal } from '#records/engine/audit-chains.ts';
import type { AuditHeads } from '#records/engine/audit-heads.ts';

/** A day is sealed once it is over for so long that whatever was being written has been, and stands in the index. */
const settledAfterMs = 3_600_000;
/** So far back it looks for days that it has missed, wherever they lie: a month, in which somebody has seen its alarm. */
const mostDays = 31;

/** Seals once a day where each chain of the audit trail has come to, so that what is taken out or changed later shows. */
export const createSealHeads =
  (deps: {
    readonly heads: Pick<AuditHeads, 'headsOfDay'>;
    readonly seals: Pick<SealStore, 'keep'>;
    readonly clock: Clock;
    readonly log: Log;
  }) =>
  async (_event: unknown, context: Context): Promise<{ sealed: readonly string[] }> => {
    deps.log.begin({ awsRequestId: context.awsRequestId });
    const work = workWithin(context);
    const now = deps.clock();
    const sealed: string[] = [];
    // Oldest first, and past those that are sealed: who breaks off after some of them has left the others to be found.
    for (let back = mostDays; back >= 1; back -= 1) {
      const day = dayOf(addDays(new Date(now.getTime() - settledAfterMs), -back).toISOString());
      const heads = await deps.heads.headsOfDay(day, work);
      const seal: Seal = { v: 1, day, sealedAt: now.toISOString(), heads };
      if ((await deps.seals.keep(day, JSON.stringify(seal))) === 'kept-before') continue;
      deps.log.event('audit-sealed', { day, chains: heads.length });
      sealed.push(day);
    }
    return { sealed };
  };
