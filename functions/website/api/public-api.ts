import { bookings } from '#functions/bookings/contract.ts';
import { type Client, createClient } from '#http/client.ts';
import type { Area } from '#http/route.ts';
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
export function createPublicApi(invoke: Invoke, functions: { readonly bookings: string }): PublicApi {
  const clientOf = <A extends Area>(area: A, functionName: string) =>
    createClient(area, { baseUrl, fetch: createInvokingFetch(invoke, area, functionName) });
  return {
    ...clientOf(bookings, functions.bookings),
  };
}
