import { ButtonForm } from '../forms/button-form.tsx';
import type { Typed } from '../forms/typed.ts';
import type { Page } from '../layout.tsx';
import { problemWords } from '../words.ts';

const { heading, link } = problemWords['sign-in-needed'];

/**
 * A form came from who has no link any more. What was typed stands in this page, and so nowhere but in their browser, until they send it
 * again: going back may ask for the form anew, and lose it.
 *
 * @param path - where the form was sent
 */
export const linkNeededPage = (page: Page, path: string, typed: Typed) =>
  page({
    title: heading,
    children: (
      <>
        <h1 class="nhsuk-heading-l">{heading}</h1>
        <p>Nothing was sent yet, and nothing that you entered is lost.</p>
        <ol class="nhsuk-list nhsuk-list--number">
          <li>Leave this page open.</li>
          <li>Open the link in your email again, in another tab or window.</li>
          <li>Come back to this page, and send what you entered again.</li>
        </ol>
        <ButtonForm action={path} hidden={typed}>
          Send it again
        </ButtonForm>
        {link && (
          <p>
            If you cannot find our email: <a href={link.href}>{link.text}</a>
          </p>
        )}
      </>
    ),
  });
