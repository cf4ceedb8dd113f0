import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { createRequestDesk } from '#functions/website/funding/request/opened.ts';
import { addReports } from '#functions/website/funding/request/report-routes.tsx';
import type { Request } from '#functions/website/funding/request/request-words.ts';
import { createPage } from '#functions/website/layout.tsx';
import type { Refused } from '#http/client.ts';
import { southEastLondon } from '#hub/south-east-london.ts';

const path = '/funding-requests/01KF2A2C4E6G8J1M3P5R7T9V2X';
const documentId = '01KF5A2C4E6G8J1M3P5R7T9V2X';
const headers = { Cookie: `__Secure-link=${'a'.repeat(43)}` };

const busy: Refused = {
  ok: false,
  status: 503,
  code: 'busy',
  problem: { type: 'about:blank', title: 'Busy', status: 503, instance: 'a-request' },
  headers: new Headers(),
};

/** The pages of one request, of an API that answers what is said of it here. */
function pagesOf(request: Partial<Request>, reply: Refused | { readonly ok: true } = busy) {
  const sent: unknown[] = [];
  const answer = (body: unknown) => ({ ok: true, status: 200, body, headers: new Headers() });
  const api = {
    getFundingRequest: async () =>
      answer({ fundingRequestId: path.slice(-26), reference: 'A', progress: [], invoices: [], ...request }),
    listDocuments: async () => busy,
    replyToQuestion: async (asked: unknown) => {
      sent.push(asked);
      return reply;
    },
  };
  const newKey = () => 'a-key-that-is-new';
  const page = createPage({ hub: southEastLondon, styles: '', script: '', isSignedIn: () => false });
  const deps = { api, page, hub: southEastLondon, clock: () => new Date('2027-01-18T09:00:00Z'), newKey } as never;
  const site = new Hono();
  addReports(site, deps, createRequestDesk(deps));
  return { site, sent };
}

const answered = { reply: 'On Mondays.', [`documentIds-${documentId}`]: documentId };
const send = (site: Hono) =>
  site.request(`https://hub.example${path}/reply`, { method: 'POST', headers, body: new URLSearchParams(answered) });

it('sends the documents that were ticked, though they cannot be listed at the moment', async () => {
  const { site, sent } = pagesOf({ status: 'information-requested' }, { ok: true });
  expect((await send(site)).status).toBe(303);
  expect(sent).toMatchObject([{ body: { reply: 'On Mondays.', documentIds: [documentId] } }]);
});

it('comes back with them where it could not be sent either', async () => {
  const { site } = pagesOf({ status: 'information-requested' });
  const back = await send(site);
  expect(back.status).toBe(503);
  expect(await back.text()).toContain(`<input type="hidden" name="documentIds-${documentId}" value="${documentId}"/>`);
});

it('lets an invoice that was queried be replaced, though there is nothing else left to claim', async () => {
  const award = { stages: [{ after: 'started', pence: 33_333, paidPence: 0 }] } as unknown as Request['award'];
  const invoice = {
    invoiceId: documentId,
    number: 'INV-1',
    totalPence: 33_333,
    receivedAt: '2027-01-18T09:00:00.000Z',
  };
  const open = (status: 'queried' | 'approved') =>
    pagesOf({
      status: 'enrolled',
      award,
      invoices: [{ ...invoice, status }],
      person: { name: 'Ann' } as Request['person'],
    }).site.request(`https://hub.example${path}/claim?replaces=${documentId}`, { headers });
  const queried = await open('queried');
  expect([queried.status, await queried.text()]).toEqual([
    200,
    expect.stringContaining(`<input type="hidden" name="replaces" value="${documentId}"/>`),
  ]);
  expect((await open('approved')).status).toBe(303);
});
