import { bookings } from '#functions/bookings/contract.ts';
import { type Client, createClient } from '#http/client.ts';
import { createInvokingFetch, type Invoke } from './invoking-fetch.ts';

/** Of nowhere: what is asked goes to a function, and to no address. */
const baseUrl = 'https://api.invalid';

/** What pages that everybody may see are made of, and forms that everybody may send. */
export type PublicApi = Pick<
  Client<typeof bookings>,
  | 'listSessions'
  | 'getSession'
  | 'bookPlace'
  | 'getBooking'
  | 'cancelBooking'
  | 'acceptOffer'
  | 'declineOffer'
  | 'notMyBooking'
>;

/** @param functions - that answer the public of each area */
export const createPublicApi = (invoke: Invoke, functions: { readonly bookings: string }): PublicApi =>
  createClient(bookings, { baseUrl, fetch: createInvokingFetch(invoke, bookings, functions.bookings) });
