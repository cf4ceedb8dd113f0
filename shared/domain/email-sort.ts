/** What an email is for: what its reader booked, asked for or must be told of; or news, which nobody is sent without their consent. */
export type EmailSort = 'service' | 'news';

declare const sort: unique symbol;
/** What is of a sort. Told by types alone, so that what is of one is not taken for the other by whoever owes it. */
export interface OfSort<Sort extends EmailSort> {
  readonly [sort]: Sort;
}
