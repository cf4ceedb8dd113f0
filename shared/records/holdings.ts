import * as z from 'zod';
import { CursorNotValidError } from '#platform/errors.ts';
import type { Work } from '#platform/work.ts';
import { type HeldValue, heldValues } from '#privacy/holdings.ts';
import type { SubjectRole } from '#privacy/subjects.ts';
import { fieldClassesOf } from '#privacy/views.ts';
import type { TrailOf } from './audit-of.ts';
import type { AuditEntry } from './engine/audit-chains.ts';
import type { Page, PageRequest } from './engine/reading.ts';
import { kindOf, recordTypes } from './engine/record.ts';
import type { createEverythingOf, Holding } from './everything-of.ts';

/** A record that is somebody's, as they are shown it. */
export interface Held {
  /** Of the record: `booking`. */
  readonly type: string;
  readonly role: SubjectRole;
  /** ISO 8601 UTC; none while it has no end yet. */
  readonly endsAt: string | undefined;
  readonly values: readonly HeldValue[];
  /** What staff did to it, oldest first. */
  readonly trail: readonly AuditEntry[];
}

export interface Holdings {
  /**
   * Page by page in an order that stands still, whatever else is made meanwhile.
   *
   * @param confirmed - for themselves: nothing of another spelling of their addresses
   * @returns with the page, how many records there are of each kind on all of them
   * @throws CursorNotValidError
   */
  list(
    address: string,
    page: PageRequest,
    work: Work,
    confirmed?: ReadonlySet<string>,
  ): Promise<{ readonly page: Page<Held>; readonly counts: Readonly<Record<string, number>> }>;
  /** How many records there are of each kind. */
  count(address: string, work: Work): Promise<Readonly<Record<string, number>>>;
}

const placeOf = ({ type, role, key }: Holding): string => [type, role, key.pk, key.sk].join('\n');

const Position = z.string().min(1).max(600);
const cursorAt = (place: string): string => Buffer.from(place).toString('base64url');
const positionOf = (cursor: string): string => {
  const place = Position.safeParse(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (!place.success) throw new CursorNotValidError('The cursor is not one of ours');
  return place.data;
};

const countByType = (holdings: readonly Holding[]): Record<string, number> =>
  Object.fromEntries(
    [...Map.groupBy(holdings, ({ type }) => type)]
      .map(([type, each]) => [type, each.length] as const)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );

const classesByType = new Map(
  recordTypes.flatMap((schema) => {
    const kind = kindOf(schema);
    return kind ? [[kind.type, fieldClassesOf(schema) ?? {}] as const] : [];
  }),
);

/** Who is only named in something is not told what was done to it. */
const isTold = ({ role }: Holding): boolean => role !== 'manager' && role !== 'learner';

export function createHoldings({
  everythingOf,
  trailOf,
}: {
  readonly everythingOf: ReturnType<typeof createEverythingOf>;
  readonly trailOf: TrailOf;
}): Holdings {
  async function show(holding: Holding, work: Work): Promise<Held> {
    const { type, role, record } = holding;
    const expiresAt = typeof record.expiresAt === 'number' ? record.expiresAt : undefined;
    return {
      type,
      role,
      endsAt: expiresAt === undefined ? undefined : new Date(expiresAt * 1000).toISOString(),
      values: heldValues(holding, classesByType.get(type) ?? {}),
      // The trail names things as their records' partitions do.
      trail: isTold(holding) ? await trailOf(holding.key.pk, work) : [],
    };
  }

  return {
    async list(address, { limit, cursor }, work, confirmed) {
      const after = cursor === undefined ? '' : positionOf(cursor);
      const all = await everythingOf(address, work, { confirmed });
      const left = all
        .map((holding) => ({ holding, place: placeOf(holding) }))
        .filter(({ place }) => place > after)
        .sort((a, b) => (a.place < b.place ? -1 : 1));
      const shown = left.slice(0, limit);
      const last = shown.at(-1);
      return {
        page: {
          items: await Promise.all(shown.map(({ holding }) => show(holding, work))),
          ...(last && left.length > limit && { nextCursor: cursorAt(last.place) }),
        },
        counts: countByType(all),
      };
    },

    count: async (address, work) => countByType(await everythingOf(address, work)),
  };
}
