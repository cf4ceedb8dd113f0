import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StartFault } from './fault.ts';

/** What the platform itself must not forget when it is killed: emails taken, events owed, how far streams were read, the clock. */
export interface State {
  readonly database: DatabaseSync;
  get(name: string): string | undefined;
  set(name: string, value: string): void;
  /** Keeps all that is written meanwhile, or nothing of it. */
  together(write: () => void): void;
  close(): void;
}

const own = [
  'cognito',
  'dynamodb',
  'logs',
  'platform.db',
  'platform.db-shm',
  'platform.db-wal',
  'queues',
  'seeded',
  'url',
];

/** What else is in the folder stays: it may be a folder that somebody named by mistake. */
function forget(stateDir: string): void {
  for (const name of own) rmSync(join(stateDir, name), { recursive: true, force: true });
}

/** Held until the process ends, however it ends, so that two platforms never write to the same folder. */
function openAlone(stateDir: string): DatabaseSync {
  const database = new DatabaseSync(join(stateDir, 'platform.db'));
  try {
    // What is written survives the killing of this process; that the disk has it is waited for only now and then, since it takes longest.
    database.exec(
      'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; BEGIN EXCLUSIVE; COMMIT;',
    );
    return database;
  } catch (error) {
    database.close();
    if (!(error instanceof Error && error.message.includes('database is locked'))) throw error;
    throw new StartFault(`Another platform keeps its state in ${stateDir}: stop it, or name another HUB_STATE_DIR`);
  }
}

/** A file that is broken is as good a reason as any to start afresh. @throws StartFault where another platform uses it */
function refuseIfUsed(stateDir: string): void {
  try {
    openAlone(stateDir).close();
  } catch (error) {
    if (error instanceof StartFault) throw error;
  }
}

/** One folder at a time: asked for all of them at once where none can be made, as under /proc, Node never comes back. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new StartFault(`The folder ${path} cannot be made: name another (HUB_STATE_DIR)`);
  }
}

/** @param fresh - forget what an earlier run left; refused, like any start, while another platform uses the folder */
export function openState(stateDir: string, fresh: boolean): State {
  makeFolder(stateDir);
  if (fresh) {
    refuseIfUsed(stateDir);
    forget(stateDir);
  }
  const database = openAlone(stateDir);
  mkdirSync(join(stateDir, 'logs'), { recursive: true });
  database.exec(`
    CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS email (
      message_id TEXT PRIMARY KEY, accepted_at TEXT NOT NULL, destinations TEXT NOT NULL, tags TEXT NOT NULL, raw BLOB NOT NULL
    );
    CREATE TABLE IF NOT EXISTS owed_event (id INTEGER PRIMARY KEY, topic TEXT NOT NULL, message TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS suppressed_address (address TEXT PRIMARY KEY);
    CREATE TABLE IF NOT EXISTS swept_item (id TEXT PRIMARY KEY);
  `);
  const read = database.prepare('SELECT value FROM setting WHERE name = ?');
  const replace = database.prepare('INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)');
  return {
    database,
    get: (name) => read.get(name)?.value as string | undefined,
    set: (name, value) => {
      replace.run(name, value);
    },
    together(write) {
      database.exec('BEGIN');
      try {
        write();
        database.exec('COMMIT');
      } catch (error) {
        database.exec('ROLLBACK');
        throw error;
      }
    },
    close: () => database.close(),
  };
}
