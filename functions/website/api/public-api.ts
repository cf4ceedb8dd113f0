import { bookings } from '#functions/bookings/contract.ts';
import { documents } from '#functions/documents/contract.ts';
import { funding } from '#functions/funding/contract.ts';
import { people } from '#functions/people/contract.ts';
import { privacy } from '#functions/privacy/contract.ts';
import { type Client, createClient } from '#http/client.ts';
import type { Area } from '#http/route.ts';
import { createInvokingFetch, type Invoke } from './invoking-fetch.ts';

/** Of nowhere: what is asked goes to a function, and to no address. */
const baseUrl = 'https://api.invalid';

/** The areas that pages ask, each of the function that answers its public. */
const areas = { bookings, documents, funding, people, privacy } as const;

/** Their names, by area. */
export type PublicFunctions = Readonly<Record<keyof typeof areas, string>>;

type Bookings = Client<typeof bookings>;
type Documents = Client<typeof documents>;
type Funding = Client<typeof funding>;
type People = Client<typeof people>;
type Privacy = Client<typeof privacy>;

type Untyped = Readonly<Record<string, unknown>>;
type Loosened<Request> = { readonly [Part in keyof Request]: Part extends 'body' | 'query' ? Untyped : Request[Part] };
/** A method's parameters may be narrower than those it is given: the client checks nothing, the API does. */
type Loose<Call> = Call extends (request: infer Request, ...options: infer Options) => infer Reply
  ? { ask(request: Loosened<NonNullable<Request>>, ...options: Options): Reply }['ask']
  : never;
/** Calls with what somebody chose or typed, which is for the API to judge, and of no type before. */
export type AsTyped<Calls, Names extends keyof Calls> = { readonly [Name in Names]: Loose<Calls[Name]> };

/** What pages that everybody may see are made of, and forms that everybody may send, or who holds a link. */
export interface PublicApi
  extends Pick<
      Bookings,
      | 'getSession'
      | 'getBooking'
      | 'cancelBooking'
      | 'acceptOffer'
      | 'declineOffer'
      | 'notMyBooking'
      | 'deleteAccessNeeds'
      | 'checkCertificate'
      | 'getGroupBooking'
      | 'notMyGroupBooking'
    >,
    AsTyped<
      Bookings,
      'listSessions' | 'bookPlace' | 'bookForColleagues' | 'substitute' | 'tellAccessNeeds' | 'askForLinks'
    >,
    Pick<People, 'confirmPerson' | 'notMyRegistration' | 'stay' | 'confirmEmail' | 'refuseEmail' | 'withdrawByLink'>,
    AsTyped<People, 'registerPerson'>,
    Pick<Privacy, 'getPrivacyPolicy' | 'listPrivacyPolicyVersions' | 'getRecordOfProcessing'>,
    Pick<Documents, 'addDocument' | 'listDocuments' | 'addStatementDocument' | 'listStatementDocuments'>,
    Pick<
      Funding,
      | 'listPots'
      | 'getFundingRequest'
      | 'submitFundingRequest'
      | 'notMyFundingRequest'
      | 'getStatement'
      | 'notMyStatement'
    >,
    AsTyped<
      Funding,
      | 'checkEligibility'
      | 'startFundingRequest'
      | 'changeFundingRequest'
      | 'withdrawFundingRequest'
      | 'replyToQuestion'
      | 'askStatement'
      | 'resendStatement'
      | 'giveStatement'
      | 'redirectStatement'
      | 'reportProgress'
      | 'claimInvoice'
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
