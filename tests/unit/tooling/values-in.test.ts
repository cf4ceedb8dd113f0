import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { placesOf } from '../../support/values-in.ts';

const value = "Zoë O'Quill";
const inJson = JSON.stringify({ name: value });

describe('looking for a value', () => {
  it('tells the field that it stands in, at any depth', () => {
    const content = { person: { names: ['somebody', `is ${value}, too`] }, other: 1, none: null };
    expect(placesOf(value, content)).toEqual(['person.names[1]']);
  });

  it('finds it in the name of a field, in another case, and in letters composed otherwise', () => {
    expect(placesOf(value, { [value]: 1 })).toEqual([value]);
    expect(placesOf(value, { name: value.toUpperCase() })).toEqual(['name']);
    expect(placesOf(value.normalize('NFD'), { name: value.normalize('NFC') })).toEqual(['name']);
  });

  it.each([
    ['JSON in a text', JSON.stringify(JSON.stringify({ text: 'a "quoted" need' })), 'a "quoted" need'],
    ['an address', `https://hub.example/?who=${encodeURIComponent(value)}`, value],
    ['a form', `name=${new URLSearchParams({ name: value }).toString()}`, value],
    ['base64', Buffer.from(inJson).toString('base64'), value],
    ['base64 of addresses', Buffer.from(inJson).toString('base64url'), value],
    ['bytes', Buffer.from(inJson), value],
    ['gzip', gzipSync(inJson), value],
    ['deflate', deflateSync(inJson), value],
    ['raw deflate', deflateRawSync(inJson), value],
    ['Brotli', new Uint8Array(brotliCompressSync(inJson)), value],
    ['gzip in base64', gzipSync(inJson).toString('base64'), value],
    ['gzip in gzip', gzipSync(gzipSync(inJson)), value],
    ['a set', new Set([value]), value],
  ])('finds it in %s', (_, packed, wanted) => {
    expect(placesOf(wanted, { packed })).not.toEqual([]);
  });

  it('finds nothing where it is not', () => {
    expect(placesOf(value, { name: 'Zoë', packed: gzipSync('somebody else'), flag: true })).toEqual([]);
  });

  it('refuses what would be found by chance', () => {
    expect(() => placesOf('Zoë', {})).toThrow('too short');
  });
});
