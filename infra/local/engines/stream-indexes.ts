import { DatabaseSync } from 'node:sqlite';

/**
 * Indexes for the records of streams, of which dynoxide 1.2.1 has none: it numbers each new one, and finds those that follow another,
 * by looking through all that there are, so that each write costs more than the one before it. They change nothing that it answers.
 */
const indexes = [
  'hub_next ON _stream_records (table_name, CAST(sequence_number AS INTEGER))',
  'hub_following ON _stream_records (table_name, shard_id, CAST(sequence_number AS INTEGER))',
  'hub_range ON _stream_records (table_name, shard_id, sequence_number)',
];

/** @param file - the engine's own; one of another version, which may keep its records otherwise, is left as it is */
export function indexStreamRecords(file: string): void {
  const database = new DatabaseSync(file, { timeout: 5000 });
  try {
    for (const index of indexes) database.exec(`CREATE INDEX IF NOT EXISTS ${index}`);
  } catch (error) {
    if (!(error instanceof Error && /no such (table|column)/.test(error.message))) throw error;
  } finally {
    database.close();
  }
}
