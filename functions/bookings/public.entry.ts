import { createHttpHandler } from '../../shared/http/http-handler.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { createAcceptOffer, createDeclineOffer } from './answer-offer.ts';
import { createAskForLinks } from './ask-for-links.ts';
import { createBookPlace } from './book-place.ts';
import { createCancelBooking } from './cancel-booking.ts';
import { createCheckCertificate } from './check-certificate.ts';
import { bookings } from './contract.ts';
import { createBookingsDependencies } from './dependencies.ts';
import { BookingsPublicEnv } from './env.ts';
import { createGetBooking, findLinkedBooking } from './get-booking.ts';
import { createGetSession } from './get-session.ts';
import { createListSessions } from './list-sessions.ts';
import { createNotMyBooking } from './not-my-booking.ts';
import { createSubstitute } from './substitute.ts';

const env = readEnv(BookingsPublicEnv, process.env);
const deps = createBookingsDependencies(env);

export const handler = createHttpHandler({
  ...deps,
  allowedOrigins: env.ALLOWED_ORIGINS,
  area: bookings,
  audience: 'public',
  opensLink: async ({ bookingId = '' }, tokenHash, work) =>
    (await findLinkedBooking(deps, bookingId, tokenHash, work)) !== undefined,
  useCases: {
    listSessions: createListSessions(deps),
    getSession: createGetSession(deps),
    bookPlace: createBookPlace(deps),
    getBooking: createGetBooking(deps),
    cancelBooking: createCancelBooking(deps),
    substitute: createSubstitute(deps),
    acceptOffer: createAcceptOffer(deps),
    declineOffer: createDeclineOffer(deps),
    notMyBooking: createNotMyBooking(deps),
    askForLinks: createAskForLinks(deps),
    checkCertificate: createCheckCertificate(deps),
  },
});
