import type { RecordedCall } from '../recorded.ts';

/** What the process that answers warm requests is told. */
export interface WarmSettings {
  readonly ours: { readonly file: string; readonly handler: string };
  readonly bare: string;
  /** With `somebody` where each request is of another person. */
  readonly event: unknown;
  /** What ours is to answer. */
  readonly status: number;
  readonly calls: readonly RecordedCall[];
  /** Whose ids stay in what is sent again. */
  readonly given: Readonly<Record<string, string>>;
  /** How many requests are measured as one. */
  readonly atOnce: number;
  readonly pairs: number;
  readonly warmUps: number;
}
