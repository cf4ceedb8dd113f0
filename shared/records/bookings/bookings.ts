import { type AttendanceRecording, createAttendanceRecording } from './attendance.ts';
import type { BookingStoreDeps } from './booking-change.ts';
import { type BookingReads, createBookingReads } from './booking-reads.ts';
import { createEndings, type Endings } from './endings.ts';
import { createHandingOver, type HandingOver } from './hand-over.ts';
import { createLine, type Line } from './line.ts';
import { createReserving, type Reserving } from './reserve.ts';
import { createTelling, type Telling } from './telling.ts';

export interface Bookings extends BookingReads, Reserving, Endings, HandingOver, Line, AttendanceRecording, Telling {}

export const createBookings = (deps: BookingStoreDeps): Bookings => ({
  ...createBookingReads(deps),
  ...createReserving(deps),
  ...createEndings(deps),
  ...createHandingOver(deps),
  ...createLine(deps),
  ...createAttendanceRecording(deps),
  ...createTelling(deps),
});
