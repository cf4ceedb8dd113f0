import { randomUUID } from 'node:crypto';
import { bookings } from '#functions/bookings/contract.ts';
import { funding } from '#functions/funding/contract.ts';
import { consents } from '#functions/people/consents/contract.ts';
import { people } from '#functions/people/contract.ts';
import { privacy } from '#functions/privacy/contract.ts';
import { cpd, training } from '#functions/training/contract.ts';
import { type Client, createClient } from '#http/client.ts';
import { ProblemError } from '#http/problem-error.ts';
import { problemReply } from '#http/problem-reply.ts';
import { failureAs } from './failures.ts';
import type { AsTyped } from './public-api.ts';
import { untilAnswered } from './waiting.ts';

/** The gateway takes the token no more: its user was signed out, or it has ended. */
export class SignedOutError extends ProblemError {
  constructor() {
    super('sign-in-needed');
  }
}

type People = Client<typeof people>;
type Consents = Client<typeof consents>;
type Training = Client<typeof training>;

/** What the pages of an account are made of: routes for learners, and no others. */
export interface OwnApi
  extends Pick<People, 'getProfile' | 'takeLink'>,
    AsTyped<People, 'changeProfile' | 'changeEmail' | 'leave'>,
    Pick<Client<typeof bookings>, 'listMyBookings'>,
    Pick<Client<typeof funding>, 'listMyFundingRequests'>,
    Pick<Client<typeof privacy>, 'listMyHoldings'>,
    Pick<Training, 'listTrainingRecords' | 'deleteTrainingRecord'>,
    AsTyped<Training, 'addTrainingRecord' | 'changeTrainingRecord' | 'disputeTrainingRecord'>,
    Pick<Client<typeof cpd>, 'getCpdLog'>,
    Pick<
      Consents,
      | 'listConsents'
      | 'giveConsent'
      | 'takeBackConsent'
      | 'object'
      | 'takeBackObjection'
      | 'getDemographics'
      | 'deleteDemographics'
    >,
    AsTyped<Consents, 'saveDemographics'> {}

/** By the gateway, which checks the token: pages could be anybody where they asked the functions themselves. */
export function createOwnApi(apiUrl: string, token: string, ask: typeof fetch = fetch): OwnApi {
  const asking: typeof fetch = async (input, init) => {
    const response = await ask(input, { ...init, signal: untilAnswered(), redirect: 'error' }).catch(
      (error: unknown) => {
        const { statusCode, headers, body } = problemReply(failureAs(error), randomUUID());
        return new Response(body, {
          status: statusCode,
          headers: Object.entries(headers ?? {}).map(([n, v]) => [n, `${v}`]),
        });
      },
    );
    if (response.status === 401) throw new SignedOutError();
    return response;
  };
  const options = { baseUrl: apiUrl, token, fetch: asking };
  return {
    ...createClient(bookings, options),
    ...createClient(consents, options),
    ...createClient(cpd, options),
    ...createClient(funding, options),
    ...createClient(people, options),
    ...createClient(privacy, options),
    ...createClient(training, options),
  };
}
