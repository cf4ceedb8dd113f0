import { createFifoConsumer } from '#platform/fifo-consumer.ts';
import type { Work } from '#platform/work.ts';
import { FollowUp } from '#records/bookings/follow-ups.ts';
import { createEndGroup } from './groups/end-group.ts';
import { createExpireOffers } from './line/expire-offers.ts';
import { createOfferPlaces } from './line/offer-places.ts';
import { createSendLinks } from './links/send-links.ts';
import { createEndNeedsConsent } from './places/end-needs-consent.ts';
import { createFollowProfile } from './places/follow-profile.ts';
import { createSendReminders } from './telling/send-reminders.ts';
import { createTellAttendees } from './telling/tell-attendees.ts';
import { createTellMinimumNotReached, createTellSessionFull } from './telling/tell-organiser.ts';
import type { SessionUseCaseDeps } from './use-case-deps.ts';

/** Carries out one thing that follows from a change, or from the hour. Answers how many changes it made. */
export const createCarryOut = (
  deps: SessionUseCaseDeps &
    Parameters<typeof createSendLinks>[0] &
    Parameters<typeof createFollowProfile>[0] &
    Parameters<typeof createEndGroup>[0],
) => {
  const followProfile = createFollowProfile(deps);
  const endNeedsConsent = createEndNeedsConsent(deps);
  const endGroup = createEndGroup(deps);
  const sendLinks = createSendLinks(deps);
  const offerPlaces = createOfferPlaces(deps);
  const expireOffers = createExpireOffers(deps);
  const tellAttendees = createTellAttendees(deps);
  const sendReminders = createSendReminders(deps);
  const tellSessionFull = createTellSessionFull(deps);
  const tellMinimumNotReached = createTellMinimumNotReached(deps);

  return async (followUp: FollowUp, work: Work): Promise<number> => {
    if (followUp.kind === 'send-links') return sendLinks(followUp, work);
    if (followUp.kind === 'end-needs-consent') return endNeedsConsent(followUp.bookingId, work);
    if (followUp.kind === 'end-group') return endGroup(followUp.groupBookingId, work);
    if (followUp.kind === 'follow-profile') return followProfile(followUp.personId, work);
    const { sessionId } = followUp;
    switch (followUp.kind) {
      case 'offer-places':
        return offerPlaces(sessionId, work);
      case 'expire-offers':
        return expireOffers(sessionId, work);
      case 'tell-attendees':
        return tellAttendees(sessionId, work);
      case 'remind':
        return sendReminders(sessionId, followUp.reminder, work);
      case 'tell-session-full':
        await tellSessionFull(sessionId, work);
        return 1;
      case 'tell-minimum-not-reached':
        await tellMinimumNotReached(sessionId, work);
        return 1;
    }
  };
};

/** The queue of what follows: one thing after the other for each session, mailbox and person. */
export const createFollowUpHandler = (
  deps: Parameters<typeof createCarryOut>[0] & Omit<Parameters<typeof createFifoConsumer>[0], 'handle'>,
) => {
  const carryOut = createCarryOut(deps);
  return createFifoConsumer({
    ...deps,
    async handle(body, work) {
      const followUp = FollowUp.parse(body);
      const changes = await carryOut(followUp, work);
      const about = 'sessionId' in followUp ? { sessionId: followUp.sessionId } : {};
      deps.log.event('follow-up-done', { kind: followUp.kind, ...about, changes });
      return { outcome: 'done' };
    },
  });
};
