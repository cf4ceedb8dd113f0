import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accepted } from '#http/client.ts';
import { aFundingRequest } from '../../support/funding-nouns.ts';
import { fundingVisitorOf } from '../../support/funding-visitor.ts';
import { startTestPlatform, type TestPlatform, until } from '../../support/platform.ts';
import { searchEverywhere } from '../../support/search-everywhere.ts';
import { pdf, postFile, uploadFor } from '../../support/uploads.ts';

const eicar = Buffer.from(`${'X5O!P%@AP[4\\PZX54(P^)7CC)7}'}${'$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'}`);

describe('documents on the platform', () => {
  let hub: TestPlatform;
  let fundingRequestId: string;
  let token: string;
  let other: { fundingRequestId: string; token: string };

  const begin = (workEmail: string) => fundingVisitorOf(hub).begin(aFundingRequest(workEmail));

  beforeAll(async () => {
    hub = await startTestPlatform();
    await hub.moveClockTo(new Date('2027-01-04T09:00:00.000Z'));
    ({ fundingRequestId, token } = await begin('uploader@nhs.net'));
    other = await begin('another.uploader@nhs.net');
  });
  afterAll(() => hub.stop());

  const add = async (body: { purpose?: 'evidence' | 'invoice'; contentType?: 'application/pdf' | 'image/png' } = {}) =>
    accepted(
      await hub.api.addDocument(
        {
          path: { fundingRequestId },
          body: { purpose: 'evidence', filename: 'proof.pdf', contentType: 'application/pdf', ...body },
        },
        { token },
      ),
    ).body;
  const linkTo = async (documentId: string, group = 'funding') =>
    hub.api.getDocumentLink({ path: { documentId } }, { token: await hub.tokenOf(group) });
  const upload = (file?: Uint8Array) => uploadFor(hub, fundingRequestId, token, 'evidence', file);

  it('takes a clean PDF, encrypted under the documents’ own key, and shows it to staff for a minute', async () => {
    const content = await pdf('I was there');
    const { documentId, upload: form } = await add();
    expect(form.fields).toMatchObject({
      key: `documents/${fundingRequestId}/${documentId}`,
      'Content-Type': 'application/pdf',
      'x-amz-server-side-encryption': 'aws:kms',
    });
    const policy = JSON.parse(Buffer.from(form.fields.Policy ?? '', 'base64').toString());
    expect(policy.conditions).toContainEqual(['content-length-range', 1, 7 * 1024 * 1024]);
    expect(policy.conditions).toContainEqual({ 'x-amz-server-side-encryption': 'aws:kms' });

    await hub.scanning(false);
    const posted = await postFile(form, content);
    expect(posted.status).toBe(201);
    expect(posted.headers.get('x-amz-server-side-encryption')).toBe('aws:kms');
    expect(posted.headers.get('x-amz-server-side-encryption-aws-kms-key-id')).toContain('DocumentsKey');
    // Before it was found clean nobody opens it.
    expect(await linkTo(documentId)).toMatchObject({ ok: false, code: 'document-not-ready' });
    await hub.scanning(true);
    await until(
      () => linkTo(documentId),
      ({ ok }) => ok,
      15_000,
      'the document to be found clean',
    );

    const { url, endsAt } = accepted(await linkTo(documentId)).body;
    expect(Date.parse(endsAt) - (await hub.now()).getTime()).toBeLessThanOrEqual(60_000);
    const opened = await fetch(url);
    expect(opened.status).toBe(200);
    expect(opened.headers.get('content-disposition')).toContain('attachment; filename="proof.pdf"');
    expect(opened.headers.get('x-amz-server-side-encryption')).toBe('aws:kms');
    expect(Buffer.from(await opened.arrayBuffer()).equals(Buffer.from(content))).toBe(true);

    await hub.advance(61_000);
    expect((await fetch(url)).status).toBe(403);
    // Each link leaves its entry in the audit trail, and no name in the logs.
    expect(await searchEverywhere(hub, 'proof.pdf', ['log'])).toEqual([]);
  });

  it('never serves an infected document, and tells who uploaded it', async () => {
    const { documentId, status } = await upload(Buffer.concat([Buffer.from('%PDF-1.7\n'), eicar]));
    expect(status).toBe('infected');
    expect(await linkTo(documentId)).toMatchObject({ ok: false, code: 'document-not-ready' });
    const emails = await until(
      () => hub.emailsTo('uploader@nhs.net'),
      (found) => found.some(({ text }) => text.includes('evidence.pdf')),
      15_000,
      'word of the infected document',
    );
    expect(emails.map(({ tags }) => tags.kind)).toContain('document-refused');
  });

  it.each([
    ['a program that calls itself a PDF', async () => Buffer.from('MZ\u0090\u0000 this is no PDF'), 'not-what-it-says'],
    [
      'a program with a PDF behind its first bytes',
      async () => Buffer.concat([Buffer.from(`MZ\u0090\u0000${' '.repeat(60)}`, 'latin1'), await pdf('behind')]),
      'not-what-it-says',
    ],
    [
      'a page that is a PDF as well',
      async () => Buffer.concat([Buffer.from('<!--'), await pdf('--><script>'), Buffer.from('-->')]),
      'not-what-it-says',
    ],
    [
      'a picture that calls itself a PDF',
      async () => Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]),
      'not-what-it-says',
    ],
    ['a PDF with a password', () => pdf('secret', { userPassword: 'x' }), 'password-protected'],
  ])('refuses %s', async (_name, file, rejectedBecause) => {
    expect(await upload(await file())).toMatchObject({ status: 'rejected', rejectedBecause });
  });

  it.each([
    ['inv.exe', 'application/pdf'],
    ['x.html', 'application/pdf'],
    ['proof.png', 'application/pdf'],
    ['proof.pdf', 'image/png'],
    ['proof', 'application/pdf'],
    ['evil\u202Efdp.exe.pdf', 'application/pdf'],
    ['proof.p\u200Bdf', 'application/pdf'],
  ] as const)('takes no file by the name of %j as %s', async (filename, contentType) => {
    const reply = await hub.api.addDocument(
      { path: { fundingRequestId }, body: { purpose: 'evidence', filename, contentType } },
      { token },
    );
    expect(reply).toMatchObject({ ok: false, status: 422 });
    const { errors = [] } = reply.ok ? {} : reply.problem;
    expect(new Set(errors.map(({ pointer }) => pointer))).toEqual(new Set(['/filename']));
  });

  it.each([
    ['another PDF', () => pdf('SWAPPED AFTER APPROVAL'), true],
    ['a page', async () => Buffer.from('<html>SWAPPED AFTER APPROVAL'), true],
    ['a virus', async () => Buffer.concat([Buffer.from('%PDF-1.7\n'), eicar]), true],
    ['a PDF that is scanned much later', () => pdf('SWAPPED AFTER APPROVAL'), false],
  ])('opens the file that was checked, though the form is used again for %s', async (_what, swapped, scanning) => {
    const content = await pdf('what finance approved');
    const { documentId, upload: form } = await add();
    await postFile(form, content);
    await until(
      () => linkTo(documentId),
      ({ ok }) => ok,
      15_000,
      'the document to be found clean',
    );
    const versions = () => hub.objects().filter((key) => key.includes(documentId)).length;
    const opened = async () => {
      const response = await fetch(accepted(await linkTo(documentId)).body.url);
      return { status: response.status, same: Buffer.from(await response.arrayBuffer()).equals(Buffer.from(content)) };
    };
    await hub.scanning(scanning);
    expect((await postFile(form, await swapped())).status).toBe(201);
    expect(await opened()).toEqual({ status: 200, same: true });
    await hub.scanning(true);
    await until(
      async () => versions(),
      (left) => left === 1,
      15_000,
      'the later file to go',
    );
    expect(await opened()).toEqual({ status: 200, same: true });
    const items = accepted(await hub.api.listDocuments({ path: { fundingRequestId } }, { token })).body.items;
    expect(items.find((item) => item.documentId === documentId)).toMatchObject({ status: 'clean' });
  });

  it('takes nothing but what the form was signed for', async () => {
    const file = await pdf('anything');
    const refusedWith = async (fields: Record<string, string | undefined>, bytes: Uint8Array = file) => {
      const { upload: form } = await add();
      const changed = Object.entries({ ...form.fields, ...fields }).filter(([, value]) => value !== undefined);
      const { status, text } = await postFile(
        { url: form.url, fields: Object.fromEntries(changed) as Record<string, string> },
        bytes,
      );
      return `${status} ${/<Code>(\w+)</.exec(text)?.[1]}`;
    };
    expect(await refusedWith({ key: `documents/${other.fundingRequestId}/${fundingRequestId}` })).toBe(
      '403 AccessDenied',
    );
    expect(await refusedWith({ key: `documents/${fundingRequestId}/../x` })).toBe('403 AccessDenied');
    expect(await refusedWith({ 'Content-Type': 'text/html' })).toBe('403 AccessDenied');
    expect(await refusedWith({ 'x-amz-server-side-encryption': undefined })).toBe('403 AccessDenied');
    expect(await refusedWith({ 'x-amz-server-side-encryption': 'AES256' })).toBe('403 AccessDenied');
    expect(await refusedWith({ 'x-amz-server-side-encryption-aws-kms-key-id': 'arn:aws:kms:eu-west-2:1:key/x' })).toBe(
      '403 AccessDenied',
    );
    expect(await refusedWith({ tagging: '<Tagging/>' })).toBe('403 AccessDenied');
    expect(await refusedWith({ 'X-Amz-Signature': '0'.repeat(64) })).toBe('403 SignatureDoesNotMatch');
    expect(await refusedWith({}, Buffer.alloc(7 * 1024 * 1024 + 1))).toBe('400 EntityTooLarge');
    expect(await refusedWith({}, new Uint8Array())).toBe('400 EntityTooSmall');
  });

  /** S3 as a function would call it, were its code to forget what it promises. */
  const asSignerOf = (credential: string, url: string) =>
    new S3Client({
      region: 'eu-west-2',
      endpoint: new URL(url).origin,
      forcePathStyle: true,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      credentials: { accessKeyId: credential.split('/')[0] ?? '', secretAccessKey: 'local' },
    });

  it('is refused by the bucket itself what a function should not have signed', async () => {
    const { documentId, upload: form } = await add();
    const [, bucket = ''] = new URL(form.url).pathname.split('/');
    const uploader = asSignerOf(form.fields['X-Amz-Credential'] ?? '', form.url);
    const key = `documents/${fundingRequestId}/${documentId}`;
    const signed = (fields: Record<string, string>, at = key) =>
      createPresignedPost(uploader, { Bucket: bucket, Key: at, Fields: fields, Expires: 600 });
    const file = await pdf('unencrypted');
    const keyId = 'x-amz-server-side-encryption-aws-kms-key-id';
    const encrypted = { 'x-amz-server-side-encryption': 'aws:kms' };
    const moment = await hub.now();
    await hub.moveClockTo(new Date());
    expect((await postFile(await signed({}), file)).status).toBe(403);
    expect((await postFile(await signed(encrypted), file)).status).toBe(403);
    expect((await postFile(await signed({ ...encrypted, [keyId]: `${form.fields[keyId]}x` }), file)).status).toBe(403);
    // And its own policy lets it write documents alone.
    const right = { ...encrypted, [keyId]: form.fields[keyId] ?? '' };
    expect((await postFile(await signed(right, 'elsewhere/x'), file)).status).toBe(403);
    const infected = await postFile(await signed(right), Buffer.concat([file, eicar]));
    expect(infected.status).toBe(204);

    // Who may read is signed for by another function; and neither reads what is not clean.
    const clean = await upload();
    const link = new URL(accepted(await linkTo(clean.documentId)).body.url);
    const reader = asSignerOf(link.searchParams.get('X-Amz-Credential') ?? '', link.href);
    const open = async (client: S3Client, id: string, VersionId?: string | null) => {
      const command = new GetObjectCommand({
        Bucket: bucket,
        Key: `documents/${fundingRequestId}/${id}`,
        ...(VersionId && { VersionId }),
      });
      return (await fetch(await getSignedUrl(client, command, { expiresIn: 60 }))).status;
    };
    const cleanVersion = link.searchParams.get('versionId');
    expect(await open(reader, clean.documentId, cleanVersion)).toBe(200);
    // What is latest may be another file.
    expect(await open(reader, clean.documentId)).toBe(403);
    expect(await open(uploader, clean.documentId, cleanVersion)).toBe(403);
    await hub.scanning(false);
    const unscanned = await add();
    const posted = await postFile(unscanned.upload, await pdf('not yet scanned'));
    expect(await open(reader, unscanned.documentId, posted.headers.get('x-amz-version-id'))).toBe(403);
    await hub.scanning(true);
    await until(
      async () => accepted(await hub.api.listDocuments({ path: { fundingRequestId } }, { token })).body.items,
      (items) => items.some((item) => item.documentId === documentId && item.status === 'infected'),
      15_000,
      'the infected document to be found',
    );
    expect(await open(reader, documentId, infected.headers.get('x-amz-version-id'))).toBe(403);
    const link2 = new URL(accepted(await linkTo(clean.documentId)).body.url);
    link2.searchParams.set('response-content-disposition', 'inline');
    expect((await fetch(link2)).status).toBe(403);
    await hub.moveClockTo(moment);
  });

  it('refuses a stale upload link, and a page of another site', async () => {
    const { upload: form } = await add();
    const fromSite = await postFile(form, await pdf('x'), { headers: { Origin: hub.url } });
    expect(fromSite.headers.get('access-control-allow-origin')).toBe(hub.url);
    const elsewhere = await postFile(form, await pdf('x'), { headers: { Origin: 'https://evil.example' } });
    expect(elsewhere.headers.get('access-control-allow-origin')).toBeNull();
    const { upload: stale } = await add();
    await hub.advance(601_000);
    expect((await postFile(stale, await pdf('late'))).status).toBe(403);
  });

  it('asks again for a scan that does not come, in the end tells whoever uploaded, and judges by what comes', async () => {
    const waits = await begin('waits@nhs.net');
    const path = { fundingRequestId: waits.fundingRequestId };
    const body = { purpose: 'evidence' as const, filename: 'proof.pdf', contentType: 'application/pdf' as const };
    const form = async () => accepted(await hub.api.addDocument({ path, body }, { token: waits.token })).body;
    const statusOf = async (id: string) =>
      accepted(await hub.api.listDocuments({ path }, { token: waits.token })).body.items.find(
        ({ documentId }) => documentId === id,
      );
    await hub.scanning(false);
    const [never, posted] = [await form(), await form()];
    await postFile(posted.upload, await pdf('waits'));
    for (let look = 1; look <= 5; look += 1) {
      // Before the clock moves on: then the schedule may look as well, by itself.
      expect(await statusOf(posted.documentId)).toMatchObject({ status: 'pending' });
      await hub.advance(30 * 60_000 + 1000);
      await hub.fire('tend-documents');
    }
    const refusal = async (id: string) => (await statusOf(id))?.rejectedBecause;
    const isRefused = (because: string | undefined) => because !== undefined;
    expect(await until(() => refusal(never.documentId), isRefused, 15_000, 'a refusal')).toBe('never-posted');
    expect(await until(() => refusal(posted.documentId), isRefused, 15_000, 'a refusal')).toBe('not-scanned');
    await until(
      () => hub.emailsTo('waits@nhs.net'),
      (emails) => emails.some(({ text }) => text.includes('This is our fault')),
      15_000,
      'word of the scan that never came',
    );
    const again = await form();
    await postFile(again.upload, await pdf('waits no longer'));
    await hub.advance(30 * 60_000 + 1000);
    await hub.fire('tend-documents');
    await hub.scanning(true);
    await until(
      () => statusOf(again.documentId),
      (document) => document?.status === 'clean',
      15_000,
      'the scan',
    );
  });

  it('shows nobody’s documents to another, and takes nobody else’s as theirs', async () => {
    const { documentId } = await upload();
    const list = await hub.api.listDocuments({ path: { fundingRequestId } }, { token: other.token });
    expect(list).toMatchObject({ ok: false, code: 'link-not-valid' });
    const own = accepted(
      await hub.api.listDocuments({ path: { fundingRequestId: other.fundingRequestId } }, { token: other.token }),
    );
    expect(own.body.items).toEqual([]);
    // Evidence is for those who decide; invoices alone are finance's.
    expect(await linkTo(documentId, 'finance')).toMatchObject({ ok: false, code: 'not-allowed' });
    expect(await linkTo('01J00000000000000000000000')).toMatchObject({ ok: false, code: 'document-not-found' });
  });

  it('takes at most four with one invoice, report or statement', async () => {
    const documentIds = Array.from({ length: 5 }, (_, index) => `01J0000000000000000000000${index}`);
    const body = { kind: 'started' as const, documentIds };
    const reply = await hub.api.reportProgress({ path: { fundingRequestId }, body }, { token });
    expect(reply).toMatchObject({
      ok: false,
      code: 'not-valid',
      problem: { errors: [{ pointer: '/documentIds', detail: 'Give four documents or fewer' }] },
    });
  });

  it('takes at most twenty for one request', async () => {
    const { fundingRequestId: id, token: its } = await begin('many@nhs.net');
    const body = { purpose: 'evidence' as const, filename: 'a.pdf', contentType: 'application/pdf' as const };
    for (let number = 0; number < 20; number += 1) {
      accepted(await hub.api.addDocument({ path: { fundingRequestId: id }, body }, { token: its }));
    }
    const more = await hub.api.addDocument({ path: { fundingRequestId: id }, body }, { token: its });
    expect(more).toMatchObject({ ok: false, code: 'too-many-documents' });
    // What was never posted counts no more once it can no longer be.
    await hub.advance(601_000);
    accepted(await hub.api.addDocument({ path: { fundingRequestId: id }, body }, { token: its }));
  });

  it('deletes every version of a document when its record ends', async () => {
    const { fundingRequestId: id, token: its } = await begin('goes@nhs.net');
    const { documentId } = await uploadFor(hub, id, its, 'evidence');
    const { url } = accepted(await linkTo(documentId)).body;
    expect((await fetch(url)).status).toBe(200);
    expect(hub.objects()).toContain(`documents/${id}/${documentId}`);
    const before = await hub.now();
    await hub.moveClockTo(new Date(before.getTime() + 368 * 86_400_000));
    await hub.sweep();
    await until(
      async () => hub.objects(),
      (keys) => !keys.some((key) => key.includes(documentId)),
      15_000,
      'the object to go',
    );
    await hub.moveClockTo(before);
    expect(await linkTo(documentId)).toMatchObject({ ok: false, code: 'document-not-found' });
  });

  it('did all that within what each function may do', async () => {
    const denied = (await hub.denied()) as { action: string }[];
    // Only what somebody tried to post against the bucket's own policy.
    expect(denied.filter(({ action }) => !action.startsWith('s3:'))).toEqual([]);
  });
});
