import { isStanding } from '#domain/bookings/booking.ts';
import { bookingLinkEnds, groupLinkEnds } from '#domain/bookings/link-ends.ts';
import { requestLinkEnds } from '#domain/funding/link-ends.ts';
import { type FundingRequest, isUndecided } from '#domain/funding/request.ts';
import type { Statement } from '#domain/funding/statement.ts';
import { fundingInEmail, statementInEmail } from '#email/funding/facts.ts';
import { owedMessage } from '#email/owed-message.ts';
import { settle, type Work } from '#platform/work.ts';
import type { GroupBookings } from '#records/bookings/group-bookings.ts';
import type { OwedEmail } from '#records/emails/emails.ts';
import { namedBy } from '#records/funding/named-by.ts';
import type { FundingRequests } from '#records/funding/requests.ts';
import type { Links, LinksAsked } from '#records/people/links.ts';
import { bookingInEmail, sessionInEmail } from '../telling/booking-email.ts';
import type { BookingUseCaseDeps } from '../use-case-deps.ts';

/** So many emails at once are of use to somebody; of what is left they hear when they ask again. */
const mostLinks = 10;
/** Of these, so many at most about funding: whoever begins many requests keeps nobody from the links of their bookings. */
const mostOfFunding = 4;
/** And so many at most about colleagues whom they booked for. */
const mostOfGroups = 2;

const askedAgain = async (
  deps: Pick<BookingUseCaseDeps, 'hub'> & { readonly requests: Pick<FundingRequests, 'findStatement'> },
  request: FundingRequest,
  statement: Statement,
  work: Work,
) => ({
  ...statementInEmail(deps.hub, request, statement, false),
  ...(await namedBy(deps.requests, statement, work)),
});

/**
 * Sends the links of what can still be managed from a mailbox, each to the address that it was made with, whatever address was
 * typed. Once, however often it is carried out.
 */
export const createSendLinks = (
  deps: BookingUseCaseDeps & {
    readonly links: Links;
    readonly groups: Pick<GroupBookings, 'find' | 'listMembers'>;
    readonly requests: Pick<FundingRequests, 'find' | 'findStatement'>;
  },
) => {
  async function requestEmail(fundingRequestId: string, work: Work): Promise<OwedEmail[]> {
    const request = await deps.requests.find(fundingRequestId, work);
    if (!request || requestLinkEnds(request, deps.hub.funding, deps.hub.links) !== undefined) return [];
    return [
      {
        ...owedMessage(deps.newId(), { kind: 'funding-link-again', facts: fundingInEmail(deps.hub, request) }),
        to: request.workEmail,
        about: { kind: 'funding-request', id: fundingRequestId },
        linkExpiresAt: request.expiresAt ?? 0,
      },
    ];
  }

  async function statementEmail(statementId: string, work: Work): Promise<OwedEmail[]> {
    const statement = await deps.requests.findStatement(statementId, work);
    if (statement?.status !== 'asked' || statement.endsAt <= deps.clock().toISOString()) return [];
    const request = await deps.requests.find(statement.fundingRequestId, work);
    if (!request || !isUndecided(request.status)) return [];
    const facts = await askedAgain(deps, request, statement, work);
    return [
      {
        ...owedMessage(deps.newId(), { kind: 'statement-asked', facts }),
        to: statement.authorEmail,
        about: { kind: 'statement', id: statementId },
        linkExpiresAt: statement.expiresAt ?? 0,
      },
    ];
  }

  async function groupEmail(groupBookingId: string, work: Work): Promise<OwedEmail[]> {
    const group = await deps.groups.find(groupBookingId, work);
    const session = group && (await deps.sessions.find(group.sessionId, work));
    if (!session || group.disownedAt !== undefined) return [];
    if (groupLinkEnds(group, session.session, deps.hub.links) <= deps.clock().toISOString()) return [];
    const members = await deps.groups.listMembers(groupBookingId, work);
    const facts = {
      groupBookingId,
      name: group.name,
      session: sessionInEmail(session),
      // As they were told: how it stands now, the link shows.
      colleagues: members.map(({ name, status }) => ({ name, status })),
    };
    return [
      {
        ...owedMessage(deps.newId(), { kind: 'colleagues-booked', facts }),
        to: group.workEmail,
        about: { kind: 'group-booking', id: groupBookingId },
        linkExpiresAt: group.expiresAt ?? 0,
      },
    ];
  }

  async function managedEmails(mailbox: string, work: Work) {
    const [ofFunding, ofGroups]: [OwedEmail[], OwedEmail[]] = [[], []];
    for (const { kind, id } of await deps.links.listManaged(mailbox, work)) {
      if (kind === 'group-booking' && ofGroups.length < mostOfGroups) ofGroups.push(...(await groupEmail(id, work)));
      if (ofFunding.length >= mostOfFunding) continue;
      if (kind === 'funding-request') ofFunding.push(...(await requestEmail(id, work)));
      if (kind === 'statement') ofFunding.push(...(await statementEmail(id, work)));
    }
    return [...ofGroups, ...ofFunding];
  }

  async function bookingEmails(mailbox: string, most: number, work: Work): Promise<OwedEmail[]> {
    const now = deps.clock().toISOString();
    const standing = await deps.links.listBookings(mailbox, now, { most, isWanted: isStanding }, work);
    const sessions = await deps.sessions.findMany(
      standing.map(({ sessionId }) => sessionId),
      work,
    );
    return standing.filter(isStanding).flatMap((booking) => {
      const session = sessions.get(booking.sessionId);
      if (!session || bookingLinkEnds(booking, session.session, deps.hub.links) <= now) return [];
      const facts = { ...bookingInEmail(booking, session), status: booking.status };
      return [
        {
          ...owedMessage(deps.newId(), { kind: 'booking-link-again', facts }),
          to: booking.workEmail,
          about: { kind: 'booking', id: booking.bookingId },
          linkExpiresAt: booking.expiresAt ?? 0,
        } as const,
      ];
    });
  }

  /** Answers how many emails that came to. */
  return async (asked: LinksAsked, work: Work): Promise<number> =>
    settle(work, async () => {
      if (!(await deps.links.isOwed(asked, work))) return 0;
      const ofOthers = await managedEmails(asked.mailbox, work);
      const ofBookings = await bookingEmails(asked.mailbox, mostLinks - ofOthers.length, work);
      const emails = [...ofBookings, ...ofOthers];
      const done = await deps.links.owe(asked, emails, work);
      if (done.outcome !== 'changed') return done.outcome === 'done-already' ? 0 : undefined;
      if (done.owed < emails.length) deps.counter.count('AskPassedOver');
      return done.owed;
    });
};
