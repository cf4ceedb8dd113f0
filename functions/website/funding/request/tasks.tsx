import { Tag } from '../../components/tag.tsx';
import type { Task } from '../../components/task-list.tsx';
import { hrefOf, type Request, stillToAsk } from './request-words.ts';

const done = (
  <Tag colour="no-colour" border={false} class="nhsuk-u-font-weight-normal">
    Completed
  </Tag>
);
export const toDo = <Tag colour="blue">To do</Tag>;
const ifYouLike = <Tag colour="grey">If you like</Tag>;

/** What is left to do before a request can be sent; in any order, in as many sittings as somebody likes. */
export function tasksOf(request: Request): Task[] {
  const at = (path: string) => `${hrefOf(request)}/${path}`;
  const { course, costPence, amountPence, paysFor, reason, applicantStatement, statements } = request;
  const hasCost = costPence !== undefined && amountPence !== undefined && paysFor !== undefined;
  const hasReason =
    reason !== undefined && (applicantStatement !== undefined || !request.statementsNeeded.includes('applicant'));
  const isAsked = statements.length > 0 && stillToAsk(request).length === 0;
  return [
    { heading: 'Where the money comes from', href: at('money'), status: request.potId === null ? ifYouLike : done },
    { heading: 'The course', href: at('course'), status: course === undefined ? toDo : done },
    { heading: 'What it costs', href: at('cost'), status: hasCost ? done : toDo },
    { heading: 'Your reason', href: at('reason'), status: hasReason ? done : toDo },
    {
      heading: 'Statements of support',
      href: at('statements'),
      status: isAsked ? done : stillToAsk(request).length > 0 ? toDo : ifYouLike,
    },
    { heading: 'Documents', hint: 'Such as a letter of the provider', href: at('documents'), status: ifYouLike },
  ];
}
