import type { Hono } from 'hono';
import type { CallOptions, Refused } from '#http/client.ts';
import type { SiteDeps } from '../../deps.ts';
import type { Form, Typed } from '../../forms/form.ts';
import { type FormPageProps, formPage } from '../../forms/form-page.tsx';
import type { AskedField } from '../../forms/inputs.tsx';
import type { Filled } from '../../forms/sending.ts';
import { sendForm } from '../../forms/sending.ts';
import { cleanOf } from '../documents-pages.tsx';
import { back, type Opened, opened, type RequestDesk, root } from './opened.ts';
import { claimForm, progressForm, replyForm } from './questions.ts';
import { canClaim, hrefOf, type Request, reportsDue } from './request-words.ts';

/** A form about a request that has been sent, to which its documents may belong. */
interface Report {
  /** Below the request's own path. */
  readonly path: 'reply' | 'progress' | 'claim';
  readonly purpose: 'evidence' | 'invoice';
  can(request: Request): boolean;
  form(documentIds: readonly string[]): Form<AskedField>;
  props(request: Request): Pick<FormPageProps, 'title' | 'button'> & Partial<Pick<FormPageProps, 'intro' | 'choices'>>;
  /** What is known already. */
  typed?(request: Request): Typed;
  send(
    request: { readonly path: Opened['path']; readonly body: Record<string, unknown> },
    options: CallOptions,
  ): Promise<{ readonly ok: true } | Refused>;
}

/** Where there is nothing to tick. */
const withoutDocuments = (form: Form<AskedField>): Form<AskedField> => ({
  ...form,
  fields: form.fields.filter(({ name }) => name !== 'documentIds'),
});

/** Lines that were left empty are none. */
const withLines = ({ lines = {}, ...body }: Record<string, unknown>): Record<string, unknown> => ({
  ...body,
  lines: Object.values(Object(lines)),
});

function reportsOf(api: SiteDeps['api'], desk: RequestDesk): readonly Report[] {
  return [
    {
      path: 'reply',
      purpose: 'evidence',
      can: ({ status }) => status === 'information-requested',
      form: replyForm,
      props: ({ question }) => ({ title: 'Answer our question', intro: <p>{question}</p>, button: 'Send my answer' }),
      send: (request, options) => api.replyToQuestion(request, options),
    },
    {
      path: 'progress',
      purpose: 'evidence',
      can: (request) => reportsDue(request).length > 0,
      form: progressForm,
      props(request) {
        const due = reportsDue(request).map(({ kind }): string => kind);
        const kind = desk.choices().kind?.filter(({ value }) => due.includes(value)) ?? [];
        return { title: 'Tell us how it goes', button: 'Send', choices: { kind } };
      },
      send: (request, options) => api.reportProgress(request, options),
    },
    {
      path: 'claim',
      purpose: 'invoice',
      can: canClaim,
      form: claimForm,
      typed: ({ person }) => ({ learner0: person.name }),
      props: () => ({
        title: 'Send an invoice',
        button: 'Send this invoice',
        intro: <p>Leave out bank details: we have no field for them, and keep none.</p>,
      }),
      send: ({ path, body }, options) => api.claimInvoice({ path, body: withLines(body) }, options),
    },
  ];
}

export function addReports(site: Hono, { api, page }: Pick<SiteDeps, 'api' | 'page'>, desk: RequestDesk): void {
  for (const report of reportsOf(api, desk)) {
    const filledPage = async (of: Opened, request: Request, filled: Filled) => {
      const documents = cleanOf(await desk.documentsOf(of), report.purpose);
      const form = report.form(documents.map(({ value }) => value));
      const { choices, ...props } = report.props(request);
      return formPage(page, {
        ...filled,
        ...props,
        caption: `Funding request ${request.reference}`,
        back: hrefOf(request),
        action: `${hrefOf(request)}/${report.path}`,
        form: documents.length === 0 ? withoutDocuments(form) : form,
        choices: { ...desk.choices(), ...choices, documentIds: documents },
        after: (
          <p>
            To show something, <a href={`${hrefOf(request)}/documents`}>upload a document first</a>.
          </p>
        ),
      });
    };

    site.get(`${root}/${report.path}`, async (c) => {
      const of = opened(c);
      const request = await desk.requestOf(of);
      if (!report.can(request)) return back(c);
      return c.html(await filledPage(of, request, { ...desk.empty(), typed: report.typed?.(request) ?? {} }));
    });
    site.post(`${root}/${report.path}`, async (c) => {
      const of = opened(c);
      const documents = cleanOf(await desk.documentsOf(of), report.purpose);
      return sendForm(c, {
        newKey: desk.newKey,
        form: report.form(documents.map(({ value }) => value)),
        send: (body, options) => report.send({ path: of.path, body }, { ...options, token: of.token }),
        again: async (filled, status) => c.html(await filledPage(of, await desk.requestOf(of), filled), status),
        done: () => back(c),
        said: {
          'too-early': '',
          'document-not-ready': 'documentIds',
          'invoice-sent-before': 'number',
          'nothing-to-claim': '',
        },
      });
    });
  }
}
