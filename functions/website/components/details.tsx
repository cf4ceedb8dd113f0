import type { Child } from 'hono/jsx';
import type { Props } from './props.ts';
import { words } from './words.ts';

type DetailsProps = Props<{ summary: Child; children: Child }, { open: boolean; expander: boolean }>;

export const Details = ({ summary, open, expander, children }: DetailsProps) => (
  <details class={words('nhsuk-details', expander && 'nhsuk-expander')} open={open}>
    <summary class="nhsuk-details__summary">
      <span class="nhsuk-details__summary-text">{summary}</span>
    </summary>
    <div class="nhsuk-details__text">{children}</div>
  </details>
);
