import type { Hono } from 'hono';
import type { SiteDeps } from '../../deps.ts';
import { formPage } from '../../forms/form-page.tsx';
import { readableNow } from '../../forms/once.ts';
import { type Filled, sendForm } from '../../forms/sending.ts';
import { back, captionOf, type Opened, opened, type RequestDesk, root } from './opened.ts';
import { notSure, type QuestionName, questions } from './questions.ts';
import { hrefOf, isOpen, type Request } from './request-words.ts';

/** The tasks of a request that are a form each: what is saved is kept, and each can be opened again. */
export function addQuestions(site: Hono, { api, page }: Pick<SiteDeps, 'api' | 'page'>, desk: RequestDesk): void {
  /** @param request - none where it cannot be read at the moment: what was typed is not lost with it */
  async function questionPage(name: QuestionName, { path }: Opened, request: Request | undefined, filled: Filled) {
    const { title, form } = questions[name];
    const pots = name === 'money' ? ((await readableNow(desk.openPots())) ?? []) : [];
    return formPage(page, {
      ...filled,
      title,
      caption: captionOf(request),
      back: hrefOf(path),
      action: `${hrefOf(path)}/${name}`,
      form,
      choices: {
        ...desk.choices(),
        potId: [
          ...pots.map(({ potId, name: text }) => ({ value: potId, text })),
          { value: notSure, text: 'I am not sure' },
        ],
      },
      // Based on what it was: a change that was made meanwhile is not undone.
      hidden: { version: String(request?.version ?? filled.typed.version) },
      button: 'Save',
    });
  }

  for (const name of Object.keys(questions) as QuestionName[]) {
    const { form } = questions[name];
    site.get(`${root}/${name}`, async (c) => {
      const of = opened(c);
      const request = await desk.requestOf(of);
      if (!isOpen(request)) return back(c);
      return c.html(await questionPage(name, of, request, { ...desk.empty(), typed: form.typedOf(request) }));
    });
    site.post(`${root}/${name}`, (c) => {
      const { path, token } = opened(c);
      return sendForm(c, {
        newKey: desk.newKey,
        form,
        send: (body, options, { version }) =>
          api.changeFundingRequest({ path, body: { ...body, version: Number(version) } }, { ...options, token }),
        again: async (filled, status) => {
          const request = await readableNow(desk.requestOf({ path, token }));
          return c.html(await questionPage(name, { path, token }, request, filled), status);
        },
        done: () => back(c),
        said: { 'stale-version': '', 'pot-not-found': 'potId' },
      });
    });
  }
}
