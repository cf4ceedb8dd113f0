import type { Child } from 'hono/jsx';
import type { Props } from './props.ts';

/** Its children are paragraphs, lists, …; `text` is one paragraph. */
export const InsetText = ({ text, children }: Props<object, { text: Child; children: Child }>) => (
  <div class="nhsuk-inset-text">
    <span class="nhsuk-u-visually-hidden">Information: </span>
    {text ? <p>{text}</p> : null}
    {children}
  </div>
);
