import { describe, expect, it } from 'vitest';
import { heldName, heldValue } from '#functions/website/account/held-words.ts';

describe('what is held about somebody', () => {
  it.each([
    ['jobTitle', 'Job title'],
    ['odsCode', 'ODS code'],
    ['costPence', 'Cost'],
    ['holdings-seen', 'Holdings seen'],
  ])('says %s as a person reads it', (name, said) => {
    expect(heldName(name)).toBe(said);
  });

  it.each([
    ['startsAt', '2027-01-18T09:30:00.000Z', 'Monday 18 January 2027, 9:30am'],
    ['completedOn', '2026-09-30', 'Wednesday 30 September 2026'],
    ['jobRole', 'salaried-gp', 'Salaried GP'],
    ['status', 'waiting-list', 'Waiting list'],
    ['jobTitle', 'Nurse – lead', 'Nurse – lead'],
    ['name', 'Anne-Marie', 'Anne-Marie'],
    ['costPence', 123450, '£1,234.50'],
    ['hours', 6.5, '6.5'],
    ['participatory', true, 'Yes'],
    ['level', null, 'Nothing'],
    ['boroughs', ['Lambeth', 'Lewisham'], 'Lambeth and Lewisham'],
    ['workplace', { odsCode: 'G85001', borough: 'Lewisham' }, 'ODS code: G85001; Borough: Lewisham'],
  ])('says %s, %j, without a code', (name, value, said) => {
    expect(heldValue(name, value)).toBe(said);
  });
});
