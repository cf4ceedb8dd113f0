import { bookings } from '#functions/bookings/contract.ts';
import { documents } from '#functions/documents/contract.ts';
import { funding } from '#functions/funding/contract.ts';
import { people } from '#functions/people/contract.ts';
import { privacy } from '#functions/privacy/contract.ts';
import { type CallOptions, type Client, createClient } from '#http/client.ts';
import type { Area } from '#http/route.ts';
import { createInvokingFetch, type Invoke } from './invoking-fetch.ts';

/** Of nowhere: what is asked goes to a function, and to no address. */
const baseUrl = 'https://api.invalid';

/** The areas that pages ask, each of the function that answers its public. */
const areas = { bookings, documents, funding, people, privacy } as const;

/** Their names, by area. */
export type PublicFunctions = Readonly<Record<keyof typeof areas, string>>;

type Bookings = Client<typeof bookings>;
type Untyped = Readonly<Record<string, unknown>>;

/** What somebody chose or typed is for the API to judge, and of no type before. */
interface AsTyped {
  listSessions(request: { readonly query: Untyped }): ReturnType<Bookings['listSessions']>;
  bookPlace(request: { readonly body: Untyped }, options?: CallOptions): ReturnType<Bookings['bookPlace']>;
  bookForColleagues(
    request: { readonly body: Untyped },
    options?: CallOptions,
  ): ReturnType<Bookings['bookForColleagues']>;
}

/** What pages that everybody may see are made of, and forms that everybody may send, or who holds a link. */
export interface PublicApi
  extends AsTyped,
    Pick<
      Bookings,
      | 'getSession'
      | 'getBooking'
      | 'cancelBooking'
      | 'acceptOffer'
      | 'declineOffer'
      | 'notMyBooking'
      | 'getGroupBooking'
      | 'notMyGroupBooking'
    > {}

export function createPublicApi(invoke: Invoke, functions: PublicFunctions): PublicApi {
  const asking = <A extends Area>(area: A, functionName: string): Client<A> =>
    createClient(area, { baseUrl, fetch: createInvokingFetch(invoke, area, functionName) });
  return {
    ...asking(areas.bookings, functions.bookings),
    ...asking(areas.documents, functions.documents),
    ...asking(areas.funding, functions.funding),
    ...asking(areas.people, functions.people),
    ...asking(areas.privacy, functions.privacy),
  };
}
