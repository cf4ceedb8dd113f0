import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accepted } from '#http/client.ts';
import { startTestPlatform, type TestPlatform, until } from '../../support/platform.ts';
import { searchEverywhere, storesIn } from '../../support/search-everywhere.ts';
import { pdf, postFile } from '../../support/uploads.ts';

let hub: TestPlatform;
beforeAll(async () => {
  hub = await startTestPlatform();
  await hub.moveClockTo(new Date('2027-01-11T09:00:00.000Z'));
});
afterAll(() => hub.stop());

/** So seldom that nothing else says them. */
const gender = 'non-binary';
const training = 'Pangolin husbandry';

const leave = (token: string, workEmail: string, idempotencyKey?: string) =>
  hub.api.leave({ body: { workEmail } }, { token, ...(idempotencyKey !== undefined && { idempotencyKey }) });
const isGone = (what: string, found: () => Promise<readonly unknown[]>) =>
  until(found, (left) => left.length === 0, 20_000, what);
const users = (workEmail: string) => searchEverywhere(hub, workEmail, ['users']);

const people = async (workEmail: string) =>
  (await searchEverywhere(hub, workEmail, ['items'])).filter(({ key }) => key.startsWith('PERSON#'));

/** By their address staff find nobody, and nobody signs in. */
async function isForgotten(workEmail: string): Promise<void> {
  await isGone('their user', () => users(workEmail));
  const token = await hub.tokenOf('data-protection');
  const found = await hub.api.findPerson({ body: { workEmail, why: 'support' } }, { token });
  expect(accepted(found).body.personId ?? undefined).toBeUndefined();
}

async function entered(token: string): Promise<void> {
  const body = { title: training, provider: 'A zoo', completedOn: '2026-12-01', hours: 2 };
  const { trainingRecordId } = accepted(await hub.api.addTrainingRecord({ body }, { token })).body;
  const file = { filename: 'certificate.pdf', contentType: 'application/pdf' } as const;
  const { upload } = accepted(
    await hub.api.addTrainingDocument({ path: { trainingRecordId }, body: file }, { token }),
  ).body;
  expect((await postFile(upload, await pdf('I was there'))).status).toBe(201);
}

describe('who deletes their account', () => {
  it('leaves at once, is told so, and leaves nothing but what has an end of its own', async () => {
    const workEmail = 'leaves@nhs.net';
    const { id: bookingId, token: link } = await hub.booked(await hub.publishSession(), workEmail);
    const token = await hub.register(workEmail);
    const told = { wordingVersion: 1, gender, yearOfBirth: 1931, ethnicity: 'G', disability: 'yes' } as const;
    accepted(await hub.api.saveDemographics({ body: told }, { token }));
    accepted(await hub.api.giveConsent({ path: { purpose: 'news' }, body: { wordingVersion: 1 } }, { token }));
    await entered(token);
    expect(hub.objects().filter((key) => key.startsWith('training-documents/'))).toHaveLength(1);

    accepted(await leave(token, workEmail));
    // Their token is good for its hour, and finds nothing.
    expect(await hub.api.getProfile({}, { token })).toMatchObject({ code: 'account-not-found' });
    expect(accepted(await hub.api.listMyBookings({}, { token })).body.items).toEqual([]);
    await until(
      () => hub.emailsTo(workEmail),
      (emails) => emails.some(({ subject }) => subject === 'Your account is deleted'),
      20_000,
      'them to be told',
    );
    await isGone('their user', () => users(workEmail));
    await isGone('what they told of themselves', async () => storesIn(await searchEverywhere(hub, gender, ['items'])));
    await isGone('their training', () => searchEverywhere(hub, training, ['items']));
    await isGone('its evidence', async () => hub.objects().filter((key) => key.startsWith('training-documents/')));
    expect(await people(workEmail)).toEqual([]);
    await until(
      () => searchEverywhere(hub, 'account-ended', ['items']),
      (found) => found.length === 2,
      20_000,
      'both consents to end',
    );

    // What they booked is theirs by its link.
    const booking = await hub.api.getBooking({ path: { bookingId } }, { token: link });
    expect(accepted(booking).body.status).toBe('confirmed');
    expect(await hub.denied()).toEqual([]);
  }, 120_000);

  it('says of which account, or nothing happens', async () => {
    const workEmail = 'another@nhs.net';
    const token = await hub.register(workEmail);
    expect(await leave(token, 'leaves@nhs.net')).toMatchObject({
      code: 'not-valid',
      problem: { errors: [{ pointer: '/workEmail' }] },
    });
    expect(await hub.api.getProfile({}, { token })).toMatchObject({ ok: true });
  });

  it('does so once, however often it is sent, and is answered the same by the same key', async () => {
    const workEmail = 'twice@nhs.net';
    const token = await hub.register(workEmail);
    const change = hub.api.changeProfile({ body: { version: 1, jobTitle: 'Late' } }, { token });
    const [first, second] = await Promise.all([leave(token, workEmail, 'leave-1'), leave(token, workEmail, 'leave-1')]);
    await change;
    expect(accepted(first).body).toEqual(accepted(second).body);
    expect(accepted(await leave(token, workEmail, 'leave-1')).body).toEqual(accepted(first).body);
    expect(await leave(token, workEmail)).toMatchObject({ code: 'account-not-found' });
    expect(await hub.api.getProfile({}, { token })).toMatchObject({ code: 'account-not-found' });
    await hub.untilEmailsSent();
    const told = (await hub.emailsTo(workEmail)).filter(({ subject }) => subject === 'Your account is deleted');
    expect(told).toHaveLength(1);
  });

  it('comes back as somebody new, who is shown nothing of before', async () => {
    const workEmail = 'comes.back@nhs.net';
    await hub.booked(await hub.publishSession(), workEmail);
    const before = await hub.register(workEmail);
    await entered(before);
    accepted(await leave(before, workEmail));
    hub.forgetTokens();
    const token = await hub.register(workEmail, { name: 'Comes Back' });
    expect(accepted(await hub.api.getProfile({}, { token })).body).toMatchObject({ name: 'Comes Back', version: 1 });
    expect(accepted(await hub.api.listMyBookings({}, { token })).body.items).toEqual([]);
    expect(accepted(await hub.api.listTrainingRecords({}, { token })).body.items).toEqual([]);
    await isGone('the training of before', () => searchEverywhere(hub, training, ['items']));
    expect(await users(workEmail)).not.toEqual([]);
    expect(await hub.api.getProfile({}, { token })).toMatchObject({ ok: true });
  });

  it('takes the addresses that they had before along', async () => {
    const [old, now] = ['moved.from@nhs.net', 'moved.to@nhs.net'];
    // Known as a guest, who is included by the change.
    await hub.booked(await hub.publishSession(), now);
    const token = await hub.register(old);
    accepted(await hub.api.changeEmail({ body: { newEmail: now } }, { token }));
    for (const address of [now, old]) {
      const linkTo = /-emails\/(\w{26})\?token=([\w-]+)/;
      const emails = await until(
        () => hub.emailsTo(address),
        (all) => all.some(({ text }) => linkTo.test(text)),
        15_000,
        'the links',
      );
      const [, emailChangeId = '', secret = ''] = linkTo.exec(emails.map(({ text }) => text).join()) ?? [];
      accepted(await hub.api.confirmEmail({ path: { emailChangeId } }, { token: secret }));
    }
    expect(await leave(token, old)).toMatchObject({ code: 'not-valid' });
    accepted(await leave(token, now));
    for (const address of [old, now]) await isForgotten(address);
    expect(await people(now)).toEqual([]);
    expect(await hub.denied()).toEqual([]);
  });

  it('takes whatever staff had found to be theirs along', async () => {
    const [kept, other] = ['leaves.kept@nhs.net', 'leaves.other@nhs.net'];
    const token = await hub.register(kept);
    await entered(await hub.register(other));
    const [rights, admin] = [await hub.tokenOf('data-protection'), await hub.tokenOf('admin')];
    const personIdOf = async (workEmail: string) =>
      accepted(await hub.api.findPerson({ body: { workEmail, why: 'support' } }, { token: rights })).body.personId ??
      '';
    const path = { personId: await personIdOf(kept) };
    const proposal = { otherPersonId: await personIdOf(other), reason: 'They wrote to us from both addresses' };
    const { mergeId } = accepted(await hub.api.proposeMerge({ path, body: proposal }, { token: rights })).body;
    accepted(await hub.api.approveMerge({ path, body: { mergeId } }, { token: admin }));
    accepted(await leave(token, kept));
    await isGone('the training of both', () => searchEverywhere(hub, training, ['items']));
    for (const address of [kept, other]) await isForgotten(address);
    expect(await people(other)).toEqual([]);
    expect(await hub.denied()).toEqual([]);
  });
});
