import { describe, expect, it } from 'vitest';
import { southEastLondon } from '#hub/south-east-london.ts';
import { inventory } from '#privacy/inventory.ts';
import { leavingOf } from '#privacy/leaving.ts';
import { processingOf } from '#privacy/processing.ts';

const { goes, stays } = leavingOf(processingOf(southEastLondon).classes);
const names = (classes: typeof goes) => classes.map(({ dataClass }) => dataClass);

describe('what becomes of what is held about who deletes their account', () => {
  it('is said of everything that may be held about a learner', () => {
    const said = new Set([...names(goes), ...names(stays)]);
    const unsaid = Object.entries(inventory).filter(([name]) => !said.has(name));
    expect(unsaid.every(([, { wording }]) => wording.startsWith('if you work for us'))).toBe(true);
    expect(unsaid).toHaveLength(3);
  });

  it('goes where it is kept as long as the account', () => {
    expect(names(goes)).toEqual(['passkey', 'demographics']);
    expect(names(stays)).not.toContain('demographics');
  });

  it('stays as long as its other periods say, and no longer', () => {
    const rulesOf = (name: string) =>
      stays.find(({ dataClass }) => dataClass === name)?.retention.map(({ rule }) => rule);
    expect(rulesOf('booking')).toEqual(['booking']);
    expect(rulesOf('training')).toEqual(['booking', 'funding', 'funding-not-awarded']);
    expect(stays.flatMap(({ retention }) => retention).filter(({ rule }) => rule === 'account')).toEqual([]);
  });
});
