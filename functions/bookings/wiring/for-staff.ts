import type { Exports } from '#documents/exports.ts';
import type { ViewFor } from '#privacy/views.ts';
import { createAttendeeLists } from '#records/bookings/attendee-lists.ts';
import type { OpenRecords } from '#records/open-records.ts';
import { createCurrentAddress } from '#records/people/current-address.ts';
import { createHoldLifting } from '#records/people/holds.ts';
import { wireSessions } from './sessions.ts';

export const wireForStaff = (open: OpenRecords<ViewFor<'provide-services' | 'run-reliably'>>, exports: Exports) => ({
  ...wireSessions(open),
  exports,
  attendees: createAttendeeLists(open),
  liftHold: createHoldLifting(open),
  currentAddress: createCurrentAddress(open),
});

export type WiringForStaff = ReturnType<typeof wireForStaff>;
