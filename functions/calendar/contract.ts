import * as z from 'zod';
import { id } from '#domain/ids.ts';
import { area, everyone, route } from '#http/route.ts';

const sessionId = id.meta({ description: 'Of a training session', example: '01KEX4S6V8Z2M9Q3T7R5W1YB0C' });

export const calendar = area('calendar', {
  getSessionCalendar: route({
    operationId: 'getSessionCalendar',
    method: 'GET',
    path: '/v1/sessions/{sessionId}/calendar.ics',
    summary: 'Put one training session into your calendar',
    description: 'As iCalendar (RFC 5545). Fetched again, it takes the place of what it was before.',
    audience: everyone,
    input: { path: z.object({ sessionId }) },
    replies: {},
    files: ['text/calendar'],
    problems: ['session-not-found'],
  }),
  getCalendarFeed: route({
    operationId: 'getCalendarFeed',
    method: 'GET',
    path: '/v1/calendar.ics',
    summary: 'Subscribe to all training sessions that are to come',
    description:
      'As iCalendar (RFC 5545), for a calendar program that fetches it again and again. A change shows within seconds or, where it was kept on the way, a quarter of an hour.',
    audience: everyone,
    input: {},
    replies: {},
    files: ['text/calendar'],
    revalidates: true,
    problems: [],
  }),
});
