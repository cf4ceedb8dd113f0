import type { Child } from 'hono/jsx';
import type { Props } from './props.ts';

/** What is wrong, and where: `#` and the name of a field. */
export type SummarisedError = Props<{ text: Child }, { href: string }>;

type ErrorSummaryProps = Props<{ errors: readonly SummarisedError[] }, { heading: Child; description: Child }>;

export const ErrorSummary = ({ errors, heading = 'There is a problem', description }: ErrorSummaryProps) => (
  <div class="nhsuk-error-summary" data-module="nhsuk-error-summary">
    <div role="alert">
      <h2 class="nhsuk-error-summary__heading">{heading}</h2>
      <div class="nhsuk-error-summary__body">
        {description ? <p>{description}</p> : null}
        {errors.length > 0 ? (
          <ul class="nhsuk-list nhsuk-error-summary__list">
            {errors.map(({ text, href }) => (
              <li>{href ? <a href={href}>{text}</a> : text}</li>
            ))}
          </ul>
        ) : null}
      </div>
    </div>
  </div>
);
