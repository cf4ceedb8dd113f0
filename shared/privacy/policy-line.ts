import type { DataClass } from './inventory.ts';
import type { Purpose } from './vocabulary.ts';

/** What this software is yet to do. Nothing else may be put off. */
export const toCome = ['applications', 'imports', 'sharing', 'analytics'] as const;
type ToCome = (typeof toCome)[number];

/** A test that fails when a line stops being true. */
export interface HoldingTest {
  readonly file: string;
  readonly name: string;
}

/** What honours a line: at least one of the first four. */
export interface Honoured {
  readonly classes?: readonly DataClass[];
  readonly purposes?: readonly Purpose[];
  /** By operation id. */
  readonly routes?: readonly string[];
  /** Paths in the hub's own data. */
  readonly settings?: readonly string[];
  readonly test: HoldingTest;
}

/** A sentence or a bullet of the policy as it was published before this software (`docs/policy/source.md`). */
export interface PolicyLine {
  readonly label: string;
  /** Word for word. */
  readonly says: string;
  readonly by: Honoured | { readonly toCome: ToCome };
}
