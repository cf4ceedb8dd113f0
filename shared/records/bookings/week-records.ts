import type * as z from 'zod';
import { firstVersion, versionAfter } from '#domain/numbers.ts';
import type { Clock } from '#platform/clock.ts';
import { NotReadableError } from '#platform/errors.ts';
import type { Work } from '#platform/work.ts';
import { absent, any, present } from '../engine/conditions.ts';
import type { RecordsFor } from '../engine/records.ts';
import { put, revise } from '../engine/writes.ts';
import { inListingWeeks, keys } from '../keys.ts';
import { ListingWeekRecord } from './items.ts';
import type { pack } from './packed-listing.ts';
import { ListingWeekView } from './views.ts';

type Packed = ReturnType<typeof pack>;

/** A week as it is kept; none where it was never written, or where its record cannot be read. */
interface KeptWeek {
  readonly week: string;
  readonly isReadable: boolean;
  readonly before: z.output<typeof ListingWeekView> | undefined;
}

/** The records of weeks, each written upon what was read of it. */
export function createWeekRecords({ records, clock }: { readonly records: RecordsFor<never>; readonly clock: Clock }) {
  const newWeek = (week: string, packed: Packed, version = firstVersion, condition = absent) =>
    put(
      ListingWeekRecord,
      keys.listingWeek(week),
      { week, version, packed, ...inListingWeeks(week, version) },
      condition,
    );

  /** In place of one whose version nobody can tell: in a version that nobody can have read. */
  const weekAnew = (week: string, packed: Packed) => newWeek(week, packed, clock().getTime(), any(absent, present));

  const revisionOf = (before: { readonly week: string; readonly version: number }, packed: Packed) =>
    revise(ListingWeekRecord, keys.listingWeek(before.week), before, {
      set: { packed, ...inListingWeeks(before.week, versionAfter(before)) },
      ...(packed === undefined && { remove: ['packed' as const] }),
    });

  return {
    /** What cannot be read is reported. */
    async find(week: string, work: Work): Promise<KeptWeek> {
      try {
        const before = await records.find(ListingWeekView, keys.listingWeek(week), work);
        return { week, isReadable: true, before };
      } catch (error) {
        if (!(error instanceof NotReadableError)) throw error;
        return { week, isReadable: false, before: undefined };
      }
    },

    /** @returns whether nobody else has just written it */
    async write({ week, isReadable, before }: KeptWeek, packed: Packed, work: Work): Promise<boolean> {
      if (before) return (await records.updateOne(revisionOf(before, packed), work)).done;
      const written = isReadable ? newWeek(week, packed) : weekAnew(week, packed);
      return (await records.commit({ week: written }, { work })).done;
    },
  };
}
