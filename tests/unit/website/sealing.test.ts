import { describe, expect, it } from 'vitest';
import { idHashOf, newOpener, openerOf, openerText, seal, unseal } from '#functions/website/signing-in/sealing.ts';
import { secureRandom } from '#platform/ids.ts';

const value = { idToken: 'a.b.c', typed: { name: "Siobhán O'Brien" } };

describe('what is sealed', () => {
  it('is opened by who has the key, and is another text each time', () => {
    const opener = newOpener(secureRandom);
    const [one, two] = [seal(opener, value, secureRandom), seal(opener, value, secureRandom)];
    expect([unseal(opener, one), unseal(opener, two)]).toEqual([value, value]);
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(false);
    for (const text of ['a.b.c', 'Siobhán', 'name']) expect(Buffer.from(one).includes(text)).toBe(false);
  });

  it('is opened by no other key, nor under another name, nor with any bit changed, nor in part', () => {
    const opener = newOpener(secureRandom);
    const other = newOpener(secureRandom);
    const sealed = seal(opener, value, secureRandom);
    expect(unseal({ ...opener, key: other.key }, sealed)).toBeUndefined();
    // A record that was moved to another key of the table.
    expect(unseal({ ...opener, id: other.id }, sealed)).toBeUndefined();
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Uint8Array.from(sealed);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(unseal(opener, changed), `bit ${bit}`).toBeUndefined();
    }
    for (const length of [0, 11, 12, 27, 28, sealed.length - 1])
      expect(unseal(opener, sealed.subarray(0, length)), `${length} bytes`).toBeUndefined();
  });
});

describe('what a browser has', () => {
  it('names a record by a hash alone, from which nobody gets back to it', () => {
    const opener = newOpener(secureRandom);
    expect(openerOf(openerText(opener))).toEqual(opener);
    expect(idHashOf(opener)).toMatch(/^[0-9a-f]{64}$/);
    expect(idHashOf(opener)).not.toContain(opener.id);
  });

  it('is nothing where it is not of that form', () => {
    const { id, key } = newOpener(secureRandom);
    for (const text of [
      undefined,
      '',
      '.',
      id,
      `${id}.`,
      `.${key}`,
      `${id}.${key}.${key}`,
      `${id}.${key}=`,
      `${id} ${key}`,
    ])
      expect(openerOf(text), text).toBeUndefined();
  });
});
