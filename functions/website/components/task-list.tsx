import type { Child } from 'hono/jsx';
import type { Props } from './props.ts';
import { words } from './words.ts';

/** One thing to do; without an address, it cannot be done yet. */
export type Task = Props<{ heading: Child; status: Child }, { hint: Child; href: string }>;

const Item = ({ id, task: { heading, hint, status, href } }: { readonly id: string; readonly task: Task }) => (
  <li class={words('nhsuk-task-list__item', href && 'nhsuk-task-list__item--with-link')}>
    <div class="nhsuk-task-list__name-and-hint">
      {href ? (
        <a
          class="nhsuk-task-list__link nhsuk-link"
          href={href}
          aria-describedby={words(hint ? `${id}-hint` : false, `${id}-status`)}
        >
          {heading}
        </a>
      ) : (
        <div>{heading}</div>
      )}
      {hint ? (
        <div class="nhsuk-task-list__hint" id={`${id}-hint`}>
          {hint}
        </div>
      ) : null}
    </div>
    <div class="nhsuk-task-list__status" id={`${id}-status`}>
      {status}
    </div>
  </li>
);

export const TaskList = ({ idPrefix, tasks }: { readonly idPrefix: string; readonly tasks: readonly Task[] }) => (
  <ul class="nhsuk-task-list">
    {tasks.map((task, index) => (
      <Item id={`${idPrefix}-${index + 1}`} task={task} />
    ))}
  </ul>
);
