import type { Child } from 'hono/jsx';
import { BackLink } from '../components/back-link.tsx';
import { Button } from '../components/button.tsx';
import { InsetText } from '../components/inset-text.tsx';
import { HiddenFields } from '../forms/hidden-fields.tsx';
import { keyField } from '../forms/once.ts';
import type { Page } from '../layout.tsx';
import { type Own, whoseField } from './own.ts';

/** A form of somebody's account, which says whose it is. @param sentKey - left out where it asks for nothing */
export const OwnForm = ({
  own,
  action,
  sentKey = own.newKey(),
  children,
}: {
  readonly own: Own;
  readonly action: string;
  readonly sentKey?: string;
  readonly children: Child;
}) => (
  <form action={action} method="post" novalidate>
    <HiddenFields fields={{ [whoseField]: own.whose, [keyField]: sentKey }} />
    {children}
  </form>
);

/** Says so where the form is not as the API has it, but as they had filled it in. */
export const KeptNote = ({ own }: { readonly own: Own }) =>
  own.kept ? (
    <InsetText>
      <p>You were signed out before you sent this. Here is what you had entered: look at it, and send it again.</p>
    </InsetText>
  ) : null;

/** A button that does one thing to one of theirs. */
export const OwnButton = ({
  own,
  action,
  fields = {},
  variant = 'secondary',
  children,
}: {
  readonly own: Own;
  readonly action: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly variant?: 'secondary' | 'warning';
  readonly children: Child;
}) => (
  <OwnForm own={own} action={action}>
    <HiddenFields fields={fields} />
    <Button variant={variant} preventDoubleClick>
      {children}
    </Button>
  </OwnForm>
);

/** @param href - of the list's own page */
export const Further = ({ href, nextCursor }: { readonly href: string; readonly nextCursor: string | undefined }) =>
  nextCursor === undefined ? null : (
    <p>
      <a href={`${href}?${new URLSearchParams({ cursor: nextCursor })}`}>See more</a>
    </p>
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
