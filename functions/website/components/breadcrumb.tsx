import type { Child } from 'hono/jsx';
import { BackLink } from './back-link.tsx';
import type { Props } from './props.ts';

type Crumb = Props<{ href: string; text: Child }>;

/** Where the page stands, without the page itself. On a small screen only the way back to the last is shown. */
export const Breadcrumb = ({
  items,
  backLink = items.at(-1),
}: Props<{ items: readonly Crumb[] }, { backLink: Crumb }>) => (
  <nav class="nhsuk-breadcrumb" aria-label="Breadcrumb">
    <ol class="nhsuk-breadcrumb__list">
      {items.map(({ href, text }) => (
        <li class="nhsuk-breadcrumb__list-item">
          <a class="nhsuk-breadcrumb__link" href={href}>
            {text}
          </a>
        </li>
      ))}
    </ol>
    {backLink ? (
      <BackLink href={backLink.href}>
        <span class="nhsuk-u-visually-hidden">Back to </span>
        {backLink.text}
      </BackLink>
    ) : null}
  </nav>
);
