import { describe, expect, it } from 'vitest';
import { contrast, faultsOfLook } from '#domain/look.ts';
import { allHubs } from '#hub/hubs.ts';
import { southEastLondon } from '#hub/south-east-london.ts';

const { look } = southEastLondon;

describe('the contrast of two colours', () => {
  it.each([
    ['#000000', '#ffffff', 21],
    ['#ffffff', '#ffffff', 1],
    // The lightest grey that can be read on white, and the next that cannot.
    ['#767676', '#ffffff', 4.54],
    ['#777777', '#ffffff', 4.48],
    ['#005eb8', '#ffffff', 6.42],
  ])('of %s and %s is as WCAG says', (one, other, ratio) => {
    expect(contrast(one, other)).toBeCloseTo(ratio, 1);
    expect(contrast(one, other)).toBe(contrast(other, one));
  });
});

describe('a hub’s look', () => {
  it.each(allHubs.map((hub) => [hub.id, hub] as const))('can be read: %s', (_, hub) => {
    expect(faultsOfLook(hub.look)).toEqual([]);
  });

  it.each(['brandColour', 'linkColour', 'buttonColour'] as const)(
    'is refused with a %s that people cannot read',
    (name) => {
      const [fault = '', ...others] = faultsOfLook({ ...look, [name]: '#7fb2e5' });
      expect(fault).toContain(`${name}: #7fb2e5`);
      expect(others).toEqual([]);
    },
  );

  it('is held against the page that links stand on, which is darker than white', () => {
    expect(contrast('#767676', '#ffffff')).toBeGreaterThan(4.5);
    expect(faultsOfLook({ ...look, linkColour: '#767676' })).toHaveLength(1);
    expect(faultsOfLook({ ...look, buttonColour: '#767676' })).toEqual([]);
  });

  it('is refused with what is no colour, or could be more than that', () => {
    for (const brandColour of ['blue', '#05b', '#005eb8;', '#005eb8ff', ''])
      expect(faultsOfLook({ ...look, brandColour }), brandColour).toHaveLength(1);
  });

  it('has a logo with words for who does not see it, from its own folder', () => {
    const withLogo = (logo: typeof look.logo) => faultsOfLook({ ...look, logo });
    expect(withLogo({ file: 'logo.svg', alternativeText: 'The hub' })).toEqual([]);
    expect(withLogo({ file: 'logo.svg', alternativeText: ' ' })).toHaveLength(1);
    for (const file of ['logo.png', '../other/logo.svg', '.svg', 'logo.svg.html'])
      expect(withLogo({ file, alternativeText: 'The hub' }), file).toHaveLength(1);
  });
});
