import { type Asks, asksLeft, hold, isHeld, mayAsk, oneMore } from '#domain/people/asks.ts';
import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import { absent, all, type Condition, present, when } from '../engine/conditions.ts';
import type { FactsOf } from '../engine/record.ts';
import { check, put, type Write } from '../engine/writes.ts';
import { keys } from '../keys.ts';
import { AsksRecord } from './items.ts';
import { AsksView } from './views.ts';

/** What has been asked for in the name of a mailbox, as it was read. */
export type StoredAsks = FactsOf<typeof AsksView>;

/** Read together with what else the decision rests on. */
export const asksOf = (address: string) => [AsksView, keys.asks(address)] as const;

const asRead = (asks: StoredAsks | undefined): Condition =>
  asks === undefined ? absent : all(present, when(AsksRecord).asRead(asks, 'day', 'count', 'heldUntil'));

/**
 * The ceiling on what forms that anybody may fill in can cause in the name of one mailbox. Every such form reads
 * {@link asksOf} with its facts, and keeps one of these writes in its own change: `oneMore` where it makes something,
 * `unchanged` where it makes nothing, so that nobody can tell from the reply, or from how often it went to the table, which it was.
 */
export function createAsksWrites({
  clock,
  hub,
}: {
  readonly clock: Clock;
  readonly hub: Pick<Hub, 'retention' | 'openForms'>;
}) {
  const keep = (address: string, before: StoredAsks | undefined, next: Asks): Write<typeof AsksRecord> => {
    const from = next.heldUntil ?? clock().toISOString();
    return put(AsksRecord, keys.asks(address), { ...next, ends: { after: from } }, asRead(before));
  };
  return {
    /** How many more may be made today. */
    left: (asks: StoredAsks | undefined): number => asksLeft(asks, hub.openForms.mostPerMailboxAndDay, clock()),
    isHeld: (asks: StoredAsks | undefined): boolean => isHeld(asks, clock()),
    mayAsk: (asks: StoredAsks | undefined): boolean => mayAsk(asks, hub.openForms.mostPerMailboxAndDay, clock()),
    /** @param times - how many more, where one form sends several emails */
    oneMore: (address: string, asks: StoredAsks | undefined, times = 1): Write<typeof AsksRecord> =>
      keep(address, asks, oneMore(asks, clock(), times)),
    unchanged: (address: string, asks: StoredAsks | undefined): Write<typeof AsksRecord> =>
      check(AsksRecord, keys.asks(address), asRead(asks)),
    /** Nothing is made in the name of this mailbox until then (ISO 8601 UTC). */
    hold: (address: string, asks: StoredAsks | undefined, until: string): Write<typeof AsksRecord> =>
      keep(address, asks, hold(asks, until, clock())),
  };
}
