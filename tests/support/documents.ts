import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import type { DocumentStore } from '#documents/document-store.ts';
import type { FileVersion } from '#documents/download-link.ts';
import { adminUseCases } from '#functions/documents/admin-use-cases.ts';
import { createCheckDocument } from '#functions/documents/check-document.ts';
import { createMyUseCases } from '#functions/documents/me-use-cases.ts';
import { publicUseCases } from '#functions/documents/public-use-cases.ts';
import { createTendDocuments } from '#functions/documents/tend-documents.ts';
import { wireForChecking, wireForLearners, wireForStaff, wireForUploaders } from '#functions/documents/wiring.ts';
import { actingAs, acts } from './acting-as.ts';
import { createTestFunding } from './funding.ts';
import { workOf } from './hub.ts';

interface Posted {
  readonly versionId: string;
  readonly bytes: Uint8Array;
  /** What the scanner said of it, once it has. */
  tag?: string;
}

export const aPdf = (text = 'I was there'): Uint8Array => Buffer.from(`%PDF-1.7\n${text}`);

/** A bucket with versions, in memory, whose files are read as the bucket's policy lets them be: once they are tagged as clean. */
function createTestBucket() {
  const objects = new Map<string, Posted[]>();
  let posted = 0;
  const versionsOf = (key: string) => objects.get(key) ?? [];
  const store: DocumentStore = {
    presignUpload: async ({ key }) => ({ url: 'https://bucket.example', fields: { key } }),
    presignDownload: async ({ key, versionId, filename }) =>
      `https://bucket.example/${key}?versionId=${versionId}&filename=${filename}`,
    read: async ({ key, versionId }) =>
      versionsOf(key).find((each) => each.versionId === versionId && each.tag === 'NO_THREATS_FOUND')?.bytes,
    versions: async (key) =>
      versionsOf(key).map(({ versionId, tag }) => (tag === undefined ? { versionId } : { versionId, scanResult: tag })),
    removeVersion: async ({ key, versionId }) => {
      objects.set(
        key,
        versionsOf(key).filter((each) => each.versionId !== versionId),
      );
    },
    removeAllVersions: async (key) => {
      objects.delete(key);
    },
  };
  return {
    store,
    versionsOf,
    post(key: string, bytes: Uint8Array): string {
      posted += 1;
      const versionId = `version-${posted}`;
      objects.set(key, [...versionsOf(key), { versionId, bytes }]);
      return versionId;
    },
    tag(key: string, versionId: string, result: string): void {
      const found = versionsOf(key).find((each) => each.versionId === versionId);
      if (found) found.tag = result;
    },
  };
}

const context = { awsRequestId: 'request', getRemainingTimeInMillis: () => 20_000 } as unknown as Context;

/** The use cases of documents on a real engine, with a bucket in memory that tests post to and scan. */
export function createTestDocuments(client: DynamoDBClient) {
  const funding = createTestFunding(client);
  const bucket = createTestBucket();
  const counted: string[] = [];
  const deps = {
    ...funding,
    ...wireForUploaders(funding, bucket.store),
    ...wireForChecking(funding, bucket.store),
    ...wireForStaff(funding, bucket.store),
    log: { event: () => {}, begin: () => {} },
    counter: { count: (event: string) => void counted.push(event), flush: () => {} },
  };
  const forLearners = wireForLearners(funding, bucket.store);
  const askedFor: FileVersion[] = [];
  const scanner = { askFor: async (file: FileVersion) => void askedFor.push(file) };
  const useCases = {
    ...actingAs('documents-public', publicUseCases({ ...deps, siteUrl: 'https://hub.example' })),
    ...actingAs('documents-admin', adminUseCases(deps)),
  };
  const check = acts('documents-check', createCheckDocument(deps));
  const documents = {
    ...deps,
    ...useCases,
    bucket,
    counted,
    /** What learners do with evidence of their training, and what that stands on. */
    me: actingAs('documents-me', createMyUseCases(forLearners)),
    forLearners,
    scanner,
    /** The versions whose scans were asked for again. */
    askedFor,
    /** Hears what comes over the bus. */
    hear: (event: unknown) => check(event, context),
    /** Looks after what was not heard of in time. */
    look: (changed: Partial<Parameters<typeof createTendDocuments>[0]> = {}) =>
      acts('documents-tend', createTendDocuments({ ...deps, scanner, ...changed }))(undefined, context),
    /** A document that is to come, and where its file is posted. */
    async form(fundingRequestId: string, purpose: 'evidence' | 'invoice' = 'evidence') {
      const body = { purpose, filename: `${purpose}.pdf`, contentType: 'application/pdf' as const };
      const added = await useCases.addDocument(
        { ...funding.nothing, path: { fundingRequestId }, body },
        await funding.as(fundingRequestId),
      );
      const { documentId, upload } = added.body;
      return { documentId, key: upload.fields.key ?? '' };
    },
    /** Tags a version, and says so, as GuardDuty does. */
    async scan(key: string, versionId: string, result = 'NO_THREATS_FOUND', checks = check) {
      bucket.tag(key, versionId, result);
      return checks(
        {
          detail: {
            s3ObjectDetails: { objectKey: key, versionId },
            scanResultDetails: { scanResultStatus: result },
          },
        },
        context,
      );
    },
    async stored(documentId: string) {
      const document = await deps.documents.find(documentId, workOf());
      if (!document) throw new Error('There is no such document');
      return document;
    },
  };
  return documents;
}

export type TestDocuments = ReturnType<typeof createTestDocuments>;
