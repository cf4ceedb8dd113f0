import type { Child } from 'hono/jsx';
import { type Action, ActionLink } from './card.tsx';
import type { Props } from './props.ts';
import { words } from './words.ts';

export type SummaryRow = Props<{ key: Child; value: Child }, { actions: readonly Action[] }>;

const Actions = ({ actions, of }: Props<{ actions: readonly Action[] }, { of: Child }>) => {
  const [only, ...others] = actions;
  if (!only) return null;
  return (
    <dd class="nhsuk-summary-list__actions">
      {others.length === 0 ? (
        <ActionLink {...only} of={of} />
      ) : (
        <ul class="nhsuk-summary-list__actions-list">
          {actions.map((action) => (
            <li class="nhsuk-summary-list__actions-list-item">
              <ActionLink {...action} of={of} />
            </li>
          ))}
        </ul>
      )}
    </dd>
  );
};

type SummaryListProps = Props<
  { rows: readonly SummaryRow[] },
  {
    border: boolean;
    lastRowBorder: boolean;
    /** In a card: its heading, which every action then says. */
    of: Child;
  }
>;

export const SummaryList = ({ rows, border = true, lastRowBorder = true, of }: SummaryListProps) => {
  const acts = rows.some(({ actions = [] }) => actions.length > 0);
  const bare = !border ? 'nhsuk-summary-list--no-border' : !lastRowBorder && 'nhsuk-summary-list--no-last-row-border';
  return (
    <dl class={words('nhsuk-summary-list', bare)}>
      {rows.map(({ key, value, actions = [] }) => (
        <div
          class={words(
            'nhsuk-summary-list__row',
            acts && actions.length === 0 && 'nhsuk-summary-list__row--no-actions',
          )}
        >
          <dt class="nhsuk-summary-list__key">{key}</dt>
          <dd class="nhsuk-summary-list__value">{value}</dd>
          <Actions actions={actions} of={of} />
        </div>
      ))}
    </dl>
  );
};
