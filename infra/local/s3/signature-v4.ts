import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { accessDenied, S3Error } from './errors.ts';

/** The secret of every function on this machine: only its access key tells it from others. */
const secret = 'local';

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

export interface Scope {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
}

/** `AKIA…/20270118/eu-west-2/s3/aws4_request`. @throws S3Error */
export function readScope(credential: string): Scope {
  const [accessKeyId, date, region, service, end, ...more] = credential.split('/');
  const known = service === 's3' && end === 'aws4_request' && more.length === 0;
  if (!accessKeyId || !date || !region || !known) {
    throw new S3Error(400, 'AuthorizationQueryParametersError', 'The credential is malformed');
  }
  return { accessKeyId, date, region };
}

/** Signature Version 4 of a text (Amazon S3 API reference, authenticating requests). */
function signatureOf({ date, region }: Scope, text: string): string {
  const key = hmac(hmac(hmac(hmac(`AWS4${secret}`, date), region), 's3'), 'aws4_request');
  return hmac(key, text).toString('hex');
}

/** @throws S3Error where the text was not signed so */
export function verify(scope: Scope, text: string, signature: string): void {
  const [given, right] = [Buffer.from(signature), Buffer.from(signatureOf(scope, text))];
  if (given.length === right.length && timingSafeEqual(given, right)) return;
  throw new S3Error(
    403,
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided.',
  );
}

const encode = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** `20270118T090000Z` in milliseconds since 1970. */
const instantOf = (date: string): number =>
  Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

/**
 * Who signed the link that is asked for.
 *
 * @param path - as it stands in the request
 * @throws S3Error where the signature is wrong, or the link has ended
 */
export function verifyLink(method: string, path: string, query: URLSearchParams, host: string, now: Date): Scope {
  const { 'X-Amz-Signature': signature = '', ...signed } = Object.fromEntries(query);
  const date = signed['X-Amz-Date'] ?? '';
  const endsAt = instantOf(date) + Number(signed['X-Amz-Expires']) * 1000;
  const scope = readScope(signed['X-Amz-Credential'] ?? '');
  if (signed['X-Amz-SignedHeaders'] !== 'host' || Number.isNaN(endsAt)) {
    throw new S3Error(400, 'AuthorizationQueryParametersError', 'The link is malformed');
  }
  const canonicalQuery = Object.entries(signed)
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
  const canonical = [method, path, canonicalQuery, `host:${host}`, '', 'host', 'UNSIGNED-PAYLOAD'].join('\n');
  const hash = createHash('sha256').update(canonical).digest('hex');
  const scopeText = `${scope.date}/${scope.region}/s3/aws4_request`;
  verify(scope, ['AWS4-HMAC-SHA256', date, scopeText, hash].join('\n'), signature);
  if (now.getTime() > endsAt) throw accessDenied('Request has expired');
  return scope;
}
