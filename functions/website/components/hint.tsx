import type { Child } from 'hono/jsx';
import type { Props } from './props.ts';
import { words } from './words.ts';

export const Hint = ({ id, class: more, children }: Props<{ children: Child }, { id: string; class: string }>) => (
  <div class={words('nhsuk-hint', more)} id={id}>
    {children}
  </div>
);
