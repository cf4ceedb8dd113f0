import type { Hono } from 'hono';
import { answered } from '../../api/answered.ts';
import type { SiteDeps } from '../../deps.ts';
import { formPage } from '../../forms/form-page.tsx';
import { onceBy, readableNow } from '../../forms/once.ts';
import { type Filled, sendForm } from '../../forms/sending.ts';
import { typedIn } from '../../forms/typed-in.ts';
import { nothingMore, notMeDonePage, notMePage } from '../../pages/not-me.tsx';
import { beginUpload, showDocuments } from '../documents-routes.tsx';
import { back, captionOf, createRequestDesk, type Opened, opened, type RequestDesk, root } from './opened.ts';
import { addQuestions } from './question-routes.tsx';
import { withdrawForm } from './questions.ts';
import { addReports } from './report-routes.tsx';
import { requestPage } from './request-page.tsx';
import { canBeSent, canBeWithdrawn, hrefOf, type Request } from './request-words.ts';
import { sendPage } from './send-page.tsx';
import { addStatements } from './statements-routes.tsx';

const purposes = [
  { value: 'evidence', text: 'Something that shows what I said' },
  { value: 'invoice', text: 'An invoice' },
] as const;

/** What a link to a funding request opens: its tasks, and whatever comes after it was sent. */
export function addFundingRequests(site: Hono, deps: SiteDeps): void {
  const desk = createRequestDesk(deps);
  site.get(root, async (c) => {
    const request = await desk.read(c);
    return c.html(requestPage(deps.page, request));
  });
  addQuestions(site, deps, desk);
  addStatements(site, deps, desk);
  addSending(site, deps, desk);
  addReports(site, deps, desk);
  addWithdrawal(site, deps, desk);
  addDocuments(site, deps, desk);
  addNotMe(site, deps, desk);
}

function addSending(site: Hono, { api, page }: SiteDeps, desk: RequestDesk): void {
  site.get(`${root}/send`, async (c) => {
    const request = await desk.read(c);
    return canBeSent(request) ? c.html(sendPage(page, request, desk.empty())) : back(c);
  });
  site.post(`${root}/send`, (c) => {
    const { path, token } = opened(c);
    return sendForm(c, {
      newKey: desk.newKey,
      form: {
        bodyOf: () => ({}),
        faultsIn: () => ({}),
        faultsOf: (errors) => ({ '': errors.map(({ detail }) => detail).join('. ') }),
      },
      send: (_, options) => api.submitFundingRequest({ path }, { ...options, token }),
      // Nothing is typed in it that could be lost.
      again: async (filled, status) => c.html(sendPage(page, await desk.read(c), filled), status),
      done: () => back(c),
      said: { 'not-eligible': '', 'statements-missing': '' },
    });
  });
}

function addWithdrawal(site: Hono, { api, page }: SiteDeps, desk: RequestDesk): void {
  const withdrawPage = ({ path }: Opened, request: Request | undefined, filled: Filled) =>
    formPage(page, {
      ...filled,
      title: 'Withdraw this request',
      caption: captionOf(request),
      back: hrefOf(path),
      action: `${hrefOf(path)}/withdraw`,
      form: withdrawForm,
      intro: <p>It ends, and what was kept for it goes to others. You can begin another.</p>,
      button: 'Withdraw it',
    });
  site.get(`${root}/withdraw`, async (c) => {
    const of = opened(c);
    const request = await desk.requestOf(of);
    return canBeWithdrawn(request) ? c.html(withdrawPage(of, request, desk.empty())) : back(c);
  });
  site.post(`${root}/withdraw`, (c) => {
    const { path, token } = opened(c);
    return sendForm(c, {
      newKey: desk.newKey,
      form: withdrawForm,
      send: (body, options) => api.withdrawFundingRequest({ path, body }, { ...options, token }),
      again: async (filled, status) =>
        c.html(withdrawPage({ path, token }, await readableNow(desk.requestOf({ path, token })), filled), status),
      done: () => back(c),
    });
  });
}

function addDocuments(site: Hono, { api, page }: SiteDeps, desk: RequestDesk): void {
  const keptFor = (of: Opened) => {
    const href = hrefOf(of.path);
    return {
      back: href,
      href: `${href}/documents`,
      purposes,
      list: () => desk.documentsOf(of),
      add: (file: Parameters<typeof api.addDocument>[0]['body']) =>
        api.addDocument({ path: of.path, body: file }, { token: of.token }),
    };
  };
  site.get(`${root}/documents`, (c) => showDocuments(c, page, keptFor(opened(c))));
  site.post(`${root}/documents`, (c) => beginUpload(c, page, keptFor(opened(c))));
}

function addNotMe(site: Hono, { api, page }: SiteDeps, desk: RequestDesk): void {
  site.get(`${root}/not-me`, async (c) => {
    const request = await desk.requestOf(opened(c));
    return c.html(
      notMePage(page, {
        href: hrefOf(request),
        question: 'Did somebody else ask for funding with your address?',
        consequence:
          'If you did not, say so: the request is withdrawn, and for some days nobody can use a form with your address.',
        button: 'End this request: it was not me',
        mine: 'It was me: show my request',
        sentKey: desk.newKey(),
      }),
    );
  });
  site.post(`${root}/not-me`, async (c) => {
    const { path, token } = opened(c);
    const options = { token, ...onceBy(await typedIn(c)) };
    const { ended, detail, heldUntil } = (await answered(api.notMyFundingRequest({ path }, options))).body;
    const next = ended ? nothingMore : undefined;
    return c.html(notMeDonePage(page, ended ? 'The request is withdrawn.' : detail, { heldUntil, next }));
  });
}
