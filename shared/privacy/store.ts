import type { Hub } from '#hub/hub.ts';
import type { DataClass } from './inventory.ts';
import type { StoreKind } from './store-kinds.ts';

/** How long a store keeps what is in it, at most. */
export type Kept =
  /** Each item or object ends with the record that it is or belongs to, whose class says when; `backstopDays` is for what that misses. */
  | { readonly ends: 'with-its-record'; readonly backstopDays?: (hub: Hub) => number }
  /** So long after it came: the hub's own decision. Of objects with versions, an old one goes `oldVersionDays` after it became one. */
  | { readonly ends: 'after'; readonly days: (hub: Hub) => number; readonly oldVersionDays?: number }
  /** A property of the service, which nobody can set otherwise, or which nobody has. */
  | { readonly ends: 'by-aws'; readonly hours: number; readonly says: string }
  /** Whatever is in it stays until somebody takes it out. */
  | { readonly ends: 'when-emptied' };

/** A place outside the records' fields that holds something of somebody's, or may. */
export interface Store {
  readonly kind: StoreKind;
  /** The ids in the templates, without the hash behind them, of the resources that it is kept in. */
  readonly named: RegExp;
  /** Where a resource holds several: what its keys begin with. */
  readonly part?: string;
  /** In plain English: the record of processing can say it as it stands. */
  readonly holds: string;
  /** Of the data inventory. None where nothing in it is anybody's, or no class says so yet. */
  readonly classes: readonly DataClass[];
  readonly kept: Kept;
  readonly emptied: string;
}
