import * as z from 'zod';
import { BackLink } from '../../components/back-link.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import { TaskList } from '../../components/task-list.tsx';
import { createForm } from '../../forms/form.ts';
import { formPage } from '../../forms/form-page.tsx';
import type { AskedField } from '../../forms/inputs.tsx';
import type { Filled } from '../../forms/sending.ts';
import type { Page } from '../../layout.tsx';
import { hrefOf, type Request } from './request-words.ts';
import { askedRows, Statements } from './sections.tsx';
import { tasksOf, toDo } from './tasks.tsx';

const nothingAsked = createForm<AskedField>(z.object({}), []);

/** The last look before it is sent: or what is still to do before that. */
export function sendPage(page: Page, request: Request, filled: Filled) {
  const missing = tasksOf(request).filter(({ status }) => status === toDo);
  const href = hrefOf(request);
  if (missing.length > 0)
    return page({
      title: 'Your request is not complete yet',
      before: <BackLink href={href} />,
      children: (
        <>
          <h1 class="nhsuk-heading-l">Your request is not complete yet</h1>
          <p>Before you can send it:</p>
          <TaskList idPrefix="missing" tasks={missing} />
        </>
      ),
    });
  return formPage(page, {
    ...filled,
    title: 'Look over your request, and send it',
    caption: `Funding request ${request.reference}`,
    back: href,
    action: `${href}/send`,
    form: nothingAsked,
    intro: (
      <>
        <SummaryList rows={askedRows(request)} />
        {request.statements.length > 0 && <Statements request={request} />}
        <p>What you send should be right, as far as you know.</p>
      </>
    ),
    button: 'Send my request',
  });
}
