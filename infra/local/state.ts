import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** What the platform itself must not forget when it is killed: emails taken, events owed, how far streams were read, the clock. */
export interface State {
  readonly database: DatabaseSync;
  get(name: string): string | undefined;
  set(name: string, value: string): void;
  close(): void;
}

export function openState(stateDir: string): State {
  mkdirSync(stateDir, { recursive: true });
  const database = new DatabaseSync(join(stateDir, 'platform.db'));
  database.exec(`
    PRAGMA journal_mode = WAL;
    CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS email (
      message_id TEXT PRIMARY KEY, accepted_at TEXT NOT NULL, destinations TEXT NOT NULL, tags TEXT NOT NULL, raw BLOB NOT NULL
    );
    CREATE TABLE IF NOT EXISTS owed_event (id INTEGER PRIMARY KEY, topic TEXT NOT NULL, message TEXT NOT NULL);
  `);
  const read = database.prepare('SELECT value FROM setting WHERE name = ?');
  const write = database.prepare('INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)');
  return {
    database,
    get: (name) => read.get(name)?.value as string | undefined,
    set: (name, value) => {
      write.run(name, value);
    },
    close: () => database.close(),
  };
}
