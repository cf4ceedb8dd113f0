import { bookings } from '#functions/bookings/contract.ts';
import { type CallOptions, type Client, createClient } from '#http/client.ts';
import { createInvokingFetch, type Invoke } from './invoking-fetch.ts';

/** Of nowhere: what is asked goes to a function, and to no address. */
const baseUrl = 'https://api.invalid';

type Bookings = Client<typeof bookings>;
type Untyped = Readonly<Record<string, unknown>>;

/** What pages that everybody may see are made of, and forms that everybody may send. */
export interface PublicApi
  extends Pick<
    Bookings,
    'getSession' | 'getBooking' | 'cancelBooking' | 'acceptOffer' | 'declineOffer' | 'notMyBooking'
  > {
  /** What somebody chose or typed is for the API to judge, and of no type before. */
  listSessions(request: { readonly query: Untyped }): ReturnType<Bookings['listSessions']>;
  bookPlace(request: { readonly body: Untyped }, options?: CallOptions): ReturnType<Bookings['bookPlace']>;
}

/** @param functions - that answer the public of each area */
export const createPublicApi = (invoke: Invoke, functions: { readonly bookings: string }): PublicApi =>
  createClient(bookings, { baseUrl, fetch: createInvokingFetch(invoke, bookings, functions.bookings) });
