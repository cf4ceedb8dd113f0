import type { Child } from 'hono/jsx';
import { BackLink } from '../components/back-link.tsx';
import { Button } from '../components/button.tsx';
import type { Page } from '../layout.tsx';
import { type Own, whoseField } from './own.ts';

/** A form of somebody's account, which says whose it is. */
export const OwnForm = ({
  own,
  action,
  children,
}: {
  readonly own: Own;
  readonly action: string;
  readonly children: Child;
}) => (
  <form action={action} method="post" novalidate>
    <input type="hidden" name={whoseField} value={own.whose} />
    {children}
  </form>
);

interface OwnPageProps {
  readonly title: string;
  readonly hasError?: boolean;
  /** Of the account's pages but the first. */
  readonly isBelow?: boolean;
  readonly children: Child;
}

/** A page of somebody who is signed in: by its end they sign out. */
export const ownPage = (page: Page, { title, hasError = false, isBelow = true, children }: OwnPageProps) =>
  page({
    title,
    hasError,
    ...(isBelow && { before: <BackLink href="/account">Your account</BackLink> }),
    children: (
      <>
        {children}
        <form action="/sign-out" method="post">
          <Button variant="secondary">Sign out</Button>
        </form>
      </>
    ),
  });
