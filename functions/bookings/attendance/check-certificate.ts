import type { UseCase } from '#http/use-case.ts';
import type { BookingReads } from '#records/bookings/booking-reads.ts';
import type { bookings } from '../contract.ts';

/** Says no more of the person than their initials: enough to tell that a certificate is theirs who shows it. */
export const createCheckCertificate =
  (deps: {
    readonly bookings: Pick<BookingReads, 'findCertificate'>;
  }): UseCase<typeof bookings.routes.checkCertificate> =>
  async ({ path }, { work }) => {
    const found = await deps.bookings.findCertificate(path.code.trim().toUpperCase(), work);
    if (!found) return { status: 200, body: { valid: false } };
    const { initials, title, provider, startsAt, endsAt, issuedAt } = found;
    return {
      status: 200,
      body: { valid: true, certificate: { initials, title, provider, startsAt, endsAt, issuedAt } },
    };
  };
