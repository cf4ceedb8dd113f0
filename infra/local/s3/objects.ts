import { createHash, randomUUID } from 'node:crypto';
import type { State } from '../state.ts';
import type { Time } from '../time.ts';

export interface StoredObject {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  readonly eTag: string;
  readonly contentType: string;
  /** `x-amz-server-side-encryption` and the id of its key, as they were asked for. */
  readonly encryption: string;
  readonly encryptionKey: string;
  readonly body: Buffer;
  readonly tags: Readonly<Record<string, string>>;
}

export interface ObjectVersion {
  readonly key: string;
  readonly versionId: string;
  readonly isDeleteMarker: boolean;
  readonly isLatest: boolean;
  /** Milliseconds since 1970. None of what a platform kept that did not note it yet. */
  readonly since: number | undefined;
}

export interface Objects {
  put(object: Omit<StoredObject, 'versionId' | 'eTag' | 'tags'>): StoredObject;
  /** The latest version, or the one that is named. */
  get(bucket: string, key: string, versionId?: string): StoredObject | undefined;
  /** Newest first. */
  versions(bucket: string, prefix: string): ObjectVersion[];
  /** A version for good; without one, the object is hidden by a marker, as in a bucket with versions. */
  delete(bucket: string, key: string, versionId?: string): void;
  /** As if a marker had hidden it then already. @param since - milliseconds since 1970 */
  hide(bucket: string, key: string, since: number): void;
  /** No one deletes this version before then. @param until - milliseconds since 1970 */
  lock(versionId: string, until: number): void;
  /** Until when a version is locked; 0 where it is not. */
  lockedUntil(versionId: string): number;
  /** The first that nobody has scanned. */
  unscanned(): StoredObject | undefined;
  tag(versionId: string, tags: Readonly<Record<string, string>>): void;
  /** As if nobody had scanned it. */
  untag(versionId: string): void;
}

/**
 * S3's objects with all their versions, in the platform's own database: the engine at hand knows no versions, and that every one
 * of them goes is promised.
 */
export function createObjects({ database }: State, time: Pick<Time, 'now'>): Objects {
  database.exec(`
    CREATE TABLE IF NOT EXISTS object (
      place INTEGER PRIMARY KEY, bucket TEXT NOT NULL, key TEXT NOT NULL, version_id TEXT NOT NULL UNIQUE, etag TEXT NOT NULL,
      content_type TEXT NOT NULL, encryption TEXT NOT NULL, encryption_key TEXT NOT NULL, body BLOB NOT NULL,
      is_marker INTEGER NOT NULL, tags TEXT
    );
    CREATE INDEX IF NOT EXISTS object_by_key ON object (bucket, key, place);
    CREATE TABLE IF NOT EXISTS object_age (version_id TEXT PRIMARY KEY, since INTEGER NOT NULL);
    CREATE TABLE IF NOT EXISTS object_lock (version_id TEXT PRIMARY KEY, until INTEGER NOT NULL);
  `);
  const insert = database.prepare(
    'INSERT INTO object (bucket, key, version_id, etag, content_type, encryption, encryption_key, body, is_marker, tags) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const latest = database.prepare('SELECT * FROM object WHERE bucket = ? AND key = ? ORDER BY place DESC LIMIT 1');
  const named = database.prepare('SELECT * FROM object WHERE bucket = ? AND key = ? AND version_id = ?');
  const listed = database.prepare(
    'SELECT key, version_id, is_marker, since FROM object LEFT JOIN object_age USING (version_id) WHERE bucket = ? AND substr(key, 1, length(?)) = ? ORDER BY key, place DESC',
  );
  const note = database.prepare('INSERT INTO object_age (version_id, since) VALUES (?, ?)');
  const forget = database.prepare('DELETE FROM object_age WHERE version_id = ?');
  const remove = database.prepare('DELETE FROM object WHERE bucket = ? AND key = ? AND version_id = ?');
  const untagged = database.prepare('SELECT * FROM object WHERE tags IS NULL ORDER BY place LIMIT 1');
  const lock = database.prepare('INSERT INTO object_lock (version_id, until) VALUES (?, ?)');
  const lockOf = database.prepare('SELECT until FROM object_lock WHERE version_id = ?');
  const setTags = database.prepare('UPDATE object SET tags = ? WHERE version_id = ?');

  const read = (row: ReturnType<typeof latest.get>): StoredObject | undefined =>
    row === undefined || row.is_marker === 1
      ? undefined
      : {
          bucket: String(row.bucket),
          key: String(row.key),
          versionId: String(row.version_id),
          eTag: String(row.etag),
          contentType: String(row.content_type),
          encryption: String(row.encryption),
          encryptionKey: String(row.encryption_key),
          body: Buffer.from(row.body as Uint8Array),
          tags: JSON.parse(String(row.tags ?? '{}')),
        };

  function hide(bucket: string, key: string, since: number): void {
    const versionId = randomUUID().replaceAll('-', '');
    insert.run(bucket, key, versionId, '', '', '', '', Buffer.alloc(0), 1, '{}');
    note.run(versionId, since);
  }

  return {
    put({ bucket, key, contentType, encryption, encryptionKey, body }) {
      const versionId = randomUUID().replaceAll('-', '');
      const eTag = `"${createHash('md5').update(body).digest('hex')}"`;
      insert.run(bucket, key, versionId, eTag, contentType, encryption, encryptionKey, body, 0, null);
      note.run(versionId, time.now().getTime());
      return { bucket, key, versionId, eTag, contentType, encryption, encryptionKey, body, tags: {} };
    },
    get: (bucket, key, versionId) =>
      read(versionId === undefined ? latest.get(bucket, key) : named.get(bucket, key, versionId)),
    versions(bucket, prefix) {
      const seen = new Set<string>();
      return listed.all(bucket, prefix, prefix).map((row) => {
        const key = String(row.key);
        const isLatest = !seen.has(key);
        seen.add(key);
        return {
          key,
          versionId: String(row.version_id),
          isDeleteMarker: row.is_marker === 1,
          isLatest,
          since: row.since === null ? undefined : Number(row.since),
        };
      });
    },
    delete(bucket, key, versionId) {
      if (versionId === undefined) return hide(bucket, key, time.now().getTime());
      remove.run(bucket, key, versionId);
      forget.run(versionId);
    },
    hide,
    lock(versionId, until) {
      lock.run(versionId, until);
    },
    lockedUntil: (versionId) => Number(lockOf.get(versionId)?.until ?? 0),
    unscanned: () => read(untagged.get()),
    tag(versionId, tags) {
      setTags.run(JSON.stringify(tags), versionId);
    },
    untag(versionId) {
      setTags.run(null, versionId);
    },
  };
}
