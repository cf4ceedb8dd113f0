import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Work } from '#platform/work.ts';
import { type AuditEntry, type Head, headsOf } from './audit-chains.ts';
import { auditKeys } from './audit-keys.ts';
import { AuditRecord } from './items.ts';
import { persevere } from './persevere.ts';

/** The audit trail, read back: its heads to seal them, its chains to hold them against their seals, what was done to something. */
export interface AuditHeads {
  /** Where each chain that grew on a day (UTC) had come to. */
  headsOfDay(day: string, work: Work): Promise<Head[]>;
  /** All there is of one chain. */
  entriesOf(chain: string, work: Work): Promise<AuditEntry[]>;
  /** What was done to something, oldest first. The index follows the trail by a moment. */
  entriesAbout(subject: string, work: Work): Promise<AuditEntry[]>;
}

export function createAuditHeads({
  client,
  tableName,
}: {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
}): AuditHeads {
  async function queried(
    names: { readonly pk: string; readonly index?: string },
    pk: string,
    work: Work,
  ): Promise<Record<string, unknown>[]> {
    const asked = {
      TableName: tableName,
      ...(names.index === undefined ? { ConsistentRead: true } : { IndexName: names.index }),
      KeyConditionExpression: '#pk = :pk',
      ExpressionAttributeNames: { '#pk': names.pk },
      ExpressionAttributeValues: { ':pk': pk },
    };
    const items: Record<string, unknown>[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const page = new QueryCommand({ ...asked, ExclusiveStartKey: from });
      const answer = await persevere(work, Math.random, () => client.send(page, { abortSignal: work.signal }));
      items.push(...(answer.Items ?? []));
      from = answer.LastEvaluatedKey;
    } while (from !== undefined);
    return items;
  }

  return {
    async headsOfDay(day, work) {
      const items = await queried({ pk: 'gsi2pk', index: 'gsi2' }, auditKeys.day(day), work);
      return headsOf(items.map(({ gsi2sk }) => auditKeys.headIn(String(gsi2sk))));
    },

    async entriesOf(chain, work) {
      return (await queried({ pk: 'pk' }, auditKeys.chain(chain), work)).map((item) => AuditRecord.parse(item));
    },

    async entriesAbout(subject, work) {
      const items = await queried({ pk: 'gsi1pk', index: 'gsi1' }, subject, work);
      return items.map((item) => AuditRecord.parse(item));
    },
  };
}
