import { describe, expect, it } from 'vitest';
import type { documentStatuses } from '#domain/documents/document.ts';
import { mostUploadsInADay, roomForAnother, uploadsWithAnother } from '#domain/training/evidence.ts';

type Status = (typeof documentStatuses)[number];
const held = (...statuses: Status[]) => statuses.map((status, number) => ({ number, status }));
const numbers = (documents: readonly { number: number }[] = []) => documents.map(({ number }) => number);

describe('room for another document', () => {
  it('is there while there are fewer than four, and then nothing goes', () => {
    const three = held('infected', 'clean', 'pending');
    expect(roomForAnother([])).toEqual({ kept: [], spent: [] });
    expect(roomForAnother(three)).toEqual({ kept: three, spent: [] });
  });

  it.each<[Status[], number[], number[]]>([
    [
      ['clean', 'infected', 'pending', 'rejected'],
      [0, 2],
      [1, 3],
    ],
    [['rejected', 'clean', 'clean', 'clean'], [1, 2, 3], [0]],
    [['infected', 'infected', 'infected', 'infected'], [], [0, 1, 2, 3]],
  ])('is made of %j by those that were refused', (statuses, kept, spent) => {
    const room = roomForAnother(held(...statuses));
    expect([numbers(room?.kept), numbers(room?.spent)]).toEqual([kept, spent]);
  });

  it('is not there where four can be used, or may yet', () => {
    expect(roomForAnother(held('clean', 'pending', 'clean', 'pending'))).toBeUndefined();
  });
});

describe('how much is uploaded in a day', () => {
  const at = new Date('2027-06-30T23:30:00.000Z');

  it('begins anew with each day in London', () => {
    expect(uploadsWithAnother({}, at)).toEqual({ uploadsOn: '2027-07-01', uploads: 1 });
    const before = { uploadsOn: '2027-06-30', uploads: mostUploadsInADay };
    expect(uploadsWithAnother(before, at)).toEqual({ uploadsOn: '2027-07-01', uploads: 1 });
  });

  it('is counted up to what anybody may', () => {
    const today = (uploads: number) => ({ uploadsOn: '2027-07-01', uploads });
    expect(uploadsWithAnother(today(mostUploadsInADay - 1), at)).toEqual(today(mostUploadsInADay));
    expect(uploadsWithAnother(today(mostUploadsInADay), at)).toBeUndefined();
  });
});
