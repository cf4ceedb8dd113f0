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

/** Whoever asks twice for their account to be deleted is signed out by the first: whether it was is not known here. */
export const perhapsLeftPage = (page: Page) =>
  page({
    title: 'You are signed out',
    children: (
      <>
        <h1 class="nhsuk-heading-l">You are signed out</h1>
        <p>
          If you pressed “Delete my account” more than once, your account is deleted: an email to you says so. If none
          comes, it is still there.
        </p>
        <p>
          <a href={addressToSignIn('/account')}>Sign in, to see whether it is</a>
        </p>
      </>
    ),
  });
