import { type List, namesOf } from '../keys.ts';
import type { Range } from './reading.ts';

/** One query's fixed part: a list or a range of it, without what has expired; none for a range that ends before it begins. */
export function queryOf(
  { tableName, now }: { readonly tableName: string; readonly now: Date },
  list: List,
  { from, to }: Range,
) {
  const { pk, sk } = namesOf(list);
  const prefix = list.prefix ?? '';
  // Whatever follows the prefix sorts before the prefix with its last character raised by one.
  const end = prefix && prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1);
  const bounds = { from: `${prefix}${from ?? ''}`, to: to === undefined ? end : `${prefix}${to}` };
  const [low, high] = [bounds.from !== '', bounds.to !== ''];
  // DynamoDB takes no BETWEEN whose bounds are the wrong way round.
  if (low && high && bounds.from > bounds.to) return undefined;
  // DynamoDB takes one condition on the sort key.
  const range = low && high ? '#sk BETWEEN :from AND :to' : low ? '#sk >= :from' : high ? '#sk <= :to' : undefined;
  const live = '(attribute_not_exists(#expiresAt) OR #expiresAt > :now)';
  return {
    TableName: tableName,
    ...(list.index === 'table' ? { ConsistentRead: !list.isBehind } : { IndexName: list.index }),
    KeyConditionExpression: ['#pk = :pk', ...(range ? [range] : [])].join(' AND '),
    FilterExpression: live,
    ExpressionAttributeNames: { '#pk': pk, '#expiresAt': 'expiresAt', ...(range && { '#sk': sk }) },
    ExpressionAttributeValues: {
      ':pk': list.pk,
      ':now': Math.floor(now.getTime() / 1000),
      ...(low && { ':from': bounds.from }),
      ...(high && { ':to': bounds.to }),
    },
  };
}
