import { hasExpired } from '#privacy/retention.ts';
import type { Condition } from '#records/engine/conditions.ts';

type Item = Readonly<Record<string, unknown>>;
type Compare = Extract<Condition, { kind: 'compare' }>;

/** By Unicode's code units, as text that we compare sorts: instants, ids and statuses are ASCII. */
function compares(left: unknown, operator: Compare['operator'], right: unknown): boolean {
  const areThere = left !== undefined && right !== undefined;
  if (operator === '<>') return !(areThere && left === right);
  if (!areThere || typeof left !== typeof right) return false;
  const [one, other] = [left as string, right as string];
  switch (operator) {
    case '=':
      return one === other;
    case '<':
      return one < other;
    case '<=':
      return one <= other;
    case '>':
      return one > other;
    case '>=':
      return one >= other;
  }
}

/** Whether a condition holds of what is stored, as DynamoDB finds (`tests/integration/records/conditions.test.ts`). */
export function holds(condition: Condition, item: Item | undefined, now: Date): boolean {
  const isThere = item !== undefined && !hasExpired(item as { expiresAt?: number }, now);
  switch (condition.kind) {
    case 'absent':
      return !isThere;
    case 'present':
      return isThere;
    case 'missing':
      return item?.[condition.field] === undefined;
    case 'compare': {
      const { field, operator, to } = condition;
      return compares(item?.[field], operator, 'field' in to ? item?.[to.field] : to.value);
    }
    case 'all':
      return condition.of.every((part) => holds(part, item, now));
    case 'any':
      return condition.of.some((part) => holds(part, item, now));
  }
}
