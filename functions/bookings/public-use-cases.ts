import { createCheckCertificate } from './attendance/check-certificate.ts';
import { createBookForColleagues } from './groups/book-for-colleagues.ts';
import { createGetGroupBooking } from './groups/get-group.ts';
import { createNotMyGroupBooking } from './groups/not-my-group.ts';
import { createAcceptOffer, createDeclineOffer } from './line/answer-offer.ts';
import { createAskForLinks } from './links/ask-for-links.ts';
import { createNotMyBooking } from './links/not-my-booking.ts';
import { createBookPlace } from './places/book-place.ts';
import { createCancelBooking } from './places/cancel-booking.ts';
import { createDeleteAccessNeeds } from './places/delete-access-needs.ts';
import { createGetBooking } from './places/get-booking.ts';
import { createSubstitute } from './places/substitute.ts';
import { createTellAccessNeeds } from './places/tell-access-needs.ts';
import { createGetSession } from './sessions/get-session.ts';
import { createListSessions } from './sessions/list-sessions.ts';
import type { WiringForPeople } from './wiring/for-people.ts';

/** For everybody, and for who has a link. */
export const createPublicUseCases = (deps: WiringForPeople) => ({
  listSessions: createListSessions(deps),
  getSession: createGetSession(deps),
  bookPlace: createBookPlace(deps),
  bookForColleagues: createBookForColleagues(deps),
  getGroupBooking: createGetGroupBooking(deps),
  notMyGroupBooking: createNotMyGroupBooking(deps),
  getBooking: createGetBooking(deps),
  cancelBooking: createCancelBooking(deps),
  tellAccessNeeds: createTellAccessNeeds(deps),
  deleteAccessNeeds: createDeleteAccessNeeds(deps),
  substitute: createSubstitute(deps),
  acceptOffer: createAcceptOffer(deps),
  declineOffer: createDeclineOffer(deps),
  notMyBooking: createNotMyBooking(deps),
  askForLinks: createAskForLinks(deps),
  checkCertificate: createCheckCertificate(deps),
});
