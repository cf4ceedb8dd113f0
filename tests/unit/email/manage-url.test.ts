import { expect, it } from 'vitest';
import { manageUrl, notMeUrl } from '#email/manage-url.ts';

it('leads to the page of a thing with its token in the query alone, where that page takes it out', () => {
  const url = manageUrl('https://hub.example', { kind: 'booking', id: '01B' }, 'secret_-');
  expect(url).toBe('https://hub.example/bookings/01B?token=secret_-');
  expect(notMeUrl(url)).toBe('https://hub.example/bookings/01B/not-me?token=secret_-');
});
