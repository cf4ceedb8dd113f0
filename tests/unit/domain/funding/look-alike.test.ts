import { describe, expect, it } from 'vitest';
import { isLikePayee, looksLike, numberSkeleton } from '#domain/funding/look-alike.ts';

describe('the number of an invoice', () => {
  it.each([
    ['INV-7', 'INV-07'],
    ['INV-7', 'inv 0007'],
    ['INV-7', '\u0406NV-7'],
    ['INV-7', '\u0399\u039dV-7'],
    ['INV-7', '№INV-7'],
    ['INV-7', 'Invoice No. 7'],
    ['INV-7', '#7'],
    ['INV-107', 'INV-1O7'],
    ['A07', 'AO7'],
    ['2026/007', '2026-7'],
    ['ＩＮＶ－７', 'INV7'],
    ['INV\u200b-7', 'INV-7'],
    ['САВ-12', 'CAB-012'],
    ['No', 'NO.'],
  ])('%s looks like %s', (one, other) => {
    expect(numberSkeleton(one)).toBe(numberSkeleton(other));
  });

  it.each([
    ['INV-7', 'INV-8'],
    ['INV-7', 'INV-70'],
    ['INV-7', 'CN-7'],
    ['INV-0', 'INV-1'],
    ['INV-1007', 'INV-17'],
    ['7-1', '71-2'],
    ['INV', 'NO'],
    ['A7', 'B7'],
  ])('%s does not look like %s', (one, other) => {
    expect(numberSkeleton(one)).not.toBe(numberSkeleton(other));
  });
});

describe('the payee of an invoice', () => {
  it.each([
    ['London South Bank University', 'London South Bank Univ.'],
    ['London South Bank University', 'LSBU'],
    ['London South Bank University', 'The London South Bank University Ltd'],
    ['London South Bank University', 'London South Bank University, Finance'],
    ["King's College London", 'Kings College London'],
    ['Café Training', 'Cafe Training Limited'],
    ['Training & Co', 'Training Co'],
    ['Greenwich Ltd', 'Greenwich'],
    ['Lon Bank', 'London Bank'],
    ['University', 'Univ'],
    ["King's", 'Kings'],
    ['The', 'Of'],
    ['\u0421are Training', 'Care Training'],
  ])('%s may be %s', (one, other) => {
    expect(isLikePayee(one, other)).toBe(true);
    expect(isLikePayee(other, one)).toBe(true);
  });

  it.each([
    ['London South Bank University', 'London Metropolitan University'],
    ['University of Greenwich', 'University of Kent'],
    ['LSBU', 'KCL'],
    ['London', 'London South Bank University'],
    ['Pat Bell', 'Pat Cole'],
    ['A B', 'An Bo'],
    ['Lo Bank', 'London Bank'],
    ['The', 'London'],
  ])('%s is not %s', (one, other) => {
    expect(isLikePayee(one, other)).toBe(false);
    expect(isLikePayee(other, one)).toBe(false);
  });

  it('needs to be alike, as the number does, for two invoices to be', () => {
    const invoice = { payeeName: 'London South Bank University', number: 'INV-7' };
    expect(looksLike(invoice, { payeeName: 'LSBU', number: '07' })).toBe(true);
    expect(looksLike(invoice, { payeeName: 'LSBU', number: '08' })).toBe(false);
    expect(looksLike(invoice, { payeeName: 'University of Kent', number: '07' })).toBe(false);
  });
});
