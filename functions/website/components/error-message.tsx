import type { Child } from 'hono/jsx';
import type { Props } from './props.ts';

export const ErrorMessage = ({ id, children }: Props<{ children: Child }, { id: string }>) => (
  <span class="nhsuk-error-message" id={id}>
    <span class="nhsuk-u-visually-hidden">Error: </span>
    {children}
  </span>
);
