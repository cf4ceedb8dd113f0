import { expect, it } from 'vitest';
import { manageUrl } from '#email/manage-url.ts';

it('puts the token where a browser sends it to no server', () => {
  const url = new URL(manageUrl('https://hub.example', { kind: 'booking', id: '01B' }, 'secret_-'));
  expect(url.href).toBe('https://hub.example/bookings/01B#token=secret_-');
  expect(url.pathname + url.search).not.toContain('secret');
});
