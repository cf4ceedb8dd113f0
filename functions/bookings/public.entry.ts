import { createHttpHandler } from '#http/http-handler.ts';
import { readEnv } from '#platform/env.ts';
import { createCheckCertificate } from './attendance/check-certificate.ts';
import { bookings } from './contract.ts';
import { createBookingsDependencies } from './dependencies.ts';
import { BookingsPublicEnv } from './env.ts';
import { createAcceptOffer, createDeclineOffer } from './line/answer-offer.ts';
import { createAskForLinks } from './links/ask-for-links.ts';
import { createNotMyBooking } from './links/not-my-booking.ts';
import { createBookPlace } from './places/book-place.ts';
import { createCancelBooking } from './places/cancel-booking.ts';
import { createGetBooking, findLinkedBooking } from './places/get-booking.ts';
import { createSubstitute } from './places/substitute.ts';
import { createGetSession } from './sessions/get-session.ts';
import { createListSessions } from './sessions/list-sessions.ts';

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
