import { describe, expect, it } from 'vitest';
import { renewed } from '../../../bench/recorded.ts';

const [session, booking] = ['01KEX4S6V8Z2M9Q3T7R5W1YB0C', '01KF5A2C4E6G8J1M3P5R7T9V2X'];
const mailbox = 'a'.repeat(64);
const recorded = [
  { pk: `PLACES#${session}`, sk: 'PLACES' },
  { pk: `BOOKING#${booking}`, sk: `LINE#${booking}G`, mailbox: `ASKS#${mailbox}`, taken: 1 },
];

describe('what was recorded, for somebody else', () => {
  it('has other ids and hashes, the same wherever they stand', () => {
    const [, own] = renewed(recorded, {});
    const id = own?.pk.slice('BOOKING#'.length);

    expect(id).toMatch(/^01KF5A2C4E[0-9A-HJKMNP-TV-Z]{16}$/);
    expect(id).not.toBe(booking);
    expect(own?.sk).toBe(`LINE#${id}G`);
    expect(own?.mailbox).toMatch(/^ASKS#[0-9a-f]{64}$/);
    expect(own?.mailbox).not.toContain(mailbox);
    expect(own?.taken).toBe(1);
  });

  it('is about what it is given', () => {
    expect(renewed(recorded, { [session]: booking })[0]).toEqual({ pk: `PLACES#${booking}`, sk: 'PLACES' });
    expect(renewed(recorded, { [session]: session })[0]).toEqual(recorded[0]);
  });
});
