import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createExports, type Exports } from '#documents/exports.ts';
import { createS3Uploads } from '#documents/s3-uploads.ts';
import { OutOfTimeError } from '#platform/errors.ts';
import { createIds } from '#platform/ids.ts';
import { workOf } from '../../support/hub.ts';
import { startS3, type TestS3 } from '../../support/s3.ts';

describe('tables in the documents’ bucket', () => {
  let s3: TestS3;
  let exports: Exports;

  beforeAll(async () => {
    s3 = await startS3();
    const { bucket, keyArn, time } = s3;
    const clock = () => time.now();
    exports = createExports({
      begin: createS3Uploads({
        area: 'bookings',
        s3: s3.clientOf('bookings-admin'),
        bucket,
        keyArn,
        clock,
        newId: createIds(clock),
      }),
    });
  });
  afterAll(() => s3.stop());

  async function* megabytes(count: number) {
    for (let n = 0; n < count * 16; n += 1) yield `${'Zoë,€'.repeat(8191)}\r\n`;
  }

  it('are written where they are too large to be answered, and opened by their link for a minute', async () => {
    const written = await exports.write('bookings.csv', () => megabytes(17), workOf());
    if (!('link' in written)) throw new Error('it was not written');
    const { url, endsAt } = written.link;
    // As S3 counts: from the second in which it was signed.
    const signed = new URL(url).searchParams.get('X-Amz-Date') ?? '';
    const signedAt = signed.replace(/^(....)(..)(..T..)(..)(..)Z$/, '$1-$2-$3:$4:$5.000Z');
    expect(Date.parse(endsAt) - Date.parse(signedAt)).toBeLessThanOrEqual(60_000);
    expect(Date.parse(endsAt)).toBeGreaterThan(s3.time.now().getTime() + 55_000);
    const opened = await fetch(url);
    expect(opened.status).toBe(200);
    expect(Object.fromEntries(opened.headers)).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="bookings.csv"; filename*=UTF-8\'\'bookings.csv',
      'cache-control': 'no-store',
      'x-amz-server-side-encryption': 'aws:kms',
      'x-amz-server-side-encryption-aws-kms-key-id': s3.keyArn,
    });
    const whole = await text(megabytes(17));
    expect((await opened.text()) === whole).toBe(true);

    const [key = ''] = s3.objects();
    expect(key).toMatch(/^exports\/bookings\/[0-9A-Z]{26}\.csv$/);
    expect(s3.uploads()).toEqual([]);
    s3.time.moveTo(new Date(s3.time.now().getTime() + 61_000));
    expect((await fetch(url)).status).toBe(403);
  });

  it('are not written where they can be answered', async () => {
    const before = s3.objects();
    expect(await exports.write('bookings.csv', () => megabytes(3), workOf())).toHaveProperty('content');
    expect([s3.objects(), s3.uploads()]).toEqual([before, []]);
  });

  it('leave neither an object nor a part where they break off', async () => {
    const before = s3.objects();
    const breaking = async function* () {
      yield* megabytes(12);
      expect(s3.uploads()).toHaveLength(1);
      throw new Error('the table broke');
    };
    await expect(exports.write('bookings.csv', breaking, workOf())).rejects.toThrow('the table broke');
    expect([s3.objects(), s3.uploads()]).toEqual([before, []]);
  });

  it('leave nothing where their time ends in the middle of a part', async () => {
    const before = s3.objects();
    const short = { signal: new AbortController().signal, deadline: performance.now() + 250 };
    const endless = () => megabytes(10_000);
    await expect(exports.write('bookings.csv', endless, short)).rejects.toThrow(OutOfTimeError);
    expect([s3.objects(), s3.uploads()]).toEqual([before, []]);
    expect(s3.denied).toEqual([]);
  });
});
