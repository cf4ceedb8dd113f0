import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { about } from '#privacy/fields.ts';
import { all, present, when } from '#records/engine/conditions.ts';
import { record } from '#records/engine/record.ts';
import { update } from '#records/engine/writes.ts';

const fields = about('booking', { status: z.enum(['lent', 'returned']), copies: z.int(), most: z.int() });
const Loan = record('loan-under-conditions', { ends: { rule: 'booking' }, fields });
const Other = record('other-under-conditions', {
  ends: { rule: 'booking' },
  fields: about('booking', { read: z.boolean() }),
});

const loan = when(Loan);
const key = { pk: 'LOAN#1', sk: 'LOAN' };

describe('a condition on a kind of record', () => {
  it('speaks of its fields', () => {
    expect(loan.is('status', 'lent')).toEqual({
      kind: 'compare',
      field: 'status',
      operator: '=',
      to: { value: 'lent' },
    });
    expect(loan.compare('copies', '<', { field: 'most' })).toMatchObject({ field: 'copies', to: { field: 'most' } });
  });

  it('holds fields to what was read of them: what was not there is not there', () => {
    const read: { readonly status: 'lent' | 'returned'; readonly copies?: number } = { status: 'lent' };
    expect(loan.asRead(read, 'status', 'copies')).toEqual(all(loan.is('status', 'lent'), loan.missing('copies')));
    // @ts-expect-error A misspelt field.
    loan.asRead(read, 'satus');
  });

  it('does not compile with a field that the kind does not have, nor a value that the field never has', () => {
    // @ts-expect-error A misspelt field.
    loan.is('satus', 'lent');
    // @ts-expect-error No status of a loan.
    loan.is('status', 'lost');
    // @ts-expect-error A misspelt field to compare with.
    loan.compare('copies', '<', { field: 'moast' });
    // @ts-expect-error A misspelt field.
    loan.missing('copy');
    expect.assertions(0);
  });

  it('is not taken for another kind', () => {
    update(Loan, key, { set: { copies: 1 } }, all(present, loan.is('status', 'lent')));
    // @ts-expect-error A condition on loans.
    update(Other, key, { set: { read: true } }, loan.is('status', 'lent'));
    expect.assertions(0);
  });
});
