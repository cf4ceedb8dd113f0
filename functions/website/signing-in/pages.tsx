import { BackLink } from '../components/back-link.tsx';
import { Button } from '../components/button.tsx';
import { InsetText } from '../components/inset-text.tsx';
import { Panel } from '../components/panel.tsx';
import type { Page } from '../layout.tsx';

const StartForm = ({ to }: { readonly to: string }) => (
  <form action="/sign-in" method="post">
    <input type="hidden" name="returnTo" value={to} />
    <Button preventDoubleClick>Sign in</Button>
  </form>
);

interface SignInProps {
  readonly to: string;
  /** Whether they come here since they had sent something. */
  readonly isUnsent: boolean;
  /** Whether what they had entered waits for them. */
  readonly hasForm: boolean;
}

export const signInPage = (page: Page, { to, isUnsent, hasForm }: SignInProps) =>
  page({
    title: 'Sign in',
    before: <BackLink href="/">Home</BackLink>,
    children: (
      <>
        <h1 class="nhsuk-heading-l">Sign in to your account</h1>
        {isUnsent && (
          <InsetText>
            <p>
              You were signed out. Nothing was sent.
              {hasForm && ' We have kept what you entered: sign in, look at it, and send it again.'}
            </p>
          </InsetText>
        )}
        <p>
          Enter your work email address on the next page. We send a code there, or you use the passkey of your phone or
          computer. There is no password to remember.
        </p>
        <StartForm to={to} />
        <p>You can book training, and ask for funding, without an account.</p>
      </>
    ),
  });

export const notSignedInPage = (page: Page, to: string) =>
  page({
    title: 'You are not signed in',
    children: (
      <>
        <h1 class="nhsuk-heading-l">You are not signed in</h1>
        <p>
          It was not finished, took too long, or was begun in another browser. Nothing has happened: begin again, and
          stay in the same browser.
        </p>
        <StartForm to={to} />
        <p>If it goes on, write to us.</p>
      </>
    ),
  });

export const signedOutPage = (page: Page) =>
  page({
    title: 'You have signed out',
    children: (
      <>
        <Panel heading="You have signed out" />
        <p>Nobody who uses this computer after you can see your account.</p>
        <p>
          <a href="/sign-in">Sign in again</a>
        </p>
      </>
    ),
  });
