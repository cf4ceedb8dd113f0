import type { Context } from 'hono';
import { londonDay } from '#domain/time/london.ts';
import { answered } from '../../api/answered.ts';
import type { SiteDeps } from '../../deps.ts';
import type { Filled } from '../../forms/sending.ts';
import { tokenOf } from '../../links.ts';
import { choicesOf } from './questions.ts';
import type { Request } from './request-words.ts';

/** Where all pages of a request are. */
export const root = '/funding-requests/:fundingRequestId';

/** What a link to a request opens. */
export interface Opened {
  readonly path: { readonly fundingRequestId: string };
  readonly token: string;
}

/** @throws ProblemError where nobody came by their link since they opened their browser */
export const opened = (c: Context): Opened => ({
  path: { fundingRequestId: c.req.param('fundingRequestId') ?? '' },
  token: tokenOf(c),
});

/** Back to the request, whatever became of what was sent. */
export const back = (c: Context): Response => c.redirect(`/funding-requests/${c.req.param('fundingRequestId')}`, 303);

/** Which request a form is about; nothing where it cannot be read at the moment. */
export const captionOf = (request: Pick<Request, 'reference'> | undefined): string | undefined =>
  request && `Funding request ${request.reference}`;

/** What the pages of a request have in common: what they read of it, and how their forms begin. */
export function createRequestDesk({ api, hub, clock, newKey }: Pick<SiteDeps, 'api' | 'hub' | 'clock' | 'newKey'>) {
  const requestOf = async ({ path, token }: Opened): Promise<Request> =>
    (await answered(api.getFundingRequest({ path }, { token }))).body;
  const openPots = async () => (await answered(api.listPots())).body.items;

  return {
    requestOf,
    openPots,
    read: (c: Context) => requestOf(opened(c)),
    documentsOf: async ({ path, token }: Opened) => (await answered(api.listDocuments({ path }, { token }))).body.items,
    choices: () => choicesOf(hub, londonDay(clock().toISOString())),
    /** A form that nobody has filled in yet. */
    empty: (): Filled => ({ typed: {}, faults: {}, key: newKey() }),
    newKey,
  };
}
export type RequestDesk = ReturnType<typeof createRequestDesk>;
