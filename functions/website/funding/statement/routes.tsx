import type { Context, Hono } from 'hono';
import { answered } from '../../api/answered.ts';
import type { SiteDeps } from '../../deps.ts';
import { onceBy, readableNow } from '../../forms/once.ts';
import { sendForm } from '../../forms/sending.ts';
import { typedIn } from '../../forms/typed-in.ts';
import { tokenOf } from '../../links.ts';
import { nothingMore, notMeDonePage, notMePage } from '../../pages/not-me.tsx';
import { cleanOf } from '../documents-pages.tsx';
import { beginUpload, showDocuments } from '../documents-routes.tsx';
import {
  answeredPage,
  hrefOf,
  type Statement,
  somebodyElseForm,
  somebodyElsePage,
  statementForm,
  statementPage,
} from './statement-page.tsx';

const root = '/statements/:statementId';
const signed = [{ value: 'statement', text: 'A signed statement' }] as const;

/** What the link opens that somebody is sent who is asked to support a request. */
export function addStatementOfSupport(site: Hono, { api, page, clock, newKey }: SiteDeps): void {
  const opened = (c: Context) => ({ path: { statementId: c.req.param('statementId') ?? '' }, token: tokenOf(c) });
  type Opened = ReturnType<typeof opened>;
  const find = async ({ path, token }: Opened) => (await answered(api.getStatement({ path }, { token }))).body;
  const documentsOf = async ({ path, token }: Opened) =>
    (await answered(api.listStatementDocuments({ path }, { token }))).body.items;
  const cleanOnes = async (of: Opened) => cleanOf(await documentsOf(of), 'statement');
  const takesAnswer = ({ status, endsAt }: Statement) => status === 'asked' && clock().toISOString() < endsAt;

  site.get(root, async (c) => {
    const of = opened(c);
    const statement = await find(of);
    if (!takesAnswer(statement)) return c.html(answeredPage(page, statement));
    return c.html(
      statementPage(page, of.path, statement, await cleanOnes(of), { typed: {}, faults: {}, key: newKey() }),
    );
  });
  site.post(root, (c) => {
    const of = opened(c);
    return sendForm(c, {
      newKey,
      form: statementForm,
      send: (body, options) => api.giveStatement({ path: of.path, body }, { ...options, token: of.token }),
      again: async (filled, status) => {
        const [statement, documents] = await Promise.all([readableNow(find(of)), readableNow(cleanOnes(of))]);
        return c.html(statementPage(page, of.path, statement, documents, filled), status);
      },
      done: () => c.redirect(hrefOf(of.path), 303),
      said: { 'document-not-ready': 'documentIds', 'wrong-state': '' },
    });
  });

  site.get(`${root}/somebody-else`, async (c) => {
    const of = opened(c);
    const statement = await find(of);
    if (!takesAnswer(statement)) return c.redirect(hrefOf(statement), 303);
    return c.html(somebodyElsePage(page, of.path, statement, { typed: {}, faults: {}, key: newKey() }));
  });
  site.post(`${root}/somebody-else`, (c) => {
    const of = opened(c);
    return sendForm(c, {
      newKey,
      form: somebodyElseForm,
      send: (body, options) => api.redirectStatement({ path: of.path, body }, { ...options, token: of.token }),
      again: async (filled, status) =>
        c.html(somebodyElsePage(page, of.path, await readableNow(find(of)), filled), status),
      // The link opens nothing more: this page is its last.
      done: ({ body }) => c.html(answeredPage(page, body)),
      said: { 'wrong-state': '' },
    });
  });

  const keptFor = (of: Opened) => ({
    back: hrefOf(of.path),
    href: `${hrefOf(of.path)}/documents`,
    purposes: signed,
    list: () => documentsOf(of),
    add: ({ purpose: _, ...file }: { purpose: 'statement' } & Parameters<typeof api.addStatementDocument>[0]['body']) =>
      api.addStatementDocument({ path: of.path, body: file }, { token: of.token }),
  });
  site.get(`${root}/documents`, (c) => showDocuments(c, page, keptFor(opened(c))));
  site.post(`${root}/documents`, (c) => beginUpload(c, page, keptFor(opened(c))));

  site.get(`${root}/not-me`, async (c) => {
    const statement = await find(opened(c));
    return c.html(
      notMePage(page, {
        href: hrefOf(statement),
        question: `Do you not know ${statement.applicant.name}?`,
        consequence:
          'Then say so: you are not asked again, and for some days nobody can use a form of ours with your address.',
        button: 'I do not know who asks for this',
        mine: 'I know them: show what I am asked',
        sentKey: newKey(),
      }),
    );
  });
  site.post(`${root}/not-me`, async (c) => {
    const { path, token } = opened(c);
    const options = { token, ...onceBy(await typedIn(c)) };
    const { ended, detail, heldUntil } = (await answered(api.notMyStatement({ path }, options))).body;
    const next = ended ? nothingMore : undefined;
    return c.html(notMeDonePage(page, ended ? 'You are not asked again.' : detail, { heldUntil, next }));
  });
}
