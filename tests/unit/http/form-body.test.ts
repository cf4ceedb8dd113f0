import { describe, expect, it } from 'vitest';
import { formBodyOf } from '#http/form-body.ts';

const sent = (contentType: string | undefined, body: string | null, isBase64Encoded = false) =>
  formBodyOf({ headers: { ...(contentType && { 'content-type': contentType }) }, body, isBase64Encoded });

const oneClick = { 'List-Unsubscribe': 'One-Click' };
const parts = ['--b', 'Content-Disposition: form-data; name="List-Unsubscribe"', '', 'One-Click', '--b--', ''];

describe('a form', () => {
  it('is read however mail programs send it', async () => {
    const plain = 'List-Unsubscribe=One-Click';
    expect(await sent('application/x-www-form-urlencoded', plain)).toEqual(oneClick);
    expect(await sent('Application/X-WWW-Form-Urlencoded; charset=UTF-8', plain)).toEqual(oneClick);
    const encoded = Buffer.from(plain).toString('base64');
    expect(await sent('application/x-www-form-urlencoded', encoded, true)).toEqual(oneClick);
    expect(await sent('multipart/form-data; boundary=b', parts.join('\r\n'))).toEqual(oneClick);
  });

  it('need not be there', async () => {
    for (const body of [null, '']) expect(await sent(undefined, body)).toEqual({});
  });

  it('is refused where it is none, or too large', async () => {
    await expect(sent('application/json', '{}')).rejects.toMatchObject({ code: 'not-a-form' });
    await expect(sent(undefined, 'a=b')).rejects.toMatchObject({ code: 'not-a-form' });
    await expect(sent('multipart/form-data', 'no parts')).rejects.toMatchObject({ code: 'not-a-form' });
    await expect(sent('application/x-www-form-urlencoded', 'a'.repeat(70_000))).rejects.toMatchObject({
      code: 'too-large',
    });
  });

  it('is fields and nothing else, whatever they are called', async () => {
    const fields = await sent('application/x-www-form-urlencoded', '__proto__=x&constructor=y');
    expect(Object.keys(fields).sort()).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(fields)).toBe(Object.prototype);
  });
});
