import { describe, expect, it } from 'vitest';
import { createMacKey } from '#platform/mac-key.ts';

describe('a key that is derived in KMS', () => {
  const kms = (fails = 0) => {
    const asked: string[] = [];
    const makeMac = async (keyArn: string, message: Uint8Array) => {
      asked.push(`${keyArn} ${new TextDecoder().decode(message)}`);
      if (asked.length <= fails) throw new Error('KMS is busy');
      return new Uint8Array([asked.length]);
    };
    return { asked, makeMac };
  };

  it('is asked for when it is first wanted, and once', async () => {
    const { asked, makeMac } = kms();
    const key = createMacKey('arn:key', 'subjects', makeMac);
    expect(asked).toEqual([]);
    const wanted = await Promise.all([key(), key(), key()]);
    expect((await key()).export()).toEqual(Buffer.from([1]));
    expect(new Set(wanted)).toEqual(new Set([await key()]));
    expect(asked).toEqual(['arn:key subjects']);
  });

  it('is asked for again where KMS could not answer', async () => {
    const { asked, makeMac } = kms(1);
    const key = createMacKey('arn:key', 'subjects', makeMac);
    const failed = await Promise.allSettled([key(), key()]);
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(asked).toHaveLength(1);
    expect((await key()).export()).toEqual(Buffer.from([2]));
    expect(await key()).toBe(await key());
    expect(asked).toHaveLength(2);
  });
});
