import type { IncomingHttpHeaders } from 'node:http';
import type { DeployedFunction } from '../template/deployment.ts';
import type { StoredObject } from './objects.ts';

export interface S3Request {
  readonly method: string;
  /** Path and query as they came. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Who signed the request itself, rather than a link or a form. */
  readonly caller: DeployedFunction | undefined;
}

export interface S3Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
}

const escapeXml = (text: string): string => text.replaceAll(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

export const element = (name: string, text: string): string => `<${name}>${escapeXml(text)}</${name}>`;

/** @param content - elements */
export const xmlAnswer = (
  status: number,
  root: string,
  content: string,
  headers: Readonly<Record<string, string>> = {},
): S3Answer => ({
  status,
  headers: { 'Content-Type': 'application/xml', ...headers },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<${root}>${content}</${root}>`,
});

const encryptionHeaders = ({ encryption, encryptionKey }: StoredObject): Record<string, string> =>
  encryption === ''
    ? {}
    : {
        'x-amz-server-side-encryption': encryption,
        'x-amz-server-side-encryption-aws-kms-key-id': encryptionKey,
        'x-amz-server-side-encryption-bucket-key-enabled': 'true',
      };

/** Which version of an object an answer is about, and how it is kept. */
export const versionHeaders = (object: StoredObject): Record<string, string> => ({
  ETag: object.eTag,
  'x-amz-version-id': object.versionId,
  ...encryptionHeaders(object),
});
