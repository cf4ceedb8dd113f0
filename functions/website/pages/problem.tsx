import { tryGetContext } from 'hono/context-storage';
import type { ProblemCode } from '#http/problems.ts';
import type { Page } from '../layout.tsx';
import { problemWords } from '../words.ts';

const account = { href: '/account', text: 'Your account' };
const sessions = { href: '/sessions', text: 'See the training sessions' };

/** What went wrong, and what to do next. @param detail - what the API says of this one, in words for people */
export function problemPage(page: Page, code: ProblemCode, detail: string | undefined) {
  const { heading, next, link: usual = sessions } = problemWords[code];
  const link = /^\/account(?:\/|$)/.test(tryGetContext()?.req.path ?? '') ? account : usual;
  return page({
    title: heading,
    children: (
      <>
        <h1 class="nhsuk-heading-l">{heading}</h1>
        {detail !== undefined && <p>{detail}</p>}
        <p>{next}</p>
        <p>
          <a href={link.href}>{link.text}</a>
        </p>
      </>
    ),
  });
}
