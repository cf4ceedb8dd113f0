import type { Attendance, Certificate } from '#domain/bookings/attendance.ts';
import type { Charge } from '#domain/bookings/cancellation-policy.ts';
import type { EmailContents } from '../emails/emails.ts';
import { all, present, when } from '../engine/conditions.ts';
import { put, remove, update, type Write } from '../engine/writes.ts';
import { keys } from '../keys.ts';
import {
  type BookingChange,
  type BookingStoreDeps,
  type ChangeOutcome,
  createBookingEmails,
  createKeep,
} from './booking-change.ts';
import type { HeldBooking } from './booking-reads.ts';
import { prefixed } from './changes.ts';
import { BookingRecord, CertificateRecord } from './items.ts';

/** What recording somebody's attendance comes to. */
export interface RecordedAttendance {
  readonly booking: HeldBooking;
  readonly attendance: Attendance;
  readonly charge: Charge | undefined;
  /** Only for who attended. */
  readonly certificate: Certificate | undefined;
  readonly email: EmailContents | undefined;
}

/** At most so many people's attendance in one change: each takes up to four writes of the hundred that DynamoDB allows. */
export const attendanceBatch = 20;

export interface AttendanceRecording {
  /** @param recorded - at most {@link attendanceBatch} */
  recordAttendance(recorded: readonly RecordedAttendance[], change: BookingChange): Promise<ChangeOutcome>;
}

export function createAttendanceRecording(deps: BookingStoreDeps): AttendanceRecording {
  const { clock } = deps;
  const { emailToHolder } = createBookingEmails(deps);
  const keep = createKeep(deps);

  return {
    recordAttendance(recorded, change) {
      const writes = recorded.map(({ booking, attendance, charge, certificate, email }, index) => {
        const { bookingId, certificateCode: oldCode, expiresAt: end = 0 } = booking;
        return prefixed(String(index), {
          booking: update(
            BookingRecord,
            keys.booking(bookingId),
            {
              set: {
                attendance,
                attendanceRecordedAt: clock().toISOString(),
                ...(charge && { charge }),
                ...(certificate && { certificateCode: certificate.code }),
              },
              remove: [
                ...(charge ? [] : (['charge'] as const)),
                ...(certificate ? [] : (['certificateCode'] as const)),
              ],
            },
            all(
              present,
              when(BookingRecord).is('status', 'confirmed'),
              when(BookingRecord).asRead(booking, 'attendance'),
            ),
          ),
          oldCertificate: oldCode === undefined ? undefined : remove(CertificateRecord, keys.certificate(oldCode)),
          certificate:
            certificate &&
            put(CertificateRecord, keys.certificate(certificate.code), { ...certificate, ends: { with: end } }),
          email: email && emailToHolder(booking, email),
        });
      });
      return keep(Object.assign({}, ...writes) as Readonly<Record<string, Write | undefined>>, change);
    },
  };
}
