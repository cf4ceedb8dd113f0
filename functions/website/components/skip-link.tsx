import type { Child } from 'hono/jsx';
import type { Props } from './props.ts';

type SkipLinkProps = Props<object, { href: string; children: Child }>;

export const SkipLink = ({ href = '#maincontent', children = 'Skip to main content' }: SkipLinkProps) => (
  <a class="nhsuk-skip-link" data-module="nhsuk-skip-link" href={href}>
    {children}
  </a>
);
