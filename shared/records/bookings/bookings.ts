import { type AccessNeedsKept, createAccessNeedsKept } from './access-needs.ts';
import { type AttendanceRecording, createAttendanceRecording } from './attendance.ts';
import { type BookingReads, createBookingReads } from './booking-reads.ts';
import { createEndings, type Endings } from './endings.ts';
import { createHandingOver, type HandingOver } from './hand-over.ts';
import { createLine, type Line } from './line.ts';
import { createReserving, type Reserving, type ReservingDeps } from './reserve.ts';
import { createTelling, type Telling } from './telling.ts';

/** What people do with their bookings, or staff for them. */
export interface HeldBookings extends BookingReads, Reserving, Endings, HandingOver, Line, AccessNeedsKept {}

export const createHeldBookings = (deps: ReservingDeps): HeldBookings => ({
  ...createBookingReads(deps),
  ...createReserving(deps),
  ...createEndings(deps),
  ...createHandingOver(deps),
  ...createLine(deps),
  ...createAccessNeedsKept(deps),
});

export interface Bookings extends HeldBookings, AttendanceRecording, Telling {}

export const createBookings = (deps: ReservingDeps): Bookings => ({
  ...createHeldBookings(deps),
  ...createAttendanceRecording(deps),
  ...createTelling(deps),
});
