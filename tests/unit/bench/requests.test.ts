import { expect, it } from 'vitest';
import { pageEvent, requestEvent } from '../../../bench/requests.ts';

it('a page is asked for by its own address, as by a browser that has its cookie', () => {
  const event = pageEvent('/bookings/01KF0A2C4E6G8J1M3P5R7T9V2X', '__Secure-link=token');
  expect(event).toMatchObject({
    httpMethod: 'GET',
    path: '/bookings/01KF0A2C4E6G8J1M3P5R7T9V2X',
    pathParameters: { proxy: 'bookings/01KF0A2C4E6G8J1M3P5R7T9V2X' },
    headers: { Cookie: '__Secure-link=token' },
    multiValueHeaders: { Cookie: ['__Secure-link=token'] },
  });
  expect(event.headers.Accept).toMatch(/^text\/html/);
});

it('a page without a cookie brings none', () => {
  expect(pageEvent('/sessions').multiValueHeaders).not.toHaveProperty('Cookie');
});

it('a call of the API stands at the address of its route, with what that names', () => {
  const path = { sessionId: '01KF0A2C4E6G8J1M3P5R7T9V2X' };
  expect(requestEvent({ method: 'GET', resource: '/v1/sessions/{sessionId}', path })).toMatchObject({
    resource: '/v1/sessions/{sessionId}',
    path: '/v1/sessions/01KF0A2C4E6G8J1M3P5R7T9V2X',
    pathParameters: path,
  });
});
