import * as z from 'zod';
import { area, everyone, learner, manageLink, route, staff } from '../../shared/http/route.ts';
import {
  Booking,
  BookingReceipt,
  bookingId,
  NewBooking,
  NewSession,
  Publication,
  pageOf,
  Session,
  SessionChange,
  StaffBooking,
  StaffSession,
  sessionId,
} from './schemas.ts';

const sessionPath = z.object({ sessionId });
const bookingPath = z.object({ bookingId });
const page = z.strictObject({
  limit: z.coerce
    .number()
    .int()
    .min(1, 'Enter a number from 1 to 100')
    .max(100, 'Enter a number from 1 to 100')
    .default(20),
  cursor: z.string().max(1000).optional().meta({ description: 'The `nextCursor` of the page before' }),
});
const bookingsStaff = staff('bookings');

export const bookings = area('bookings', {
  listSessions: route({
    operationId: 'listSessions',
    method: 'GET',
    path: '/v1/sessions',
    summary: 'List the training sessions that can be booked, soonest first',
    audience: everyone,
    input: { query: page },
    replies: { 200: pageOf(Session) },
    problems: [],
  }),
  getSession: route({
    operationId: 'getSession',
    method: 'GET',
    path: '/v1/sessions/{sessionId}',
    summary: 'See one published training session',
    audience: everyone,
    input: { path: sessionPath },
    replies: { 200: Session },
    problems: ['session-not-found'],
  }),
  bookPlace: route({
    operationId: 'bookPlace',
    method: 'POST',
    path: '/v1/bookings',
    summary: 'Book a place on a training session',
    description:
      'Answers `confirmed`, or `waitlisted` when every place is taken. The link to see or cancel the booking is sent to the work email. Booking the same session again with the same work email finds the booking that is there.',
    audience: everyone,
    input: { body: NewBooking },
    replies: { 201: BookingReceipt },
    problems: ['session-not-found', 'booking-closed'],
  }),
  getBooking: route({
    operationId: 'getBooking',
    method: 'GET',
    path: '/v1/bookings/{bookingId}',
    summary: 'See your booking',
    audience: manageLink,
    input: { path: bookingPath },
    replies: { 200: Booking },
    problems: [],
  }),
  cancelBooking: route({
    operationId: 'cancelBooking',
    method: 'POST',
    path: '/v1/bookings/{bookingId}/cancel',
    summary: 'Cancel your booking',
    description: 'Cancelling what is already cancelled answers the same.',
    audience: manageLink,
    input: { path: bookingPath },
    replies: { 200: Booking },
    problems: ['booking-closed'],
  }),
  listMyBookings: route({
    operationId: 'listMyBookings',
    method: 'GET',
    path: '/v1/me/bookings',
    summary: 'List the bookings made with your work email, latest session first',
    audience: learner,
    input: { query: page },
    replies: { 200: pageOf(Booking) },
    problems: [],
  }),
  createSession: route({
    operationId: 'createSession',
    method: 'POST',
    path: '/v1/admin/sessions',
    summary: 'Make a training session, as a draft',
    audience: bookingsStaff,
    input: { body: NewSession },
    replies: { 201: StaffSession },
    problems: [],
  }),
  listAllSessions: route({
    operationId: 'listAllSessions',
    method: 'GET',
    path: '/v1/admin/sessions',
    summary: 'List every training session, latest first',
    audience: bookingsStaff,
    input: { query: page },
    replies: { 200: pageOf(StaffSession) },
    problems: [],
  }),
  getAnySession: route({
    operationId: 'getAnySession',
    method: 'GET',
    path: '/v1/admin/sessions/{sessionId}',
    summary: 'See one training session, published or not',
    audience: bookingsStaff,
    input: { path: sessionPath },
    replies: { 200: StaffSession },
    problems: ['session-not-found'],
  }),
  changeSession: route({
    operationId: 'changeSession',
    method: 'PATCH',
    path: '/v1/admin/sessions/{sessionId}',
    summary: 'Change a training session',
    description: 'Only what is given changes. Lowering the capacity takes no confirmed place away.',
    audience: bookingsStaff,
    input: { path: sessionPath, body: SessionChange },
    replies: { 200: StaffSession },
    problems: ['session-not-found', 'stale-version'],
  }),
  publishSession: route({
    operationId: 'publishSession',
    method: 'POST',
    path: '/v1/admin/sessions/{sessionId}/publish',
    summary: 'Publish a training session, so that people can book it',
    audience: bookingsStaff,
    input: { path: sessionPath, body: Publication },
    replies: { 200: StaffSession },
    problems: ['session-not-found', 'stale-version', 'wrong-state', 'session-not-ready'],
  }),
  listSessionBookings: route({
    operationId: 'listSessionBookings',
    method: 'GET',
    path: '/v1/admin/sessions/{sessionId}/bookings',
    summary: 'See who has booked, in the order in which they did',
    description: 'Each look is kept in the audit trail.',
    audience: bookingsStaff,
    input: { path: sessionPath, query: page },
    replies: { 200: pageOf(StaffBooking) },
    problems: ['session-not-found'],
  }),
});
