import type { CallOptions } from '#http/client.ts';

/** A call of the API that a page makes, as the typed client is given it: of anybody, or of who has signed in. */
export type ApiCall = { readonly request: unknown } & (
  | { readonly operation: 'getSession' | 'listSessions' | 'getBooking' | 'listPots'; readonly options?: CallOptions }
  | { readonly operation: 'listMyBookings'; readonly token: string }
);

/** A function's bundle, with what it is given beside what all are. */
export interface LoadedWith {
  readonly file: string;
  readonly handler: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** What the process that makes pages is told. */
export interface PagesSettings {
  readonly pages: LoadedWith;
  /** The functions that pages ask, by the names that they are invoked by. */
  readonly asked: Readonly<Record<string, LoadedWith>>;
  /** Which of them answers what is asked by the gateway, and who it says that asks. */
  readonly byGateway: { readonly name: string; readonly claims: Readonly<Record<string, string>> };
  /** Asks the same, and makes nothing of it. */
  readonly bare: string;
  /** The page, as the gateway asks for it. */
  readonly event: unknown;
  /** What stands in the page, by which it is known that it is this one, and whole. */
  readonly says: string;
  readonly calls: readonly ApiCall[];
  /** How many pages are measured as one. */
  readonly atOnce: number;
  readonly pairs: number;
  readonly warmUps: number;
}
