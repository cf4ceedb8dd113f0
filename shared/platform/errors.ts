/** The stores could not get their turn before the request's deadline. Nothing was changed; trying again may succeed. */
export class BusyError extends Error {
  override readonly name = 'BusyError';
}

/** Whether a client of AWS's, or `fetch`, had no answer in its time, or was ended before: what was asked may have been done. */
export const isLate = (error: unknown): boolean =>
  error instanceof Error && ['TimeoutError', 'AbortError'].includes(error.name);

/** What was asked for takes longer than the time that there is: less of it, or the same again by the same key, may succeed. */
export class OutOfTimeError extends Error {
  override readonly name = 'OutOfTimeError';
}

/** A change would write more records than one transaction takes. It was not even tried: the design of that change is wrong. */
export class TooManyWritesError extends Error {
  override readonly name = 'TooManyWritesError';
}

/** Something was to be read for a purpose that the function which reads it does not have. A fault of the code, never of who asks. */
export class PurposeError extends Error {
  override readonly name = 'PurposeError';
}

/** A list's cursor is not one that this list gave out. */
export class CursorNotValidError extends Error {
  override readonly name = 'CursorNotValidError';
}

/** The same request, under the same Idempotency-Key, was carried out before: this is what it was answered. */
export class AlreadyDoneError extends Error {
  override readonly name = 'AlreadyDoneError';
  readonly reply: { readonly status: number; readonly body: unknown };

  constructor(reply: { readonly status: number; readonly body: unknown }) {
    super('already done');
    this.reply = reply;
  }
}

/** The Idempotency-Key was used before, for another request. */
export class KeyReusedError extends Error {
  override readonly name = 'KeyReusedError';
}

/** A stored item that today's code cannot read: what it is, where it stands and which fields are wrong; nothing of what it says. */
export interface Unreadable {
  readonly recordType: string;
  /** Partition and sort key: ids and hashes, which name nobody. */
  readonly key: string;
  /** Names of the fields at fault, without what stands in them. */
  readonly fields: string;
}

/** What was asked for is kept in a way that this version of the software cannot read: written by a newer one, or spoilt. */
export class NotReadableError extends Error {
  override readonly name = 'NotReadableError';
  readonly unreadable: Unreadable;

  constructor(unreadable: Unreadable) {
    super(`${unreadable.recordType} cannot be read`);
    this.unreadable = unreadable;
  }
}
