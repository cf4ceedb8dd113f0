import {
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  ListObjectVersionsCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { largestDocument, savedAs } from '#domain/documents/document.ts';
import type { DocumentType } from '#domain/documents/file-types.ts';
import type { Work } from '#platform/work.ts';
import { type FileVersion, presignDownload } from './download-link.ts';

export interface PresignedUpload {
  readonly url: string;
  /** Sent as they are, before the file. */
  readonly fields: Record<string, string>;
}

export interface DocumentStore {
  /** What lets a browser post one file: to this key, of this type, not too large, encrypted under the documents' key. */
  presignUpload(upload: {
    readonly key: string;
    readonly contentType: DocumentType;
    readonly expiresInSeconds: number;
    /** Where the browser is sent once the file is there; left out: it is told so itself. */
    readonly redirectTo?: string | undefined;
  }): Promise<PresignedUpload>;
  /** A link that opens this version of a file for a minute, to be saved under a name of its type and never shown in the page. */
  presignDownload(
    download: FileVersion & { readonly filename: string; readonly contentType: DocumentType },
  ): Promise<string>;
  /** None where this version is not there, or not tagged as clean: to who may not list, S3 does not say which. */
  read(file: FileVersion, work: Work): Promise<Uint8Array | undefined>;
  /** The first few that were posted, oldest first, each with what the scanner's tag says of it, if it has one. */
  versions(key: string, work: Work): Promise<{ readonly versionId: string; readonly scanResult?: string }[]>;
  /** For good. Removing it again changes nothing. */
  removeVersion(file: FileVersion, work: Work): Promise<void>;
  /** Every version that there is or was. Removing them again changes nothing. */
  removeAllVersions(key: string): Promise<void>;
}

/** The tag that GuardDuty puts on what it has scanned. */
const scanTag = 'GuardDutyMalwareScanStatus';

/** A form is posted once or twice; who posts it a thousand times gains nothing. */
const mostLookedAt = 5;

/** S3 hides from who may not list whether there is something, or they may not read it. */
const unreadable = ['AccessDenied', 'NoSuchKey', 'NoSuchVersion'];

interface StoreDeps {
  readonly s3: S3Client;
  readonly bucket: string;
  /** Of the key under which every document is encrypted. */
  readonly keyArn: string;
}

/** Forms and links that let a browser come to the bucket itself. */
const createPresigning = ({
  s3,
  bucket,
  keyArn,
}: StoreDeps): Pick<DocumentStore, 'presignUpload' | 'presignDownload'> => ({
  presignUpload({ key, contentType, expiresInSeconds, redirectTo }) {
    const fields = {
      'Content-Type': contentType,
      'x-amz-server-side-encryption': 'aws:kms',
      'x-amz-server-side-encryption-aws-kms-key-id': keyArn,
      ...(redirectTo === undefined ? { success_action_status: '201' } : { success_action_redirect: redirectTo }),
    };
    return createPresignedPost(s3, {
      Bucket: bucket,
      Key: key,
      Expires: expiresInSeconds,
      Fields: fields,
      Conditions: [
        ['content-length-range', 1, largestDocument],
        ...Object.entries(fields).map(([name, value]) => ({ [name]: value })),
      ],
    });
  },

  presignDownload: (download) =>
    presignDownload({ s3, bucket }, { ...download, filename: savedAs(download.filename, download.contentType) }),
});

/** With the markers of deletions, newest first, as S3 lists them. */
async function everyVersion({ s3, bucket }: StoreDeps, key: string, work?: Work) {
  const found: { readonly VersionId?: string | undefined }[] = [];
  let from: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
  for (;;) {
    const page = await s3.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: key, ...from }), {
      ...(work && { abortSignal: work.signal }),
    });
    // A prefix matches longer keys, too.
    found.push(...[...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])].filter(({ Key }) => Key === key));
    if (!page.IsTruncated) return found;
    from = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
  }
}

export function createDocumentStore(deps: StoreDeps): DocumentStore {
  const { s3, bucket } = deps;
  return {
    ...createPresigning(deps),

    async read({ key, versionId }, work) {
      try {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId }), {
          abortSignal: work.signal,
        });
        return await Body?.transformToByteArray();
      } catch (error) {
        if (error instanceof Error && unreadable.includes(error.name)) return undefined;
        throw error;
      }
    },

    async versions(key, work) {
      const newestFirst = (await everyVersion(deps, key, work)).flatMap(({ VersionId }) => VersionId ?? []);
      return Promise.all(
        newestFirst
          .toReversed()
          .slice(0, mostLookedAt)
          .map(async (versionId) => {
            const { TagSet = [] } = await s3.send(
              new GetObjectTaggingCommand({ Bucket: bucket, Key: key, VersionId: versionId }),
              { abortSignal: work.signal },
            );
            const scanResult = TagSet.find(({ Key }) => Key === scanTag)?.Value;
            return scanResult === undefined ? { versionId } : { versionId, scanResult };
          }),
      );
    },

    async removeVersion({ key, versionId }, work) {
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId }), {
        abortSignal: work.signal,
      });
    },

    async removeAllVersions(key) {
      for (const { VersionId } of await everyVersion(deps, key)) {
        await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key, VersionId }));
      }
    },
  };
}
