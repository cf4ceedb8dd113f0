import type { Context, Hono } from 'hono';
import { askedStatementKinds, statementBy } from '#domain/funding/pot.ts';
import { capitalised, listed } from '#domain/text/listed.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { SiteDeps } from '../../deps.ts';
import { formPage } from '../../forms/form-page.tsx';
import { readableNow } from '../../forms/once.ts';
import { type Filled, sendForm } from '../../forms/sending.ts';
import { captionOf, type Opened, opened, type RequestDesk, root as requestRoot } from './opened.ts';
import { askAgainForm, askForm } from './questions.ts';
import { hrefOf, type Request, stillToAsk, takesStatements } from './request-words.ts';
import { Statements } from './sections.tsx';

const kinds = askedStatementKinds.map((kind) => ({ value: kind, text: capitalised(statementBy(kind)) }));

/** Who was asked to support a request, and who is to be asked. */
export function addStatements(site: Hono, { api, page }: SiteDeps, desk: RequestDesk): void {
  const root = `${requestRoot}/statements`;
  const one = `${root}/:statementId`;
  const back = (c: Context) => c.redirect(`/funding-requests/${c.req.param('fundingRequestId')}/statements`, 303);

  /** @param request - none where it cannot be read at the moment */
  function askPage({ path }: Opened, request: Request | undefined, filled: Filled) {
    const left = request ? stillToAsk(request) : [];
    return formPage(page, {
      ...filled,
      title: 'Statements of support',
      caption: captionOf(request),
      back: hrefOf(path),
      action: `${hrefOf(path)}/statements`,
      form: askForm,
      choices: { kind: kinds },
      intro: (
        <>
          {request && request.statements.length > 0 && <Statements request={request} />}
          {left.length > 0 && <p>Still to be asked: {listed(left.map(statementBy))}.</p>}
          <h2 class="nhsuk-heading-m">Ask somebody</h2>
        </>
      ),
      button: 'Ask them',
    });
  }

  site.get(root, async (c) => {
    const request = await desk.read(c);
    if (!takesStatements(request)) return c.redirect(hrefOf(request), 303);
    return c.html(askPage(opened(c), request, desk.empty()));
  });
  site.post(root, (c) => {
    const { path, token } = opened(c);
    return sendForm(c, {
      newKey: desk.newKey,
      form: askForm,
      send: (body, options) => api.askStatement({ path, body }, { ...options, token }),
      again: async (filled, status) =>
        c.html(askPage({ path, token }, await readableNow(desk.read(c)), filled), status),
      done: () => back(c),
      said: { 'wrong-state': '' },
    });
  });

  async function findStatement(c: Context) {
    const request = await desk.requestOf(opened(c));
    const statement = request.statements.find(({ statementId }) => statementId === c.req.param('statementId'));
    if (!statement) throw new ProblemError('no-such-route');
    return { request, statement };
  }
  async function againPage(c: Context, filled: Filled) {
    const found = await readableNow(findStatement(c));
    const all = `${hrefOf(opened(c).path)}/statements`;
    const who = found?.statement.authorName ?? 'them';
    return formPage(page, {
      ...filled,
      title: `Ask ${who} again, or somebody else`,
      caption: captionOf(found?.request),
      back: all,
      action: `${all}/${c.req.param('statementId')}`,
      form: askAgainForm,
      intro: <p>Leave both empty to send {who} another link. Or say who is to be asked instead.</p>,
      button: 'Ask',
    });
  }
  site.get(one, async (c) => {
    const { statement } = await findStatement(c);
    return statement.status === 'asked' ? c.html(await againPage(c, desk.empty())) : back(c);
  });
  site.post(one, (c) => {
    const { path, token } = opened(c);
    const statementId = c.req.param('statementId');
    return sendForm(c, {
      newKey: desk.newKey,
      form: askAgainForm,
      send: (body, options) => api.resendStatement({ path: { ...path, statementId }, body }, { ...options, token }),
      again: async (filled, status) => c.html(await againPage(c, filled), status),
      done: () => back(c),
      said: { 'asked-just-now': '', 'wrong-state': '' },
    });
  });
}
