import { expect, it } from 'vitest';
import { providersFrom } from '#domain/funding/course-provider.ts';
import { southEastLondon } from '#hub/south-east-london.ts';

it('offers whoever gives courses that begin today or later, to the last day of theirs', () => {
  const provider = (providerId: string, from: string, until: string | null) => ({ providerId, name: 'A', from, until });
  const providers = [
    provider('ended', '2026-04-01', '2027-01-03'),
    provider('last-day', '2026-04-01', '2027-01-04'),
    provider('to-come', '2027-09-01', null),
  ];
  const hub = { funding: { ...southEastLondon.funding, providers } };
  expect(providersFrom(hub, '2027-01-04').map(({ providerId }) => providerId)).toEqual(['last-day', 'to-come']);
});
