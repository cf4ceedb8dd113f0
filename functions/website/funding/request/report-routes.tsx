import type { Hono } from 'hono';
import type { CallOptions, Refused } from '#http/client.ts';
import type { SiteDeps } from '../../deps.ts';
import type { Form } from '../../forms/form.ts';
import { type FormPageProps, formPage } from '../../forms/form-page.tsx';
import type { AskedField } from '../../forms/inputs.tsx';
import { readableNow } from '../../forms/once.ts';
import { type Filled, sendForm } from '../../forms/sending.ts';
import type { Typed } from '../../forms/typed.ts';
import { askedOf } from '../document-field.ts';
import { cleanOf } from '../documents-pages.tsx';
import { back, captionOf, type Opened, opened, type RequestDesk, root } from './opened.ts';
import { claimForm, lines, progressForm, replyForm } from './questions.ts';
import { canBeReplaced, canClaim, hrefOf, type Request, reportsDue } from './request-words.ts';

/** A form about a request that has been sent, to which its documents may belong. */
interface Report {
  /** Below the request's own path. */
  readonly path: 'reply' | 'progress' | 'claim';
  readonly purpose: 'evidence' | 'invoice';
  can(request: Request): boolean;
  readonly form: Form<AskedField>;
  props(
    request: Request | undefined,
  ): Pick<FormPageProps, 'title' | 'button'> & Partial<Pick<FormPageProps, 'intro' | 'choices'>>;
  /** What is known already. */
  typed?(request: Request): Typed;
  /** As the API takes it: what was left out of a list moves up. */
  tidied?(typed: Typed): Typed;
  send(
    request: { readonly path: Opened['path']; readonly body: Record<string, unknown> },
    options: CallOptions,
  ): Promise<{ readonly ok: true } | Refused>;
}

/** An invoice that was queried or refused, which the one that is sent takes the place of. */
const replacing = ({ replaces = '' }: Typed): Typed => (replaces === '' ? {} : { replaces });

function reportsOf(api: SiteDeps['api'], desk: RequestDesk): readonly Report[] {
  return [
    {
      path: 'reply',
      purpose: 'evidence',
      can: ({ status }) => status === 'information-requested',
      form: replyForm,
      props: (request) => ({
        title: 'Answer our question',
        intro: <p>{request?.question}</p>,
        button: 'Send my answer',
      }),
      send: (request, options) => api.replyToQuestion(request, options),
    },
    {
      path: 'progress',
      purpose: 'evidence',
      can: (request) => reportsDue(request).length > 0,
      form: progressForm,
      props(request) {
        const due = request && reportsDue(request).map(({ kind }): string => kind);
        const kind = desk.choices().kind?.filter(({ value }) => due?.includes(value) ?? true) ?? [];
        return { title: 'Tell us how it goes', button: 'Send', choices: { kind } };
      },
      send: (request, options) => api.reportProgress(request, options),
    },
    {
      path: 'claim',
      purpose: 'invoice',
      // What was queried or refused may be all that there is to send.
      can: (request) => canClaim(request) || request.invoices.some(canBeReplaced),
      form: claimForm,
      typed: ({ person }) => ({ 'line-1-learner': person.name }),
      tidied: lines.withoutGaps,
      props: () => ({
        title: 'Send an invoice',
        button: 'Send this invoice',
        intro: <p>Leave out bank details: we have no field for them, and keep none.</p>,
      }),
      send: (request, options) => api.claimInvoice(request, options),
    },
  ];
}

export function addReports(site: Hono, { api, page }: Pick<SiteDeps, 'api' | 'page'>, desk: RequestDesk): void {
  for (const report of reportsOf(api, desk)) {
    const documentsOf = async (of: Opened) => cleanOf(await desk.documentsOf(of), report.purpose);
    /** @param request - none where it cannot be read at the moment: what was typed is not lost with it */
    const filledPage = async (of: Opened, request: Request | undefined, filled: Filled) => {
      const documents = await readableNow(documentsOf(of));
      const { choices, ...props } = report.props(request);
      const href = hrefOf(of.path);
      const { typed } = filled;
      const asked = askedOf(report.form, { typed, faults: lines.faultsOfFirst(filled.faults, typed) }, documents);
      return formPage(page, {
        ...filled,
        ...props,
        caption: captionOf(request),
        back: href,
        action: `${href}/${report.path}`,
        ...asked,
        hidden: { ...asked.hidden, ...replacing(typed) },
        choices: { ...desk.choices(), ...choices, documentIds: documents ?? [] },
        after: (
          <p>
            To show something, <a href={`${href}/documents`}>upload a document first</a>.
          </p>
        ),
      });
    };

    site.get(`${root}/${report.path}`, async (c) => {
      const of = opened(c);
      const request = await desk.requestOf(of);
      if (!report.can(request)) return back(c);
      return c.html(
        await filledPage(of, request, {
          ...desk.empty(),
          typed: { ...report.typed?.(request), ...replacing(c.req.query()) },
        }),
      );
    });
    site.post(`${root}/${report.path}`, (c) => {
      const of = opened(c);
      return sendForm(c, {
        newKey: desk.newKey,
        form: report.form,
        ...(report.tidied && { tidied: report.tidied }),
        send: (body, options, typed) =>
          report.send({ path: of.path, body: { ...body, ...replacing(typed) } }, { ...options, token: of.token }),
        again: async (filled, status) =>
          c.html(await filledPage(of, await readableNow(desk.requestOf(of)), filled), status),
        done: () => back(c),
        said: {
          'too-early': '',
          'document-not-ready': 'documentIds',
          'invoice-sent-before': 'number',
          'nothing-to-claim': '',
          'wrong-state': '',
        },
      });
    });
  }
}
