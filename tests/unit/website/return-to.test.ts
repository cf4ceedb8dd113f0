import fc from 'fast-check';
import { expect, it } from 'vitest';
import { returnTo } from '#functions/website/signing-in/return-to.ts';

it('leads to pages of the account as they are', () => {
  for (const path of ['/account', '/account/profile', '/account/bookings/01KF0A2C4E6G8J1M3P5R7T9V2X'])
    expect(returnTo(path)).toBe(path);
});

it('leads nowhere else, whatever is asked', () => {
  const site = 'https://hub.example';
  const nearly = fc
    .tuple(fc.constantFrom('/account', '//', '/\\', 'https:', '/account/'), fc.string())
    .map(([a, b]) => a + b);
  fc.assert(
    fc.property(fc.oneof(fc.string(), nearly), (asked) => {
      const { origin, pathname, search, hash } = new URL(returnTo(asked), site);
      expect([origin, search, hash]).toEqual([site, '', '']);
      expect(pathname).toMatch(/^\/account(\/|$)/);
    }),
  );
  expect(returnTo(undefined)).toBe('/account');
});
