import * as z from 'zod';
import { attendances, certificateFields, certificateHolderFields } from '#domain/bookings/attendance.ts';
import { charge } from '#domain/bookings/cancellation-policy.ts';
import { bookingId } from '../places/schemas.ts';
import { Session } from '../sessions/schemas.ts';

const attendance = z.enum(attendances);
export const AttendanceList = z
  .strictObject({
    attendance: z
      .array(z.strictObject({ bookingId, attendance }))
      .min(1, 'Give at least one booking')
      .max(200, 'Give 200 bookings or fewer at once')
      .meta({ example: [{ bookingId: '01KF0A2C4E6G8J1M3P5R7T9V2X', attendance: 'attended' }] }),
  })
  .meta({ id: 'AttendanceList' });
export const RecordedAttendance = z
  .object({
    items: z.array(
      z.object({ bookingId, attendance, charge: charge.optional(), certificateCode: z.string().optional() }),
    ),
  })
  .meta({ id: 'RecordedAttendance' });

export const CertificatePath = z.object({
  code: z.string().min(1).max(40).meta({
    example: '7K3M9-Q2XDH-4RTBW',
    'x-label': 'Code of the certificate',
    'x-hint': 'It stands on the certificate, like 7K3M9-Q2XDH-4RTBW',
    'x-ask': 'Enter the code of the certificate',
  }),
});

export const CertificateCheck = z
  .object({
    valid: z.boolean(),
    certificate: z
      .object({
        initials: certificateHolderFields.initials,
        ...Session.pick({ title: true, provider: true, startsAt: true, endsAt: true }).shape,
        issuedAt: certificateFields.issuedAt,
      })
      .optional()
      .meta({ description: 'Only where it is valid' }),
  })
  .meta({ id: 'CertificateCheck' });
