import { Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { HubFunction } from './hub-function.ts';

export type ItemAction = 'GetItem' | 'BatchGetItem' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'ConditionCheckItem';

const readActions: readonly ItemAction[] = ['GetItem', 'BatchGetItem', 'ConditionCheckItem'];

/**
 * Lets a function do exactly this to a table: item actions on the table itself, queries on the named indexes only, or on the table.
 * The table's key is usable through DynamoDB alone, and for writing only where the function writes.
 */
export function allowTable<E>(
  fn: HubFunction<E>,
  table: Table,
  access: { readonly items: readonly ItemAction[]; readonly queries?: readonly ('table' | 'gsi1' | 'gsi2' | 'owed')[] },
): void {
  const { items, queries = [] } = access;
  if (items.length > 0)
    fn.allow(
      items.map((action) => `dynamodb:${action}`),
      [table.tableArn],
    );
  if (queries.length > 0) {
    fn.allow(
      ['dynamodb:Query'],
      queries.map((index) => (index === 'table' ? table.tableArn : `${table.tableArn}/index/${index}`)),
    );
  }
  const writes = items.some((action) => !readActions.includes(action));
  const key = table.encryptionKey;
  if (!key) throw new Error('Every table has a key of its own');
  fn.allow(writes ? ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'] : ['kms:Decrypt'], [key.keyArn], {
    StringEquals: { 'kms:ViaService': `dynamodb.${Stack.of(table).region}.amazonaws.com` },
  });
}
