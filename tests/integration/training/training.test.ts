import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mostOwnRecords } from '#domain/training/training-record.ts';
import { createTendAccounts } from '#functions/people/accounts/tend-accounts.ts';
import { wireTending } from '#functions/people/wiring.ts';
import { createAdminUseCases } from '#functions/training/admin-use-cases.ts';
import { createDisputeTrainingRecord } from '#functions/training/disputes/raise-dispute.ts';
import { createSettleTrainingDispute } from '#functions/training/disputes/settle-dispute.ts';
import { createMyUseCases } from '#functions/training/me-use-cases.ts';
import { createAddTrainingRecord } from '#functions/training/records/add-training.ts';
import { createChangeTrainingRecord } from '#functions/training/records/change-training.ts';
import { createDeleteTrainingRecord } from '#functions/training/records/delete-training.ts';
import { wireForLearners, wireForStaff } from '#functions/training/wiring.ts';
import type { Learner, StaffMember } from '#http/callers.ts';
import { update } from '#records/engine/writes.ts';
import { keys } from '#records/keys.ts';
import { PersonRecord } from '#records/people/items.ts';
import { AccountView } from '#records/people/views.ts';
import { TrainingCountRecord } from '#records/training/items.ts';
import { TrainingCountView } from '#records/training/views.ts';
import { actingAs, acts } from '../../support/acting-as.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { aBooking, createTestHub, day, hour, workOf } from '../../support/hub.ts';

type Hub = ReturnType<typeof createTestHub>;
const siteUrl = 'https://hub.example';

let engine: RunningEngine;
let hub: Hub;
let deps: ReturnType<typeof wireForLearners>;
let me: ReturnType<typeof createMyUseCases>;
let forStaff: ReturnType<typeof wireForStaff>;
let staff: ReturnType<typeof createAdminUseCases>;
let tend: ReturnType<typeof createTendAccounts>;

beforeAll(async () => {
  engine = await startEngine();
  hub = createTestHub(engine.client);
  deps = wireForLearners(hub, siteUrl);
  me = actingAs('training-me', createMyUseCases(deps));
  forStaff = wireForStaff(hub);
  staff = actingAs('training-admin', createAdminUseCases(forStaff));
  tend = acts('people-tend', createTendAccounts(wireTending(hub)));
});
beforeEach(() => hub.time.moveTo('2027-01-04T09:00:00.000Z'));
afterAll(() => engine.stop());

const as = <C>(caller: C) => ({ caller, work: workOf(), once: undefined });
const nothing = { path: undefined, query: undefined, body: undefined };
const anEntry = { title: 'Life support', provider: 'St John', completedOn: '2026-12-01', hours: 2 };
const words = 'I was not there';
const member: StaffMember = { kind: 'staff', sub: 'ann', workEmail: 'ann@hub.example', groups: ['bookings'] };
const lambda = { awsRequestId: 'r', getRemainingTimeInMillis: () => 60_000 } as never;

let names = 0;
async function signedUp(): Promise<Learner> {
  names += 1;
  return hub.confirms(await hub.asksForAccount(aBooking('', `trained.${names}@nhs.net`).person));
}
const accountOf = async (caller: Learner) => {
  const account = await deps.accounts.find(caller, workOf());
  if (!account) throw new Error('no account');
  return account;
};
const add = async (caller: Learner) => (await me.addTrainingRecord({ ...nothing, body: anEntry }, as(caller))).body;
const list = async (caller: Learner) =>
  (await me.listTrainingRecords({ ...nothing, query: { limit: 100, cursor: undefined } }, as(caller))).body.items;
const countOf = async (personId: string) =>
  (await hub.records.find(TrainingCountView, keys.trainingCount(personId), workOf()))?.records;
const at = (trainingRecordId: string) => ({ ...nothing, path: { trainingRecordId } });

/** Somebody who attended a session. */
async function attended() {
  const caller = await signedUp();
  const startsAt = new Date(hub.clock().getTime() + 10 * day);
  const endsAt = new Date(startsAt.getTime() + hour);
  const times = { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() };
  const sessionId = await hub.publishedSession(times);
  const bookingId = await hub.booked(aBooking(sessionId, caller.workEmail));
  hub.time.moveTo(new Date(endsAt.getTime() + hour).toISOString());
  const attendance = [{ bookingId, attendance: 'attended' as const }];
  await hub.recordAttendance({ ...nothing, path: { sessionId }, body: { attendance } }, as(member));
  return { caller, bookingId, trainingRecordId: `attendance-${bookingId}` };
}
const dispute = (caller: Learner, trainingRecordId: string) =>
  me.disputeTrainingRecord({ ...at(trainingRecordId), body: { words } }, as(caller));
const settlement = { outcome: 'stands', answer: 'You signed the list.' } as const;
const settle = (disputeId: string) =>
  staff.settleTrainingDispute({ ...nothing, path: { disputeId }, body: settlement }, as(member));

describe('training that somebody enters', () => {
  it('is so many at most, of which one too many is refused, however many come at once', async () => {
    const caller = await signedUp();
    await add(caller);
    const { personId } = await accountOf(caller);
    const set = { records: mostOwnRecords - 1 };
    await hub.records.updateOne(update(TrainingCountRecord, keys.trainingCount(personId), { set }), workOf());
    const all = await Promise.allSettled([add(caller), add(caller), add(caller)]);
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(all.flatMap((each) => (each.status === 'rejected' ? [each.reason.code] : []))).toEqual(
      Array.from({ length: 2 }, () => 'too-many-training-records'),
    );
    expect(await countOf(personId)).toBe(mostOwnRecords);
    expect(await list(caller)).toHaveLength(2);
  });

  it('is counted once where the first two come at the same time', async () => {
    const caller = await signedUp();
    await Promise.all([add(caller), add(caller)]);
    expect(await countOf((await accountOf(caller)).personId)).toBe(2);
  });

  it('is not kept for an account that is gone by then', async () => {
    const caller = await signedUp();
    const { personId } = await accountOf(caller);
    let gone = false;
    const ownRecords: typeof deps.ownRecords = {
      ...deps.ownRecords,
      async add(...given) {
        if (!gone) {
          gone = true;
          const ended = { remove: ['sub', 'accountSince'] as const };
          await hub.records.updateOne(update(PersonRecord, keys.person(personId), ended), workOf());
        }
        return deps.ownRecords.add(...given);
      },
    };
    const adding = createAddTrainingRecord({ ...deps, ownRecords })({ ...nothing, body: anEntry }, as(caller));
    await expect(adding).rejects.toMatchObject({ code: 'account-not-found' });
    expect(await countOf(personId)).toBeUndefined();
  });

  it('loses nothing where two change it, and the one that comes second is told', async () => {
    const caller = await signedUp();
    const { trainingRecordId } = await add(caller);
    const account = await accountOf(caller);
    const before = await deps.ownRecords.find(account, trainingRecordId, workOf());
    if (!before) throw new Error('no record');
    const ownRecords: typeof deps.ownRecords = {
      ...deps.ownRecords,
      async change(...given) {
        await deps.ownRecords.change(before, { hours: 7 }, { work: workOf(), once: undefined });
        return deps.ownRecords.change(...given);
      },
    };
    const change = createChangeTrainingRecord({ ...deps, ownRecords });
    await expect(change({ ...at(trainingRecordId), body: { version: 1, hours: 9 } }, as(caller))).rejects.toMatchObject(
      {
        code: 'stale-version',
      },
    );
    expect(await list(caller)).toMatchObject([{ hours: 7, version: 2 }]);
  });

  it('stays at its version where nothing in it is new', async () => {
    const caller = await signedUp();
    const { trainingRecordId } = await add(caller);
    const change = (body: { version: number; hours: number; level?: 'level-6' | null }) =>
      me.changeTrainingRecord({ ...at(trainingRecordId), body }, as(caller));
    expect((await change({ version: 1, hours: anEntry.hours })).body).toMatchObject({ version: 1 });
    expect((await change({ version: 1, hours: anEntry.hours, level: 'level-6' })).body).toMatchObject({ version: 2 });
    expect((await change({ version: 2, hours: anEntry.hours, level: null })).body).not.toHaveProperty('level');
    expect(await list(caller)).toMatchObject([{ version: 3, hours: anEntry.hours }]);
  });

  it('is deleted once, and counted so, though it changes or goes meanwhile', async () => {
    const caller = await signedUp();
    const { trainingRecordId } = await add(caller);
    await add(caller);
    const account = await accountOf(caller);
    let between = false;
    const ownRecords: typeof deps.ownRecords = {
      ...deps.ownRecords,
      async remove(before, change) {
        if (!between) {
          between = true;
          await deps.ownRecords.change(before, { hours: 7 }, { work: workOf(), once: undefined });
        }
        return deps.ownRecords.remove(before, change);
      },
    };
    const remove = createDeleteTrainingRecord({ ...deps, ownRecords });
    const both = await Promise.allSettled([
      remove(at(trainingRecordId), as(caller)),
      me.deleteTrainingRecord(at(trainingRecordId), as(caller)),
    ]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await countOf(account.personId)).toBe(1);
  });

  it('is kept as long as the account, neither shorter nor longer', async () => {
    const caller = await signedUp();
    const { personId } = await accountOf(caller);
    await add(caller);
    // Used again and again, and nothing entered: its end moves, and the clock moves that of what was entered.
    for (let quarters = 0; quarters < 12; quarters += 1) {
      hub.time.advance(90 * day);
      await accountOf(caller);
      await tend({}, lambda);
      expect(await list(caller), `${quarters}`).toHaveLength(1);
    }
    const { expiresAt = 0 } = (await hub.records.find(AccountView, keys.person(personId), workOf())) ?? {};
    hub.time.moveTo(new Date(expiresAt * 1000 + 4 * day).toISOString());
    expect(await deps.accounts.find(caller, workOf())).toBeUndefined();
    expect(await countOf(personId)).toBeUndefined();
  });

  it('is found by an account into which the record was merged that it was entered with', async () => {
    const [kept, other] = [await signedUp(), await signedUp()];
    const { trainingRecordId } = await add(other);
    const { personId } = await accountOf(other);
    const account = { ...(await accountOf(kept)), includes: [personId] };
    const page = await deps.entries.list(account, { limit: 10 }, workOf());
    expect(page.items).toMatchObject([{ trainingRecordId }]);
    expect(await deps.ownRecords.find(account, trainingRecordId, workOf())).toMatchObject({ personId });
  });
});

describe('what somebody says is wrong', () => {
  it('is told once, though they press twice at the same time', async () => {
    const { caller, trainingRecordId } = await attended();
    let raced = false;
    const disputes: typeof deps.disputes = {
      ...deps.disputes,
      async raise(...given) {
        if (!raced) {
          raced = true;
          await dispute(caller, trainingRecordId);
        }
        return deps.disputes.raise(...given);
      },
    };
    const raise = createDisputeTrainingRecord({ ...deps, disputes });
    await expect(raise({ ...at(trainingRecordId), body: { words: 'other' } }, as(caller))).rejects.toMatchObject({
      code: 'wrong-state',
    });
    expect((await list(caller))[0]?.dispute).toMatchObject({ words });
  });

  it('is nobody else’s to tell', async () => {
    const { trainingRecordId } = await attended();
    await expect(dispute(await signedUp(), trainingRecordId)).rejects.toMatchObject({
      code: 'training-record-not-found',
    });
  });

  it('is settled by one of two who do so at the same time, and told of once', async () => {
    const { caller, bookingId, trainingRecordId } = await attended();
    await dispute(caller, trainingRecordId);
    const disputes: typeof forStaff.disputes = {
      ...forStaff.disputes,
      async settle(...given) {
        await settle(bookingId);
        return forStaff.disputes.settle(...given);
      },
    };
    const settling = createSettleTrainingDispute({ ...forStaff, disputes });
    const body = { outcome: 'corrected', answer: 'Put right.' } as const;
    await expect(settling({ ...nothing, path: { disputeId: bookingId }, body }, as(member))).rejects.toMatchObject({
      code: 'wrong-state',
    });
    const told = (await hub.owedEmails()).filter(
      ({ kind, to }) => kind === 'training-dispute-settled' && to === caller.workEmail,
    );
    expect(told).toMatchObject([{ facts: settlement }]);
  });

  it('may be told again once it was answered', async () => {
    const { caller, bookingId, trainingRecordId } = await attended();
    await dispute(caller, trainingRecordId);
    await settle(bookingId);
    expect((await list(caller))[0]?.dispute).toMatchObject({ status: 'settled', answer: settlement.answer });
    await dispute(caller, trainingRecordId);
    expect((await list(caller))[0]?.dispute).toMatchObject({ status: 'open' });
    expect((await list(caller))[0]?.dispute).not.toHaveProperty('answer');
  });

  it('is settled by somebody else where one of the staff has raised it', async () => {
    const { caller, bookingId, trainingRecordId } = await attended();
    await dispute(caller, trainingRecordId);
    const own = { ...member, workEmail: caller.workEmail };
    const given = { ...nothing, path: { disputeId: bookingId }, body: settlement };
    await expect(staff.settleTrainingDispute(given, as(own))).rejects.toMatchObject({ code: 'needs-another-person' });
  });

  it('is settled, and nobody told, where whoever raised it has gone', async () => {
    const { caller, bookingId, trainingRecordId } = await attended();
    await dispute(caller, trainingRecordId);
    const { personId } = await accountOf(caller);
    const ended = { remove: ['sub', 'accountSince'] as const };
    await hub.records.updateOne(update(PersonRecord, keys.person(personId), ended), workOf());
    expect((await settle(bookingId)).body).not.toHaveProperty('person');
    expect(
      (await hub.owedEmails()).filter(({ to, kind }) => to === caller.workEmail && kind.startsWith('training')),
    ).toEqual([]);
  });
});
