import { londonDay } from '../time/london.ts';

/** What has been asked for in the name of one mailbox by forms that anybody may fill in. */
export interface Asks {
  /** In London, of the last of them. */
  readonly day: string;
  /** How many on that day. */
  readonly count: number;
  /** Its owner says that it was not them: nothing is made in this name before then. */
  readonly heldUntil?: string | undefined;
}

/** Whether its owner said that it was not them, and that still counts. */
export const isHeld = (asks: Asks | undefined, now: Date): boolean =>
  asks?.heldUntil !== undefined && now.toISOString() < asks.heldUntil;

/** How many more may make something, and an email with it, in the name of this mailbox today. */
export function asksLeft(asks: Asks | undefined, mostInADay: number, now: Date): number {
  const at = now.toISOString();
  if (asks === undefined) return mostInADay;
  if (isHeld(asks, now)) return 0;
  return asks.day === londonDay(at) ? Math.max(0, mostInADay - asks.count) : mostInADay;
}

/** Whether one more may. */
export const mayAsk = (asks: Asks | undefined, mostInADay: number, now: Date): boolean =>
  asksLeft(asks, mostInADay, now) > 0;

/** With one more, or so many. */
export function oneMore(asks: Asks | undefined, now: Date, times = 1): Asks {
  const day = londonDay(now.toISOString());
  return { ...stillHeld(asks, now), day, count: (asks?.day === day ? asks.count : 0) + times };
}

/** Held until an instant, or as long as it was held already, whichever is later. */
export function hold(asks: Asks | undefined, until: string, now: Date): Asks {
  const { heldUntil } = stillHeld(asks, now);
  return {
    day: londonDay(now.toISOString()),
    count: 0,
    ...asks,
    heldUntil: heldUntil !== undefined && heldUntil > until ? heldUntil : until,
  };
}

const stillHeld = (asks: Asks | undefined, now: Date): Pick<Asks, 'heldUntil'> =>
  isHeld(asks, now) ? { heldUntil: asks?.heldUntil } : {};
