type Fields = Readonly<Record<string, unknown>>;

/** A table as far as it tells which of an item's attributes is its partition key, in the table itself and in each index. */
export interface KeyedTable {
  readonly name: string;
  readonly KeySchema: readonly KeyPart[];
  readonly GlobalSecondaryIndexes: readonly { readonly IndexName: string; readonly KeySchema: readonly KeyPart[] }[];
}

interface KeyPart {
  readonly AttributeName: string;
  readonly KeyType: 'HASH' | 'RANGE';
}

type Context = { readonly 'dynamodb:LeadingKeys'?: readonly string[] };

const partitionKeyOf = (parts: readonly KeyPart[] = []): string | undefined =>
  parts.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName;

const text = (value: unknown): string | undefined => {
  const found = (value as { readonly S?: unknown } | undefined)?.S;
  return typeof found === 'string' ? found : undefined;
};

/** No key at all rather than an empty one, which a condition for all of its values would let through. */
const contextOf = (values: readonly (string | undefined)[]): Context => {
  const known = [...new Set(values.filter((value) => value !== undefined))];
  // What is not understood of a call is not known to be allowed.
  return known.length > 0 && !values.includes(undefined) ? { 'dynamodb:LeadingKeys': known } : {};
};

/** The value that a query's condition gives the partition key. */
function queriedKey(query: Fields, partitionKey: string): string | undefined {
  const names = (query.ExpressionAttributeNames ?? {}) as Readonly<Record<string, string>>;
  const values = (query.ExpressionAttributeValues ?? {}) as Fields;
  const equalities = String(query.KeyConditionExpression ?? '').matchAll(/([#\w.-]+)\s*=\s*(:\w+)/g);
  for (const [, name = '', value = ''] of equalities) {
    if ((names[name] ?? name) === partitionKey) return text(values[value]);
  }
  return undefined;
}

/**
 * What IAM knows of the items that a call touches: the values of their partition key, or of an index's own where one is queried. A
 * scan has none.
 */
export function createLeadingKeys(tables: readonly KeyedTable[]) {
  const tableOf = (name: unknown) => tables.find((table) => table.name === name);
  const keyIn = (tableName: unknown, item: unknown): string | undefined => {
    const partitionKey = partitionKeyOf(tableOf(tableName)?.KeySchema);
    return partitionKey === undefined ? undefined : text((item as Fields | undefined)?.[partitionKey]);
  };

  return {
    /** Of one item: an action of its own, or a part of a transaction. */
    ofItem: ({ TableName, Key, Item }: Fields): Context => contextOf([keyIn(TableName, Key ?? Item)]),

    /** Of a table's share of a batch. */
    ofBatch(tableName: string, share: unknown): Context {
      const items = Array.isArray(share)
        ? (share as { PutRequest?: Fields; DeleteRequest?: Fields }[]).map(
            ({ PutRequest, DeleteRequest }) => PutRequest?.Item ?? DeleteRequest?.Key,
          )
        : (((share as Fields).Keys ?? []) as unknown[]);
      return contextOf(items.map((item) => keyIn(tableName, item)));
    },

    ofQuery(query: Fields): Context {
      const table = tableOf(query.TableName);
      const index = table?.GlobalSecondaryIndexes.find(({ IndexName }) => IndexName === query.IndexName);
      const partitionKey = partitionKeyOf(query.IndexName === undefined ? table?.KeySchema : index?.KeySchema);
      return contextOf(partitionKey === undefined ? [] : [queriedKey(query, partitionKey)]);
    },
  };
}

export type LeadingKeys = ReturnType<typeof createLeadingKeys>;
