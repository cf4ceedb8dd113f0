import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { made } from '#domain/people/choices.ts';
import { wireConsents } from '#functions/people/consents/wiring.ts';
import { createRecordObjection } from '#functions/privacy/choices/record-objection.ts';
import { createWithdrawConsent } from '#functions/privacy/choices/withdraw-consent.ts';
import { wireForStaff } from '#functions/privacy/wiring.ts';
import type { Learner, StaffMember } from '#http/callers.ts';
import { AccessNeedsRecord } from '#records/bookings/items.ts';
import { remove as removeRecord, update } from '#records/engine/writes.ts';
import { keys, lists } from '#records/keys.ts';
import { ChoiceRecord, PersonRecord, UnsubscribedRecord } from '#records/people/items.ts';
import { AddressView, ChoiceView } from '#records/people/views.ts';
import { acts } from '../../support/acting-as.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { aBooking, createTestHub, day, type TestHub, workOf } from '../../support/hub.ts';
import { seen } from '../../support/seen.ts';

let engine: RunningEngine;
let hub: TestHub;
beforeAll(async () => {
  engine = await startEngine();
  hub = createTestHub(engine.client);
});
beforeEach(() => hub.time.moveTo('2027-01-12T09:00:00.000Z'));
afterAll(() => engine.stop());

const rights: StaffMember = { kind: 'staff', sub: 'dp-1', workEmail: 'dp@hub.example', groups: ['data-protection'] };
const as = <C>(caller: C, once?: { id: string; fingerprint: string }) => ({ caller, work: workOf(), once });
const personIdOf = async (workEmail: string) =>
  (await hub.records.find(AddressView, keys.address(workEmail), workOf()))?.personId ?? '';
let people = 0;
async function register() {
  people += 1;
  const me = await hub.confirms(await hub.asksForAccount(aBooking('', `told${people}@nhs.net`).person));
  return { me, personId: await personIdOf(me.workEmail) };
}
const heard = { channel: 'email', receivedAt: '2027-01-12T09:00:00.000Z', words: 'Please stop.' } as const;

function staff() {
  const deps = wireForStaff(hub, {
    subjectOf: (mailbox) => mailbox,
    trail: { entriesAbout: async function* () {} } as never,
  });
  return {
    withdraw: acts('privacy-admin', createWithdrawConsent(deps)),
    object: acts('privacy-admin', createRecordObjection(deps)),
    deps,
  };
}
type Purpose = 'demographics' | 'news' | 'access-needs';
const withdraw = (
  personId: string,
  purpose: Purpose,
  body: object = heard,
  caller = rights,
  once?: { id: string; fingerprint: string },
) => staff().withdraw({ ...hub.nothing, path: { personId, purpose }, body: body as never }, as(caller, once));
const ledgerOf = async (personId: string) => {
  const of = [lists.choicesOf(personId), lists.needsConsentsOf(personId)];
  return (await Promise.all(of.map((list) => hub.records.list(ChoiceView, list, { limit: 50 }, workOf())))).flatMap(
    ({ items }) => items,
  );
};
const saved = (me: Learner) =>
  hub.saveDemographics({ ...hub.nothing, body: { wordingVersion: 1, gender: 'other' } }, as(me));
const emailsTo = async (workEmail: string, kind: string) =>
  (await hub.owedEmails()).filter((email) => email.to === workEmail && email.kind === kind);

describe('a consent that somebody takes back by writing to the hub', () => {
  it('ends in the moment that staff record it, with what they were told and when, and the person hears of it once', async () => {
    const { me, personId } = await register();
    await saved(me);
    const once = { id: `withdraw-${personId}`, fingerprint: 'f' };
    const first = await withdraw(personId, 'demographics', heard, rights, once);
    expect(first.body.choices).toMatchObject([
      { purpose: 'demographics', endedAt: '2027-01-12T09:00:00.000Z', endedBy: 'email' },
    ]);
    // From then nobody is shown it, whether it is deleted already or not.
    expect((await hub.getDemographics(hub.nothing, as(me))).body.told).toBeNull();
    await expect(withdraw(personId, 'demographics', heard, rights, once)).rejects.toMatchObject({
      reply: { status: 200, body: first.body },
    });
    // Without a key, nothing stands: it is answered the same.
    expect((await withdraw(personId, 'demographics')).body).toEqual(first.body);
    expect(await emailsTo(me.workEmail, 'consent-taken-back')).toMatchObject([
      { facts: { purpose: 'demographics', receivedAt: heard.receivedAt } },
    ]);
  });

  it('is of access needs as well: of every booking of theirs, made as a guest or since', async () => {
    const sessionId = await hub.publishedSession();
    people += 1;
    const workEmail = `needs${people}@nhs.net`;
    const bookingId = await hub.booked(aBooking(sessionId, workEmail, { accessNeeds: 'A hearing loop' }));
    const personId = await personIdOf(workEmail);
    expect(await ledgerOf(personId)).toMatchObject([{ purpose: 'access-needs', of: bookingId, madeBy: 'website' }]);
    expect((await withdraw(personId, 'access-needs')).body.choices).toHaveLength(1);
    expect(await hub.records.find(seen(AccessNeedsRecord), keys.accessNeeds(bookingId), workOf())).toBeUndefined();
    expect((await hub.bookingsOf(workEmail)).map(({ status }) => status)).toEqual(['confirmed']);
  });

  it('is of more of them than one transaction takes, each a record of its own, and of one email', async () => {
    const { me, personId } = await register();
    const { choosing, accounts } = wireConsents(hub);
    const account = await accounts.find(me, workOf());
    if (!account) throw new Error('There is no account');
    const by = { at: hub.clock().toISOString(), channel: 'website' } as const;
    for (let index = 0; index < 42; index += 1) {
      const choice = made(
        { choiceId: hub.newId(), personId, sort: 'consent', purpose: 'access-needs', of: hub.newId() },
        undefined,
        by,
      );
      await choosing.make({ choice }, account, { work: workOf(), once: undefined });
    }
    const first = await withdraw(personId, 'access-needs');
    expect(first.body.choices).toHaveLength(42);
    expect((await ledgerOf(personId)).filter(({ endedAt }) => endedAt === undefined)).toEqual([]);
    expect(await emailsTo(me.workEmail, 'consent-taken-back')).toHaveLength(1);
    // Again, it is answered the same.
    expect((await withdraw(personId, 'access-needs')).body.choices).toHaveLength(42);
  });

  it('is of access needs that were told before consents were recorded, too', async () => {
    const sessionId = await hub.publishedSession();
    people += 1;
    const workEmail = `needs${people}@nhs.net`;
    const bookingId = await hub.booked(aBooking(sessionId, workEmail, { accessNeeds: 'A hearing loop' }));
    const personId = await personIdOf(workEmail);
    const consent = { sort: 'consent', purpose: 'access-needs', of: bookingId } as const;
    const before = { personId, number: 1, ...consent };
    await hub.records.commit({ gone: removeRecord(ChoiceRecord, keys.choice(before)) }, { work: workOf() });
    expect((await withdraw(personId, 'access-needs')).body).toEqual({ choices: [] });
    expect(await hub.records.find(seen(AccessNeedsRecord), keys.accessNeeds(bookingId), workOf())).toBeUndefined();
    expect(await emailsTo(workEmail, 'consent-taken-back')).toHaveLength(1);
  });

  it('is told to the address that they have by then, where that changes between reading and writing', async () => {
    const { me, personId } = await register();
    await saved(me);
    const { deps } = staff();
    let isFirst = true;
    const late = createWithdrawConsent({
      ...deps,
      toldChoices: {
        ...deps.toldChoices,
        async end(...args) {
          if (isFirst) await hub.movesTo(`new.${me.workEmail}`, me);
          isFirst = false;
          return deps.toldChoices.end(...args);
        },
      },
    });
    await late({ ...hub.nothing, path: { personId, purpose: 'demographics' }, body: heard }, as(rights));
    expect(await emailsTo(me.workEmail, 'consent-taken-back')).toEqual([]);
    expect(await emailsTo(`new.${me.workEmail}`, 'consent-taken-back')).toHaveLength(1);
  });

  it('ends nothing that was given after it arrived', async () => {
    const { me, personId } = await register();
    await saved(me);
    hub.time.advance(day);
    await hub.deleteDemographics(hub.nothing, as(me));
    await saved(me);
    await expect(withdraw(personId, 'demographics')).rejects.toMatchObject({ code: 'wrong-state' });
    expect((await hub.getDemographics(hub.nothing, as(me))).body.told).toMatchObject({ gender: 'other' });
  });

  it('ends nothing where another that they gave since, under another id of theirs, would go on standing', async () => {
    const [{ me, personId }, other] = [await register(), await register()];
    const give = (caller: Learner) =>
      hub.giveConsent({ ...hub.nothing, path: { purpose: 'news' }, body: { wordingVersion: 1 } }, as(caller));
    await give(other.me);
    const set = (id: string, changes: { mergedInto?: string; includes?: string[] }) =>
      hub.records.updateOne(update(PersonRecord, keys.person(id), { set: changes }), workOf());
    hub.time.advance(day);
    await give(me);
    await set(other.personId, { mergedInto: personId });
    await set(personId, { includes: [other.personId] });
    await expect(withdraw(personId, 'news')).rejects.toMatchObject({
      code: 'wrong-state',
      facts: { detail: expect.stringContaining('They consented at 2027-01-13T09:00:00.000Z, after this arrived') },
    });
    expect(await emailsTo(me.workEmail, 'consent-taken-back')).toEqual([]);
    for (const id of [personId, other.personId])
      expect((await ledgerOf(id)).map(({ endedAt }) => endedAt)).toEqual([undefined]);
    // What arrives after both ends both.
    const later = { ...heard, receivedAt: hub.clock().toISOString() };
    expect((await withdraw(personId, 'news', later)).body.choices).toHaveLength(2);
  });

  it('ends the access needs that were told before it arrived, and leaves what was told since', async () => {
    people += 1;
    const workEmail = `needs${people}@nhs.net`;
    const needs = async () =>
      hub.booked(aBooking(await hub.publishedSession(), workEmail, { accessNeeds: 'A hearing loop' }));
    const before = await needs();
    hub.time.advance(day);
    const since = await needs();
    const personId = await personIdOf(workEmail);
    expect((await withdraw(personId, 'access-needs')).body.choices).toMatchObject([{ endedBy: 'email' }]);
    const kept = async (bookingId: string) =>
      hub.records.find(seen(AccessNeedsRecord), keys.accessNeeds(bookingId), workOf());
    expect([await kept(before), await kept(since)]).toMatchObject([undefined, { accessNeeds: 'A hearing loop' }]);
    expect(await emailsTo(workEmail, 'consent-taken-back')).toHaveLength(1);
  });

  it('is found however often something else was chosen', async () => {
    const { me, personId } = await register();
    await saved(me);
    const path = { purpose: 'report-on-funding' } as const;
    for (let index = 0; index < 201; index += 1) {
      await hub.object({ ...hub.nothing, path }, as(me));
      await hub.takeBackObjection({ ...hub.nothing, path }, as(me));
    }
    const { consents, history } = (await hub.listConsents(hub.nothing, as(me))).body;
    expect(consents.find(({ purpose }) => purpose === 'demographics')?.given).toMatchObject({ endedAt: null });
    expect(history).toHaveLength(51);
    expect((await withdraw(personId, 'demographics')).body.choices).toMatchObject([{ endedBy: 'email' }]);
  });

  it('is not recorded by whoever it is about, as of a day to come, nor of a record that is kept as another', async () => {
    const { me, personId } = await register();
    await saved(me);
    const own = { ...rights, workEmail: me.workEmail };
    await expect(withdraw(personId, 'demographics', heard, own)).rejects.toMatchObject({
      code: 'needs-another-person',
    });
    for (const receivedAt of ['2027-01-13T09:00:00.000Z', '1700-01-01T00:00:00.000Z'])
      await expect(withdraw(personId, 'demographics', { ...heard, receivedAt })).rejects.toMatchObject({
        code: 'not-valid',
        facts: { errors: [{ pointer: '/receivedAt' }] },
      });
    await expect(withdraw('01KF7D2C4E6G8J1M3P5R7T9V2X', 'news')).rejects.toMatchObject({ code: 'person-not-found' });
    expect((await ledgerOf(personId)).map(({ endedAt }) => endedAt)).toEqual([undefined]);
  });

  it('is ended once where they take it back themselves between reading and writing', async () => {
    const { me, personId } = await register();
    await saved(me);
    const { deps } = staff();
    const late = createWithdrawConsent({
      ...deps,
      toldChoices: {
        ...deps.toldChoices,
        async end(...args) {
          await hub.deleteDemographics(hub.nothing, as(me));
          return deps.toldChoices.end(...args);
        },
      },
    });
    const { body } = await late(
      { ...hub.nothing, path: { personId, purpose: 'demographics' }, body: heard },
      as(rights),
    );
    expect(body.choices).toMatchObject([{ endedBy: 'website' }]);
    expect(await ledgerOf(personId)).toMatchObject([{ endedBy: 'website' }]);
    expect(await emailsTo(me.workEmail, 'consent-taken-back')).toEqual([]);
  });
});

describe('an objection that somebody sends to the hub', () => {
  it('is recorded once, and they are told', async () => {
    const { me, personId } = await register();
    const object = () =>
      staff().object(
        { ...hub.nothing, path: { personId }, body: { purpose: 'report-on-workforce', ...heard } },
        as(rights),
      );
    const first = await object();
    expect(first.body.choice).toMatchObject({ sort: 'objection', madeBy: 'email', wording: null, endedAt: null });
    hub.time.advance(day);
    expect(await object()).toEqual(first);
    expect(await emailsTo(me.workEmail, 'objection-recorded')).toHaveLength(1);
    // They find it among their own, and may take it back.
    const { objections } = (await hub.listConsents(hub.nothing, as(me))).body;
    expect(objections.find(({ purpose }) => purpose === 'report-on-workforce')?.made).toMatchObject({ endedAt: null });
  });
});

describe('the consent that access needs are told with', () => {
  const booked = async (workEmail: string) => {
    const sessionId = await hub.publishedSession();
    const bookingId = await hub.booked(aBooking(sessionId, workEmail, { accessNeeds: 'A hearing loop' }));
    return { bookingId, link: await hub.linkTo(bookingId), personId: await personIdOf(workEmail) };
  };

  it('says in which words it was given where whoever told them was shown these, and of other words none is taken', async () => {
    const sessionId = await hub.publishedSession();
    const booking = (workEmail: string, accessNeedsWording?: number) =>
      hub.book(aBooking(sessionId, workEmail, { accessNeeds: 'A hearing loop', accessNeedsWording }));
    await booking('needs.worded@nhs.net', 1);
    await booking('needs.unworded@nhs.net');
    await expect(booking('needs.other@nhs.net', 9)).rejects.toMatchObject({ code: 'consent-changed' });
    const wordings = async (workEmail: string) =>
      (await ledgerOf(await personIdOf(workEmail))).map(({ wording }) => wording?.version);
    expect(await wordings('needs.worded@nhs.net')).toEqual([1]);
    expect(await wordings('needs.unworded@nhs.net')).toEqual([undefined]);
    expect(await personIdOf('needs.other@nhs.net')).toBe('');
  });

  it('ends with them by their own link', async () => {
    const { bookingId, link, personId } = await booked('needs.link@nhs.net');
    await hub.deleteAccessNeeds({ ...hub.nothing, path: { bookingId } }, as(link));
    expect(await ledgerOf(personId)).toMatchObject([{ of: bookingId, endedBy: 'link' }]);
    // What follows from their going finds that it has ended.
    await hub.followUp({ kind: 'end-needs-consent', bookingId });
    expect(await ledgerOf(personId)).toMatchObject([{ of: bookingId, endedBy: 'link' }]);
  });

  it('ends where they go with their booking, or by their end', async () => {
    const { bookingId, link, personId } = await booked('needs.cancelled@nhs.net');
    await hub.cancel(bookingId, link);
    await hub.followUp({ kind: 'end-needs-consent', bookingId });
    expect(await ledgerOf(personId)).toMatchObject([{ of: bookingId, endedBy: 'with-what-it-was-for' }]);
  });

  it('is none where nobody told any', async () => {
    const sessionId = await hub.publishedSession();
    const bookingId = await hub.booked(aBooking(sessionId, 'needs.nothing@nhs.net'));
    expect(await ledgerOf(await personIdOf('needs.nothing@nhs.net'))).toEqual([]);
    expect(await hub.followUp({ kind: 'end-needs-consent', bookingId })).toBe(0);
  });
});

it('marks the mailbox where news was taken back by staff, in the same change', async () => {
  const { me, personId } = await register();
  await hub.giveConsent({ ...hub.nothing, path: { purpose: 'news' }, body: { wordingVersion: 1 } }, as(me));
  const marked = async () =>
    hub.records.find(seen(UnsubscribedRecord), keys.unsubscribed(await hub.nameMailbox(me.workEmail)), workOf());
  expect(await marked()).toBeUndefined();
  await withdraw(personId, 'news');
  expect(await marked()).toMatchObject({ since: hub.clock().toISOString() });
});
