import { ButtonForm } from '../forms/button-form.tsx';
import type { Typed } from '../forms/typed.ts';
import type { Page } from '../layout.tsx';
import { addressToSignIn } from '../signing-in/return-to.ts';
import { problemWords } from '../words.ts';

interface Unsent {
  readonly path: string;
  readonly typed: Typed;
  readonly isSignedOut: boolean;
}

/** What somebody entered stands in the page alone, and is kept nowhere: they send it again from here. */
export function unsentPage(page: Page, { path, typed, isSignedOut }: Unsent) {
  const title = isSignedOut ? 'You were signed out' : problemWords['no-answer'].heading;
  return page({
    title,
    children: (
      <>
        <h1 class="nhsuk-heading-l">{title}</h1>
        <p>Nothing was sent. What you entered is still there as long as this page is open.</p>
        {isSignedOut ? (
          <p>
            <a href={addressToSignIn('/account')} target="_blank" rel="noopener">
              Sign in (opens in a new tab)
            </a>
            , come back to this page, and send it again.
          </p>
        ) : (
          <p>Wait a moment, and send it again.</p>
        )}
        <ButtonForm action={path} hidden={typed}>
          Send it again
        </ButtonForm>
      </>
    ),
  });
}
