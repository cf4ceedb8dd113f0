import type { Child } from 'hono/jsx';
import type { Props } from './props.ts';

const ways = {
  previous: {
    title: 'Previous',
    rel: 'prev',
    arrow: 'left',
    path: 'M10.7 6.3c.4.4.4 1 0 1.4L7.4 11H19a1 1 0 0 1 0 2H7.4l3.3 3.3c.4.4.4 1 0 1.4a1 1 0 0 1-1.4 0l-5-5A1 1 0 0 1 4 12c0-.3.1-.5.3-.7l5-5a1 1 0 0 1 1.4 0Z',
  },
  next: {
    title: 'Next',
    rel: 'next',
    arrow: 'right',
    path: 'm14.7 6.3 5 5c.2.2.3.4.3.7 0 .3-.1.5-.3.7l-5 5a1 1 0 0 1-1.4-1.4l3.3-3.3H5a1 1 0 0 1 0-2h11.6l-3.3-3.3a1 1 0 1 1 1.4-1.4Z',
  },
} as const;

/** Another page, and what it is about. */
type Page = Props<{ href: string; label: Child }>;

const Way = ({ way, href, label }: Page & Props<{ way: keyof typeof ways }>) => {
  const { title, rel, arrow, path } = ways[way];
  return (
    <li class={`nhsuk-pagination-item--${way}`}>
      <a class={`nhsuk-pagination__link nhsuk-pagination__link--${rel}`} href={href} rel={rel}>
        <span class="nhsuk-pagination__title">
          {title}
          <span class="nhsuk-u-visually-hidden"> page</span>
        </span>
        <span class="nhsuk-u-visually-hidden">:</span>
        <span class="nhsuk-pagination__page">{label}</span>
        <svg
          class={`nhsuk-icon nhsuk-icon--arrow-${arrow}`}
          xmlns="http://www.w3.org/2000/svg"
          viewBox="0 0 24 24"
          width="16"
          height="16"
          focusable="false"
          aria-hidden="true"
        >
          <path d={path} />
        </svg>
      </a>
    </li>
  );
};

/** By cursor nobody knows how many pages there are: there is the one before, and the one after. */
export const Pagination = ({ previous, next }: Props<object, { previous: Page; next: Page }>) => (
  // biome-ignore lint/a11y/noRedundantRoles: as the package has it
  <nav class="nhsuk-pagination" role="navigation" aria-label="Pagination">
    <ul class="nhsuk-list nhsuk-pagination__list">
      {previous ? <Way way="previous" {...previous} /> : null}
      {next ? <Way way="next" {...next} /> : null}
    </ul>
  </nav>
);
