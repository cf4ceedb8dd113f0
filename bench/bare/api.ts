import { LambdaClient } from '@aws-sdk/client-lambda';
import { createInvoke } from '#functions/website/api/invoke.ts';
import { createOwnApi } from '#functions/website/api/own-api.ts';
import { createPublicApi } from '#functions/website/api/public-api.ts';
import { requestHandler } from '#platform/request-handler.ts';
import type { ApiCall } from '../warm/pages-settings.ts';

const {
  BOOKINGS_PUBLIC = '',
  DOCUMENTS_PUBLIC = '',
  FUNDING_PUBLIC = '',
  PEOPLE_PUBLIC = '',
  PRIVACY_PUBLIC = '',
} = process.env;

/** As pages have it: a connection for each call. */
const client = new LambdaClient({
  maxAttempts: 1,
  requestHandler: requestHandler({ requestTimeout: 12_000, keepAlive: false }),
});

const api = createPublicApi(createInvoke(client), {
  bookings: BOOKINGS_PUBLIC,
  documents: DOCUMENTS_PUBLIC,
  funding: FUNDING_PUBLIC,
  people: PEOPLE_PUBLIC,
  privacy: PRIVACY_PUBLIC,
});

function ask(call: ApiCall) {
  // Each operation takes a request of its own.
  const request = call.request as never;
  if (call.operation !== 'listMyBookings') return api[call.operation](request, call.options);
  return createOwnApi(process.env.API_URL ?? '', call.token).listMyBookings(request);
}

/** The least that stands for a page: what it asks of the API, asked as it asks, and nothing made of the answers. */
export async function handler({ calls }: { readonly calls: readonly ApiCall[] }) {
  for (const call of calls) {
    const reply = await ask(call);
    if (!reply.ok) return { statusCode: reply.status, body: JSON.stringify(reply.problem) };
  }
  return { statusCode: 200, body: '' };
}
