import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startS3, type TestS3 } from '../../support/s3.ts';

const leastBytes = 5 * 1024 * 1024;

describe('what is written by parts to S3 on this machine', () => {
  let s3: TestS3;
  let number = 0;

  beforeAll(async () => {
    s3 = await startS3();
  });
  afterAll(() => s3.stop());

  type Encryption = { readonly ServerSideEncryption?: 'aws:kms' | 'AES256'; readonly SSEKMSKeyId?: string };
  const ownKey = (): Encryption => ({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: s3.keyArn });

  async function begin({ as = 'bookings-admin', prefix = 'exports/bookings/', encryption = ownKey() } = {}) {
    number += 1;
    const at = { Bucket: s3.bucket, Key: `${prefix}${number}.csv` };
    const client = s3.clientOf(as);
    const { UploadId } = await client.send(
      new CreateMultipartUploadCommand({ ...at, ContentType: 'text/csv', ...encryption }),
    );
    const upload = { ...at, UploadId };
    return {
      upload,
      client,
      async add(PartNumber: number, Body: Buffer) {
        const { ETag } = await client.send(new UploadPartCommand({ ...upload, PartNumber, Body }));
        return { PartNumber, ETag };
      },
      finish: (Parts: { PartNumber: number; ETag: string | undefined }[]) =>
        client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } })),
      abandon: () => client.send(new AbortMultipartUploadCommand(upload)),
    };
  }
  const part = (fill: string, bytes = leastBytes) => Buffer.alloc(bytes, fill);
  const refusal = (name: string) => expect.objectContaining({ name });

  it('is one object, of the parts that are named, whatever the order in which they came', async () => {
    const made = await begin();
    const last = await made.add(3, part('c', 10));
    const first = await made.add(1, part('a'));
    await made.add(2, part('left out'));
    const second = await made.add(2, part('b', leastBytes + 1));
    expect(s3.objects()).not.toContain(made.upload.Key);
    const { VersionId, ETag } = await made.finish([first, second, last]);
    const { Body, ContentType, ServerSideEncryption, ...read } = await made.client.send(
      new GetObjectCommand({ Bucket: s3.bucket, Key: made.upload.Key, VersionId }),
    );
    const whole = Buffer.from((await Body?.transformToByteArray()) ?? []);
    expect(whole.equals(Buffer.concat([part('a'), part('b', leastBytes + 1), part('c', 10)]))).toBe(true);
    expect({ ContentType, ServerSideEncryption, ETag: read.ETag }).toEqual({
      ContentType: 'text/csv',
      ServerSideEncryption: 'aws:kms',
      ETag,
    });
    expect(s3.uploads()).not.toContain(made.upload.Key);
  });

  it('takes a part below 5 MiB as the last one only', async () => {
    const made = await begin();
    const parts = [await made.add(1, part('a', leastBytes - 1)), await made.add(2, part('b', 1))];
    await expect(made.finish(parts)).rejects.toEqual(refusal('EntityTooSmall'));
    expect(s3.objects()).not.toContain(made.upload.Key);
    const again = [await made.add(1, part('a')), ...parts.slice(1)];
    await made.finish(again);
    expect(s3.objects()).toContain(made.upload.Key);
  });

  it.each([
    ['a part that was not sent', ([one]: Part[]) => [one, { PartNumber: 9, ETag: '"x"' }], 'InvalidPart'],
    ['a part that says it is another', ([one, two]: Part[]) => [one, { ...two, ETag: one?.ETag }], 'InvalidPart'],
    ['parts in another order', ([one, two]: Part[]) => [two, one], 'InvalidPartOrder'],
    ['a part twice', ([one]: Part[]) => [one, one], 'InvalidPartOrder'],
    ['no parts', () => [], 'MalformedXML'],
  ] as const)('is not made of %s', async (_what, named, code) => {
    const made = await begin();
    const parts = [await made.add(1, part('a')), await made.add(2, part('b'))];
    await expect(made.finish(named(parts) as Part[])).rejects.toEqual(refusal(code));
    await made.finish(parts);
  });

  it('leaves nothing where it is abandoned, and ends with that or with its object', async () => {
    const abandoned = await begin();
    const parts = [await abandoned.add(1, part('a'))];
    await abandoned.abandon();
    expect([...s3.uploads(), ...s3.objects()]).not.toContain(abandoned.upload.Key);
    const finished = await begin();
    await finished.finish([await finished.add(1, part('b', 3))]);
    for (const ended of [abandoned, finished]) {
      await expect(ended.add(2, part('c', 1))).rejects.toEqual(refusal('NoSuchUpload'));
      await expect(ended.finish(parts)).rejects.toEqual(refusal('NoSuchUpload'));
      await expect(ended.abandon()).rejects.toEqual(refusal('NoSuchUpload'));
    }
  });

  it('is known by its own object alone', async () => {
    const made = await begin();
    const { client, upload } = await begin();
    const elsewhere = new UploadPartCommand({
      ...upload,
      UploadId: made.upload.UploadId,
      PartNumber: 1,
      Body: part('a', 1),
    });
    await expect(client.send(elsewhere)).rejects.toEqual(refusal('NoSuchUpload'));
  });

  it.each([0, 10_001, 1.5])('has no part %s', async (PartNumber) => {
    const made = await begin();
    await expect(made.add(PartNumber, part('a', 1))).rejects.toEqual(refusal('InvalidArgument'));
  });

  it('may be begun where tables lie, by those who answer them, under the documents’ own key', async () => {
    await begin({ as: 'funding-admin', prefix: 'exports/funding/' });
    const refused = [
      { prefix: 'documents/' },
      { prefix: 'exports/funding/' },
      { as: 'funding-admin' },
      { encryption: { ServerSideEncryption: 'aws:kms' as const } },
      { prefix: '' },
      { as: 'documents-public' },
      { as: 'documents-admin' },
      { as: 'bookings-public' },
      { encryption: { ServerSideEncryption: 'AES256' as const } },
      { encryption: { ...ownKey(), SSEKMSKeyId: 'arn:aws:kms:eu-west-2:000000000000:key/another' } },
    ];
    for (const attempt of refused) {
      await expect(begin(attempt), JSON.stringify(attempt)).rejects.toEqual(refusal('AccessDenied'));
    }
  });

  it('may be put there at once on the same terms', async () => {
    const put = (encryption: Encryption) => {
      number += 1;
      const at = { Bucket: s3.bucket, Key: `exports/bookings/${number}.csv` };
      return s3.clientOf('bookings-admin').send(new PutObjectCommand({ ...at, Body: part('a', 3), ...encryption }));
    };
    await put({});
    await put(ownKey());
    expect(s3.object(`exports/bookings/${number}.csv`)).toMatchObject({
      encryption: 'aws:kms',
      encryptionKey: s3.keyArn,
    });
    for (const encryption of [
      { ServerSideEncryption: 'aws:kms' as const },
      { ServerSideEncryption: 'AES256' as const },
      { ...ownKey(), SSEKMSKeyId: 'arn:aws:kms:eu-west-2:000000000000:key/another' },
    ])
      await expect(put(encryption), JSON.stringify(encryption)).rejects.toEqual(refusal('AccessDenied'));
  });

  it('is gone on with, ended and read by those alone, and by its version', async () => {
    const made = await begin();
    await made.finish([await made.add(1, part('a', 3))]);
    const open = await begin();
    const stranger = s3.clientOf('documents-admin');
    const attempts = [
      () => stranger.send(new UploadPartCommand({ ...open.upload, PartNumber: 1, Body: part('a', 1) })),
      () => stranger.send(new CompleteMultipartUploadCommand({ ...open.upload, MultipartUpload: { Parts: [] } })),
      () => stranger.send(new AbortMultipartUploadCommand(open.upload)),
      () => made.client.send(new GetObjectCommand({ Bucket: s3.bucket, Key: made.upload.Key })),
      () =>
        stranger.send(
          new GetObjectCommand({
            Bucket: s3.bucket,
            Key: made.upload.Key,
            VersionId: s3.object(made.upload.Key)?.versionId,
          }),
        ),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toEqual(refusal('AccessDenied'));
  });
});

type Part = { PartNumber: number; ETag: string | undefined };
