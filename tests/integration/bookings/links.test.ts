import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { createTestFunding, type TestFunding } from '../../support/funding.ts';
import { aFundingRequest, aPot } from '../../support/funding-nouns.ts';
import { aBooking, day, hour, workOf } from '../../support/hub.ts';

describe('a link in an email', () => {
  let engine: RunningEngine;
  let hub: TestFunding;

  beforeAll(async () => {
    engine = await startEngine();
    hub = createTestFunding(engine.client);
  });
  beforeEach(() => hub.time.moveTo('2027-01-04T09:00:00.000Z'));
  afterAll(() => engine.stop());

  type Holder = Awaited<ReturnType<TestFunding['linkTo']>>;
  async function booked(address: string) {
    const sessionId = await hub.publishedSession();
    await hub.book(aBooking(sessionId, address));
    const [booking] = (await hub.standing(sessionId)).bookings;
    const bookingId = booking?.bookingId ?? '';
    return { sessionId, bookingId, holder: await hub.linkTo(bookingId) };
  }
  const see = (bookingId: string, caller: Holder) =>
    hub.getBooking({ ...hub.nothing, path: { bookingId } }, { caller, work: workOf(), once: undefined });
  const ended = { code: 'link-not-valid' };

  it('opens a booking until a month after its session, as it does where it is of another booking', async () => {
    const { bookingId, sessionId, holder } = await booked('month@nhs.net');
    const { session } = await hub.standing(sessionId);
    hub.time.moveTo(new Date(Date.parse(session.endsAt) + 30 * day - 1000).toISOString());
    expect((await see(bookingId, holder)).body.status).toBe('confirmed');
    hub.time.advance(1000);
    await expect(see(bookingId, holder)).rejects.toMatchObject(ended);
    await expect(hub.cancel(bookingId, holder)).rejects.toMatchObject(ended);
    await expect(see(bookingId, { ...holder, tokenHash: 'another' })).rejects.toMatchObject(ended);
  });

  it('that is out already follows its session to a later day', async () => {
    const { bookingId, sessionId, holder } = await booked('moved@nhs.net');
    const { session } = await hub.standing(sessionId);
    const later = (instant: string) => new Date(Date.parse(instant) + 200 * day).toISOString();
    const body = { version: session.version, startsAt: later(session.startsAt), endsAt: later(session.endsAt) };
    await hub.changeSession({ ...hub.nothing, path: { sessionId }, body }, hub.asStaff());
    await hub.followUp({ kind: 'tell-attendees', sessionId });
    hub.time.moveTo(new Date(Date.parse(body.startsAt) - hour).toISOString());
    expect((await hub.cancel(bookingId, holder)).body.status).toBe('cancelled');
  });

  it('shows what came of the session, though that was recorded late', async () => {
    const { bookingId, sessionId, holder } = await booked('late@nhs.net');
    hub.time.advance(100 * day);
    const attendance = [{ bookingId, attendance: 'attended' as const }];
    await hub.recordAttendance({ ...hub.nothing, path: { sessionId }, body: { attendance } }, hub.asStaff());
    hub.time.advance(29 * day);
    expect((await see(bookingId, holder)).body.certificateCode).toBeDefined();
    hub.time.advance(1 * day);
    await expect(see(bookingId, holder)).rejects.toMatchObject(ended);
  });

  it('opens a cancelled booking for two weeks', async () => {
    const { bookingId, holder } = await booked('cancelled@nhs.net');
    await hub.cancel(bookingId, holder);
    hub.time.advance(14 * day - 1000);
    expect((await see(bookingId, holder)).body.status).toBe('cancelled');
    hub.time.advance(1000);
    await expect(see(bookingId, holder)).rejects.toMatchObject(ended);
  });

  it('opens a funding request that was declined for a month, and what its manager gave with it no longer', async () => {
    const potId = await hub.pot(aPot({ scheme: 'links' }));
    const id = await hub.inReview(aFundingRequest('declined@nhs.net', { potId }));
    const path = { ...hub.nothing, path: { fundingRequestId: id } };
    const [statement] = (await hub.stored(id)).statements;
    const atStatement = { ...hub.nothing, path: { statementId: statement?.statementId ?? '' } };
    const author = await hub.holderOf('statement', statement?.statementId ?? '');
    expect((await hub.getStatement(atStatement, author)).body.status).toBe('supported');
    hub.time.advance(7 * day);
    await expect(hub.getStatement(atStatement, author)).rejects.toMatchObject(ended);

    const applicant = await hub.as(id);
    hub.time.advance(60 * day);
    expect((await hub.getFundingRequest(path, applicant)).body.status).toBe('in-review');
    const declined = { decision: 'decline' as const, reason: 'Outside primary care' };
    await hub.decideFundingRequest({ ...path, body: declined }, hub.asStaff());
    hub.time.advance(30 * day - 1000);
    expect((await hub.getFundingRequest(path, applicant)).body.status).toBe('declined');
    hub.time.advance(1000);
    await expect(hub.getFundingRequest(path, applicant)).rejects.toMatchObject(ended);
  });

  it('opens a funding request for as long as there is something to claim or to tell', async () => {
    const potId = await hub.pot(aPot({ scheme: 'links-open' }));
    const id = await hub.inReview(aFundingRequest('open@nhs.net', { potId }));
    await hub.approve(id, potId);
    const path = { ...hub.nothing, path: { fundingRequestId: id } };
    const applicant = await hub.as(id);
    hub.time.moveTo('2027-03-23T09:00:00.000Z');
    await hub.progress(id, 'started');
    await hub.progress(id, 'finished');
    hub.time.advance(100 * day);
    expect((await hub.getFundingRequest(path, applicant)).body.status).toBe('completed');
    await hub.tend(id);
    hub.time.advance(30 * day - 1000);
    expect((await hub.getFundingRequest(path, applicant)).body.status).toBe('completed');
    hub.time.advance(1000);
    await expect(hub.getFundingRequest(path, applicant)).rejects.toMatchObject(ended);
  });
});
