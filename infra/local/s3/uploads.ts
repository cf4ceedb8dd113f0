import { createHash, randomUUID } from 'node:crypto';
import type { State } from '../state.ts';
import type { StoredObject } from './objects.ts';

/** An object that comes into being by its parts. */
export interface Upload extends Pick<StoredObject, 'bucket' | 'key' | 'contentType' | 'encryption' | 'encryptionKey'> {
  readonly uploadId: string;
}

export interface StoredPart {
  readonly number: number;
  readonly eTag: string;
  readonly bytes: number;
}

export interface Uploads {
  begin(upload: Omit<Upload, 'uploadId'>): Upload;
  /** None where it was finished, abandoned or never begun, or is of another object. */
  find(bucket: string, key: string, uploadId: string): Upload | undefined;
  /** In place of an earlier part of the same number. Answers its entity tag. */
  keepPart(uploadId: string, number: number, body: Buffer): string;
  parts(uploadId: string): StoredPart[];
  bodyOf(uploadId: string, number: number): Buffer;
  /** With all of its parts. */
  forget(uploadId: string): void;
  /** Those that are still coming into being. */
  list(bucket: string): Pick<Upload, 'key' | 'uploadId'>[];
}

/** S3's multipart uploads that are neither finished nor abandoned, in the platform's own database. */
export function createUploads({ database, together }: State): Uploads {
  database.exec(`
    CREATE TABLE IF NOT EXISTS upload (
      upload_id TEXT PRIMARY KEY, bucket TEXT NOT NULL, key TEXT NOT NULL, content_type TEXT NOT NULL, encryption TEXT NOT NULL,
      encryption_key TEXT NOT NULL
    );
    CREATE TABLE IF NOT EXISTS upload_part (
      upload_id TEXT NOT NULL, number INTEGER NOT NULL, etag TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (upload_id, number)
    );
  `);
  const insert = database.prepare('INSERT INTO upload VALUES (?, ?, ?, ?, ?, ?)');
  const named = database.prepare('SELECT * FROM upload WHERE bucket = ? AND key = ? AND upload_id = ?');
  const replacePart = database.prepare('INSERT OR REPLACE INTO upload_part VALUES (?, ?, ?, ?)');
  const listParts = database.prepare(
    'SELECT number, etag, length(body) AS bytes FROM upload_part WHERE upload_id = ? ORDER BY number',
  );
  const part = database.prepare('SELECT body FROM upload_part WHERE upload_id = ? AND number = ?');
  const removeParts = database.prepare('DELETE FROM upload_part WHERE upload_id = ?');
  const remove = database.prepare('DELETE FROM upload WHERE upload_id = ?');
  const unfinished = database.prepare('SELECT key, upload_id FROM upload WHERE bucket = ?');

  return {
    begin(upload) {
      const uploadId = randomUUID().replaceAll('-', '');
      const { bucket, key, contentType, encryption, encryptionKey } = upload;
      insert.run(uploadId, bucket, key, contentType, encryption, encryptionKey);
      return { ...upload, uploadId };
    },
    find(bucket, key, uploadId) {
      const row = named.get(bucket, key, uploadId);
      if (!row) return undefined;
      const { content_type, encryption, encryption_key } = row;
      return {
        uploadId,
        bucket,
        key,
        contentType: String(content_type),
        encryption: String(encryption),
        encryptionKey: String(encryption_key),
      };
    },
    keepPart(uploadId, number, body) {
      const eTag = `"${createHash('md5').update(body).digest('hex')}"`;
      replacePart.run(uploadId, number, eTag, body);
      return eTag;
    },
    parts: (uploadId) =>
      listParts.all(uploadId).map(({ number, etag, bytes }) => ({
        number: Number(number),
        eTag: String(etag),
        bytes: Number(bytes),
      })),
    bodyOf: (uploadId, number) => Buffer.from(part.get(uploadId, number)?.body as Uint8Array),
    forget: (uploadId) =>
      together(() => {
        removeParts.run(uploadId);
        remove.run(uploadId);
      }),
    list: (bucket) =>
      unfinished.all(bucket).map(({ key, upload_id }) => ({ key: String(key), uploadId: String(upload_id) })),
  };
}
