import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accepted } from '#http/client.ts';
import { southEastLondon } from '#hub/south-east-london.ts';
import { aFundingRequest } from '../../support/funding-nouns.ts';
import { fundingVisitorOf } from '../../support/funding-visitor.ts';
import { aBooking } from '../../support/hub.ts';
import { linkIn, startTestPlatform, type TestPlatform, until } from '../../support/platform.ts';
import { searchEverywhere, storesIn } from '../../support/search-everywhere.ts';

const day = 86_400_000;
const { links, retention } = southEastLondon;

let hub: TestPlatform;
beforeAll(async () => {
  hub = await startTestPlatform();
});
afterAll(() => hub.stop());

describe('an account', () => {
  const personOf = (workEmail: string) => aBooking('', workEmail).person;
  /** Asks for an account: answers the link in the email. */
  async function ask(workEmail: string, changes: Partial<ReturnType<typeof personOf>> = {}) {
    const before = await hub.emailsTo(workEmail);
    accepted(await hub.api.registerPerson({ body: { person: { ...personOf(workEmail), ...changes } } }));
    const [email] = await hub.untilEmails(workEmail, before.length + 1);
    if (!email) throw new Error('no email');
    return linkIn(email);
  }
  const confirm = ({ id, token }: { id: string; token: string }) =>
    hub.api.confirmPerson({ body: { registrationId: id } }, { token });

  it('shows what its owner said, and what they booked as a guest', async () => {
    const { id: bookingId } = await hub.booked(await hub.publishSession(), 'guest.first@nhs.net');
    const token = await hub.register('guest.first@nhs.net', { jobTitle: 'Nurse lead' });
    expect(accepted(await hub.api.getProfile({}, { token })).body).toMatchObject({
      name: "Siobhán O'Brien",
      workEmail: 'guest.first@nhs.net',
      jobTitle: 'Nurse lead',
      version: 1,
      earlier: [],
    });
    const { items } = accepted(await hub.api.listMyBookings({}, { token })).body;
    expect(items.map((booking) => booking.bookingId)).toEqual([bookingId]);
  });

  it('is confirmed once, however often the link is pressed at the same time', async () => {
    const link = await ask('double.click@nhs.net');
    const replies = await Promise.all(Array.from({ length: 4 }, () => confirm(link)));
    expect(replies.filter(({ ok }) => ok)).toHaveLength(1);
    const token = await hub.tokenOf('double.click@nhs.net');
    expect(accepted(await hub.api.getProfile({}, { token })).body.version).toBe(1);
  });

  it('answers who confirms again, after a time-out, as the first time', async () => {
    const { id, token } = await ask('time.out@nhs.net');
    const again = () =>
      hub.api.confirmPerson({ body: { registrationId: id } }, { token, idempotencyKey: 'confirm-time-out' });
    expect(await again()).toMatchObject({ ok: true });
    expect(await again()).toMatchObject({ ok: true, body: { workEmail: 'time.out@nhs.net' } });
  });

  it('stays as it is where somebody asks for it again, and gets no other owner by another spelling of the address', async () => {
    const token = await hub.register('kept@nhs.net');
    const again = await ask('kept@nhs.net', { name: 'Somebody Else' });
    expect(await confirm(again)).toMatchObject({ ok: true });
    expect(accepted(await hub.api.getProfile({}, { token })).body.name).toBe("Siobhán O'Brien");

    expect(await confirm(await ask('kept+tag@nhs.net'))).toMatchObject({ code: 'wrong-state' });
    const other = await hub.tokenOf('kept+tag@nhs.net');
    expect(await hub.api.getProfile({}, { token: other })).toMatchObject({ code: 'account-not-found' });
  });

  it('is confirmed by the same link where the first try broke off after the user was made', async () => {
    const link = await ask('broken.off@nhs.net');
    await hub.fault({ service: 'dynamodb', operation: 'TransactWriteItems', kill: true });
    expect(await confirm(link)).toMatchObject({ code: 'no-answer' });
    const token = await hub.tokenOf('broken.off@nhs.net');
    expect(await hub.api.getProfile({}, { token })).toMatchObject({ code: 'account-not-found' });
    expect(await confirm(link)).toMatchObject({ ok: true });
    expect(await hub.api.getProfile({}, { token })).toMatchObject({ ok: true });
  });

  it('keeps what a profile said before, and loses nothing where two tabs change it', async () => {
    const token = await hub.register('two.tabs@nhs.net');
    const before = (await hub.now()).toISOString();
    const change = (body: Parameters<typeof hub.api.changeProfile>[0]['body']) =>
      hub.api.changeProfile({ body }, { token });
    const replies = await Promise.all([
      change({ version: 1, jobTitle: 'Advanced nurse' }),
      change({ version: 1, workplace: { odsCode: 'G85002', borough: 'Southwark' } }),
    ]);
    expect(replies.map((reply) => (reply.ok ? 'changed' : reply.code)).sort()).toEqual(['changed', 'stale-version']);
    const profile = accepted(await hub.api.getProfile({}, { token })).body;
    expect(profile).toMatchObject({ version: 2, earlier: [{ jobTitle: 'Lead practice nurse' }] });
    expect((profile.earlier[0]?.until ?? '') >= before).toBe(true);
    // Nothing is new in this.
    const same = accepted(await change({ version: 2, jobTitle: profile.jobTitle })).body;
    expect(same).toMatchObject({ version: 2, earlier: [{ jobTitle: 'Lead practice nurse' }] });
  });

  it('has what it books and is not over say what its profile says, to staff and in emails; what is over says what it said then', async () => {
    const staff = { token: await hub.tokenOf('bookings') };
    const listed = async (sessionId: string) =>
      accepted(await hub.api.listSessionBookings({ path: { sessionId } }, staff)).body.items.map(
        ({ person }) => person.name,
      );
    const startsAt = new Date((await hub.now()).getTime() + 3_600_000);
    const endsAt = new Date(startsAt.getTime() + 3_600_000);
    const over = await hub.publishSession({ startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() });
    const toCome = await hub.publishSession();
    const address = 'has.another.name@nhs.net';
    await hub.booked(over, address);
    const { id: bookingId, token: link } = await hub.booked(toCome, address);
    const token = await hub.register(address);
    await hub.moveClockTo(endsAt);
    accepted(await hub.api.changeProfile({ body: { version: 1, name: 'Siobhán Byrne' } }, { token }));

    await until(
      () => listed(toCome),
      ([name]) => name === 'Siobhán Byrne',
      20_000,
      'the new name',
    );
    expect(await listed(over)).toEqual(["Siobhán O'Brien"]);
    const before = (await hub.emailsTo(address)).length;
    accepted(await hub.api.cancelBooking({ path: { bookingId }, body: { acceptCharge: true } }, { token: link }));
    const [cancelled] = await hub.untilEmails(address, before + 1);
    expect(cancelled?.text).toContain('Siobhán Byrne');
  });

  it('names the field of a profile that cannot be as it is', async () => {
    const token = await hub.register('wrong.borough@nhs.net');
    const reply = await hub.api.changeProfile(
      { body: { version: 1, workplace: { odsCode: 'G85001', borough: 'Camden' } } },
      { token },
    );
    expect(reply).toMatchObject({ code: 'not-valid', problem: { errors: [{ pointer: '/workplace/borough' }] } });
  });

  it('is told by who did not ask for it, and nothing more is made in their name', async () => {
    const { id: registrationId, token } = await ask('not.me@nhs.net');
    const path = { registrationId };
    expect(await hub.api.notMyRegistration({ path }, { token: 'a'.repeat(43) })).toMatchObject({
      code: 'link-not-valid',
    });
    const held = accepted(await hub.api.notMyRegistration({ path }, { token })).body;
    expect(Date.parse(held.heldUntil)).toBeGreaterThan((await hub.now()).getTime() + 20 * day);
    const before = (await hub.emailsTo('not.me@nhs.net')).length;
    accepted(await hub.api.registerPerson({ body: { person: personOf('not.me@nhs.net') } }));
    await hub.untilEmailsSent();
    expect(await hub.emailsTo('not.me@nhs.net')).toHaveLength(before);
  });

  it('of one mailbox is one, where two spellings of its address are confirmed at once', async () => {
    const links = [await ask('spelled@nhs.net'), await ask('spelled+tag@nhs.net')];
    const replies = await Promise.all(links.map(confirm));
    expect(replies.filter(({ ok }) => ok)).toHaveLength(1);
    const users = await searchEverywhere(hub, 'spelled', ['users']);
    expect(new Set(users.map(({ key }) => key)).size).toBe(1);
  });

  it.each(['bookings', 'profile'] as const)('ends later for being used, no more than once a day: %s', async (how) => {
    const token = await hub.register(`looks.at.${how}@nhs.net`);
    const endsAt = async () => accepted(await hub.api.getProfile({}, { token })).body.endsAt;
    const first = await endsAt();
    await hub.advance(3 * day);
    if (how === 'bookings') accepted(await hub.api.listMyBookings({}, { token }));
    const later = await endsAt();
    expect(Date.parse(later) - Date.parse(first)).toBeGreaterThanOrEqual(3 * day);
    expect(await endsAt()).toBe(later);
  });

  it('is nobody’s before the link was used, and tells the same to a wrong, a used and an ended link', async () => {
    const link = await ask('slow@nhs.net');
    const token = await hub.tokenOf('slow@nhs.net');
    expect(await hub.api.getProfile({}, { token })).toMatchObject({ code: 'account-not-found' });
    expect(accepted(await hub.api.listMyBookings({}, { token })).body.items).toEqual([]);

    const wrong = await confirm({ ...link, token: 'a'.repeat(43) });
    expect(accepted(await confirm(link)).body).toEqual({ workEmail: 'slow@nhs.net' });
    const used = await confirm(link);
    const ending = await ask('slower@nhs.net');
    await hub.advance(links.daysToConfirm * day + 1000);
    const ended = await confirm(ending);
    const told = [wrong, used, ended].map((reply) => !reply.ok && { code: reply.code, status: reply.status });
    expect(told).toEqual(Array.from({ length: 3 }, () => ({ code: 'link-not-valid', status: 403 })));
    await hub.advance(retention.emailDays * day);
    await hub.sweep();
    // What SES says of an email may be on its way still.
    await until(
      async () => storesIn(await searchEverywhere(hub, 'slower@nhs.net')),
      (stores) => stores.join() === 'changes Records',
      15_000,
      'nothing but the stream to have it',
    );
  });

  it('does what its functions may do, and nothing was refused to them', async () => {
    expect(await hub.denied()).toEqual([]);
    for (const said of ['two.tabs', 'Advanced nurse', 'Brien'])
      expect(await searchEverywhere(hub, said, ['log']), said).toEqual([]);
  });
});

describe('what somebody made as a guest', () => {
  it('is theirs once they have an account: they find it, and go on with it by a link of an hour', async () => {
    const applicant = fundingVisitorOf(hub);
    const { id: bookingId } = await hub.booked(await hub.publishSession(), 'goes.on@nhs.net');
    const { fundingRequestId } = await applicant.begin(aFundingRequest('goes.on@nhs.net'));
    await applicant.begin(aFundingRequest('goes.on+other@nhs.net'));
    const token = await hub.register('goes.on@nhs.net');

    const { items } = accepted(await hub.api.listMyFundingRequests({}, { token })).body;
    expect(items).toMatchObject([{ fundingRequestId, status: 'draft' }]);
    const take = async (kind: 'booking' | 'funding-request', id: string) =>
      accepted(await hub.api.takeLink({ body: { kind, id } }, { token })).body;
    const link = await take('booking', bookingId);
    expect(link.link).toContain(`/bookings/${bookingId}?token=${link.token}`);
    const cancelled = await hub.api.cancelBooking({ path: { bookingId }, body: {} }, { token: link.token });
    expect(cancelled).toMatchObject({ ok: true, body: { status: 'cancelled' } });
    const toRequest = await take('funding-request', fundingRequestId);
    const see = () => hub.api.getFundingRequest({ path: { fundingRequestId } }, { token: toRequest.token });
    expect(await see()).toMatchObject({ ok: true, body: { fundingRequestId } });

    await hub.advance(3_600_000 + 2000);
    expect(await see()).toMatchObject({ code: 'link-not-valid' });
  });

  it('is nobody else’s', async () => {
    const { id: bookingId } = await hub.booked(await hub.publishSession(), 'somebody.else@nhs.net');
    const { fundingRequestId } = await fundingVisitorOf(hub).begin(aFundingRequest('somebody.else@nhs.net'));
    const token = await hub.register('curious@nhs.net');
    expect(accepted(await hub.api.listMyFundingRequests({}, { token })).body.items).toEqual([]);
    const asked = [
      { kind: 'booking', id: bookingId },
      { kind: 'booking', id: fundingRequestId },
      { kind: 'funding-request', id: fundingRequestId },
      { kind: 'funding-request', id: '01KF0A2C4E6G8J1M3P5R7T9V2X' },
    ] as const;
    for (const body of asked) {
      expect(await hub.api.takeLink({ body }, { token })).toMatchObject({ code: `${body.kind}-not-found` });
    }
    const stranger = await hub.tokenOf('no.account@nhs.net');
    expect(await hub.api.takeLink({ body: { kind: 'booking', id: bookingId } }, { token: stranger })).toMatchObject({
      code: 'account-not-found',
    });
    expect(accepted(await hub.api.listMyFundingRequests({}, { token: stranger })).body.items).toEqual([]);
    expect(await hub.denied()).toEqual([]);
  });
});

describe('an account that nobody uses', () => {
  const { accountYearsFromLastActivity } = southEastLondon.retention;
  const { warnedDaysBefore } = southEastLondon.accounts;
  const [leaving, staying] = ['leaving@nhs.net', 'staying@nhs.net'];
  const warnings = async (address: string) =>
    (await hub.emailsTo(address)).filter(({ subject }) => subject.startsWith('Your account ends'));
  /** As its daily schedule does, and waits for what it owes. */
  async function tend(): Promise<void> {
    await hub.fire('tend-accounts');
    await hub.untilEmailsSent();
  }

  it('ends with its user once its owner was told and did not stay; what has an end of its own is left', async () => {
    const sessionId = await hub.publishSession();
    const { id: bookingId } = await hub.booked(sessionId, leaving);
    const tokens = { leaving: await hub.register(leaving), staying: await hub.register(staying) };
    const ends = async (token: string) => accepted(await hub.api.getProfile({}, { token })).body.endsAt;
    const end = Date.parse(await ends(tokens.leaving));
    expect(new Date(end).getUTCFullYear() - (await hub.now()).getUTCFullYear()).toBe(accountYearsFromLastActivity);
    await tend();
    await hub.moveClockTo(new Date(end - (warnedDaysBefore + 1) * day));
    await tend();
    expect(await warnings(leaving)).toEqual([]);

    await hub.moveClockTo(new Date(end - (warnedDaysBefore - 1) * day));
    await tend();
    await tend();
    expect(await warnings(leaving)).toHaveLength(1);
    const [warning] = await warnings(staying);
    if (!warning) throw new Error('nobody was told');
    const { id: accountId, token } = linkIn(warning);
    const stay = (link = token) => hub.api.stay({ path: { accountId } }, { token: link });
    expect(await stay('a'.repeat(43))).toMatchObject({ code: 'link-not-valid' });
    const stayed = accepted(await stay()).body;
    expect(Date.parse(stayed.endsAt)).toBeGreaterThan(end + 300 * day);
    // Pressed again, it moves nothing.
    expect(accepted(await stay()).body).toEqual(stayed);

    // The email that said so is kept for a month, too.
    await hub.moveClockTo(new Date(end + 2 * day));
    await tend();
    await hub.sweep();
    const users = (address: string) => searchEverywhere(hub, address, ['users']);
    await until(
      () => users(leaving),
      (found) => found.length === 0,
      20_000,
      'the user to go with the account',
    );
    expect(await users(staying)).not.toEqual([]);
    // A token lives its hour, whoever it is of: it finds nothing.
    expect(await hub.api.getProfile({}, { token: tokens.leaving })).toMatchObject({ code: 'account-not-found' });
    // Which is to use it once more.
    expect((await ends(tokens.staying)) > stayed.endsAt).toBe(true);
    expect(await warnings(staying)).toHaveLength(1);
    const left = await searchEverywhere(hub, leaving, ['items']);
    const ofTheBooking = (key: string) => key.includes(bookingId) || key.includes(`ATTENDEES#${sessionId}`);
    expect(left.map(({ key }) => key).filter((key) => !ofTheBooking(key))).toEqual([]);
    expect(await hub.denied()).toEqual([]);
  }, 120_000);

  it('leaves nothing to whoever had the address before: their session opens nothing of who confirms it next', async () => {
    const before = await hub.register('reception@nhs.net', { name: 'First Owner' });
    await hub.advance((accountYearsFromLastActivity * 366 + 1) * day);
    const after = await hub.register('reception@nhs.net', { name: 'Second Owner' });
    expect(await hub.api.getProfile({}, { token: before })).toMatchObject({ ok: false });
    expect(await hub.api.changeProfile({ body: { version: 1, name: 'Taken Over' } }, { token: before })).toMatchObject({
      ok: false,
    });
    hub.forgetTokens();
    const token = await hub.tokenOf('reception@nhs.net');
    expect(after).toBeDefined();
    expect(accepted(await hub.api.getProfile({}, { token })).body.name).toBe('Second Owner');
  });
});

describe('a change of address and of job', () => {
  let hub: TestPlatform;
  beforeAll(async () => {
    hub = await startTestPlatform();
  });
  afterAll(() => hub.stop());

  const [practice, trust] = ['moves@practice.example', 'moves@trust.example'];

  it('is confirmed by both readers; who has it signs in with the new one, and goes on with all that was theirs', async () => {
    const { id: asGuest } = await hub.booked(await hub.publishSession(), trust);
    const { id: own } = await hub.booked(await hub.publishSession(), practice);
    const token = await hub.register(practice);
    const userOf = async (address: string) => (await searchEverywhere(hub, address, ['users'])).length;
    // They began to ask for an account with the new address as well, and it was broken off: its user is nobody's.
    accepted(await hub.api.registerPerson({ body: { person: aBooking('', trust).person } }));
    const begun = (await hub.untilEmails(trust, 2)).find(({ subject }) => subject === 'Confirm your email address');
    if (!begun) throw new Error('no email');
    const { id: registrationId, token: begins } = linkIn(begun);
    await hub.fault({ service: 'dynamodb', operation: 'TransactWriteItems', kill: true });
    await hub.api.confirmPerson({ body: { registrationId } }, { token: begins });
    expect(await userOf(trust)).toBe(1);
    const before = await hub.emailsTo(practice);
    accepted(await hub.api.changeEmail({ body: { newEmail: trust } }, { token }));
    const [toNew] = (await hub.untilEmails(trust, 3)).filter(({ subject }) => subject.includes('new email'));
    const toOld = (await hub.untilEmails(practice, before.length + 1)).find(({ subject }) =>
      subject.includes('change'),
    );
    if (!toNew || !toOld) throw new Error('no email');
    const confirm = (email: typeof toNew) => {
      const { id: emailChangeId, token: link } = linkIn(email);
      return hub.api.confirmEmail({ path: { emailChangeId } }, { token: link });
    };
    expect(accepted(await confirm(toOld)).body).toEqual({ status: 'waiting' });
    expect(accepted(await confirm(toNew)).body).toEqual({ status: 'changed' });
    expect(await confirm(toNew)).toMatchObject({ code: 'link-not-valid' });
    // The token of the old address is good for its hour.
    expect(accepted(await hub.api.getProfile({}, { token })).body.workEmail).toBe(trust);

    await until(
      () => userOf(practice),
      (users) => users === 0,
      20_000,
      'the user to have the new address',
    );
    const now = await hub.tokenOf(trust);
    const job = { jobTitle: 'Trust lead', workplace: { odsCode: 'RJ1', borough: 'Southwark' } };
    const profile = accepted(await hub.api.changeProfile({ body: { version: 1, ...job } }, { token: now })).body;
    expect(profile).toMatchObject({ workEmail: trust, ...job, earlier: [{ jobTitle: 'Lead practice nurse' }] });
    const { items } = accepted(await hub.api.listMyBookings({}, { token: now })).body;
    expect(items.map(({ bookingId }) => bookingId).sort()).toEqual([asGuest, own].sort());
    const link = accepted(await hub.api.takeLink({ body: { kind: 'booking', id: own } }, { token: now })).body;
    const cancelled = await hub.api.cancelBooking({ path: { bookingId: own }, body: {} }, { token: link.token });
    expect(cancelled).toMatchObject({ ok: true, body: { status: 'cancelled' } });
    expect(await hub.denied()).toEqual([]);
    for (const said of ['moves@', 'Trust lead']) expect(await searchEverywhere(hub, said, ['log']), said).toEqual([]);
  }, 60_000);

  it('finds both records of who has two, once staff have said so, and each alone once that was undone', async () => {
    const [kept, other] = ['two.kept@nhs.net', 'two.other@nhs.net'];
    const bookings = new Map<string, string>();
    for (const address of [kept, other])
      bookings.set(address, (await hub.booked(await hub.publishSession(), address)).id);
    const token = await hub.register(kept);
    const theirs = await hub.register(other);
    const [rights, admin] = [await hub.tokenOf('data-protection'), await hub.tokenOf('admin')];
    const personIdOf = async (workEmail: string) => {
      const found = await hub.api.findPerson({ body: { workEmail, why: 'support' } }, { token: rights });
      return accepted(found).body.personId ?? '';
    };
    const path = { personId: await personIdOf(kept) };
    const proposal = { otherPersonId: await personIdOf(other), reason: 'They wrote to us from both addresses' };
    const proposed = accepted(await hub.api.proposeMerge({ path, body: proposal }, { token: rights })).body;
    expect(proposed.preview).toMatchObject({ kept: { counts: { booking: 1 } }, other: { counts: { booking: 1 } } });
    const { mergeId } = proposed;
    const approve = (by: string) => hub.api.approveMerge({ path, body: { mergeId } }, { token: by });
    expect(await approve(rights)).toMatchObject({ code: 'needs-another-person' });
    expect(accepted(await approve(admin)).body.status).toBe('merged');
    const listed = async (by: string) =>
      accepted(await hub.api.listMyBookings({}, { token: by }))
        .body.items.map(({ bookingId }) => bookingId)
        .sort();
    const both = [...bookings.values()].sort();
    for (const by of [token, theirs]) expect(await listed(by)).toEqual(both);
    for (const address of [kept, other])
      await until(
        () => hub.emailsTo(address),
        (emails) => emails.some(({ subject }) => subject.startsWith('We have put two records')),
        20_000,
        'both to be told',
      );
    const undoing = { mergeId, reason: 'The other was a colleague of theirs' };
    expect(accepted(await hub.api.undoMerge({ path, body: undoing }, { token: rights })).body.status).toBe('undone');
    expect(await listed(token)).toEqual([bookings.get(kept)]);
    expect(await listed(theirs)).toEqual([bookings.get(other)]);
    expect(await hub.denied()).toEqual([]);
  }, 60_000);
});
