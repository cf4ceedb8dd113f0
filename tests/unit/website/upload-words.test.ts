import { expect, it } from 'vitest';
import { documentTypes } from '#domain/documents/file-types.ts';
import { faultOfAnswer, faultOfFile, progressInWords } from '#functions/website/browser/upload-words.ts';

const limits = { largestBytes: 7 * 1024 * 1024, type: 'application/pdf' };
const pdf = new TextEncoder().encode('%PDF-1.7');
const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const refusal = (code: string) => `<?xml version="1.0"?>\n<Error><Code>${code}</Code><Message>No</Message></Error>`;

it('finds nothing wrong with a file of its kind that is as large as may be', () => {
  expect(faultOfFile({ size: limits.largestBytes, firstBytes: pdf }, limits)).toBeUndefined();
  expect(faultOfFile({ size: 1, firstBytes: png }, { ...limits, type: 'image/png' })).toBeUndefined();
});

it('says of a file what the store would refuse', () => {
  expect(faultOfFile({ size: limits.largestBytes + 1, firstBytes: pdf }, limits)?.text).toBe(
    'The file must be 7 MB at most',
  );
  expect(faultOfFile({ size: 0, firstBytes: new Uint8Array() }, limits)?.text).toBe(
    'The file is empty. Choose another',
  );
});

it('says of a file that it is another kind, whatever it is called', () => {
  expect(faultOfFile({ size: 9, firstBytes: png }, limits)?.text).toBe('The file must be a PDF');
  for (const type of documentTypes) {
    const fault = faultOfFile({ size: 9, firstBytes: new TextEncoder().encode('<!DOCTYP') }, { ...limits, type });
    expect(fault?.text, type).toMatch(/must be a (PDF|photo|picture)/);
  }
});

it('is content with whatever says that the file is there', () => {
  for (const status of [200, 201, 204]) expect(faultOfAnswer(status, '', limits)).toBeUndefined();
});

it('says in words what the store refuses, and begins again where the form is too old', () => {
  expect(faultOfAnswer(400, refusal('EntityTooLarge'), limits)).toEqual({ text: 'The file must be 7 MB at most' });
  expect(faultOfAnswer(400, refusal('EntityTooSmall'), limits)).toEqual({ text: 'The file is empty. Choose another' });
  expect(faultOfAnswer(403, refusal('AccessDenied'), limits)).toMatchObject({ isOver: true });
  for (const [status, xml] of [
    [503, refusal('SlowDown')],
    [400, 'not XML'],
  ] as const)
    expect(faultOfAnswer(status, xml, limits)).toEqual({
      text: 'The file was not sent. Upload it again in a minute',
    });
});

it('is said aloud by quarters', () => {
  expect([0, 24.9, 25, 99, 100, 101].map(progressInWords)).toEqual(
    [0, 0, 25, 75, 100, 100].map((percent) => `Sending the file: ${percent}%`),
  );
});
