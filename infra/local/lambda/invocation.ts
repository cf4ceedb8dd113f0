/** What Lambda answers to whoever invoked a function. */
export type Invocation =
  | { readonly ok: true; readonly payload: unknown }
  | { readonly ok: false; readonly errorType: string; readonly errorMessage: string };

export const failed = (errorType: string, errorMessage: string): Invocation => ({ ok: false, errorType, errorMessage });

/** Lambda takes and gives no more than this at once. */
export const payloadLimit = 6 * 1024 * 1024;
