import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startDynamoDb } from '../../../infra/local/engines/dynamodb.ts';
import { indexStreamRecords } from '../../../infra/local/engines/stream-indexes.ts';
import { availableEngines } from '../../support/dynamodb.ts';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'hub-indexes-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

describe.runIf(availableEngines.includes('dynoxide'))('the records of a stream, in dynoxide', () => {
  it('are found by an index for each way in which it looks for them', async () => {
    const stateDir = folder();
    mkdirSync(join(stateDir, 'logs'));
    const { client, process } = await startDynamoDb('dynoxide', stateDir, 'eu-west-2');
    client.destroy();
    await process.stop();
    const database = new DatabaseSync(join(stateDir, 'dynamodb', 'dynamodb.db'));
    const number = 'CAST(sequence_number AS INTEGER)';
    const from = 'FROM _stream_records WHERE table_name = ?1';
    const planOf = (sql: string) =>
      database
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .all()
        .map(({ detail }) => String(detail))
        .join('; ');
    // As the engine asks; what it has none for, it looks for among all.
    expect(planOf(`SELECT COALESCE(MAX(${number}), 0) + 1 ${from}`)).toMatch(/USING (COVERING )?INDEX hub_next/);
    const following = `${from} AND shard_id = ?2 AND ${number} > ?3 ORDER BY ${number} ASC LIMIT ?4`;
    expect(planOf(`SELECT event_name ${following}`)).toMatch(/USING INDEX hub_following \([^;]*>\?\)$/);
    const range = `SELECT MIN(sequence_number), MAX(sequence_number) ${from} AND shard_id = ?2`;
    expect(planOf(range)).toMatch(/USING COVERING INDEX hub_range/);
    database.close();
  });

  it('are left as they are where another version of it keeps them otherwise', () => {
    const file = join(folder(), 'other.db');
    expect(() => indexStreamRecords(file)).not.toThrow();
  });
});
