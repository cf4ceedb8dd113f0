import type { Child } from 'hono/jsx';
import type { Props } from './props.ts';

export const BackLink = ({ href, children = 'Back' }: Props<{ href: string }, { children: Child }>) => (
  <a class="nhsuk-back-link" href={href}>
    {children}
  </a>
);
