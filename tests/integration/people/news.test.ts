import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type ChoiceChannel, newsConsent } from '#domain/people/choices.ts';
import { createDeliverEmail } from '#functions/emails/deliver-email.ts';
import { createGiveConsent } from '#functions/people/consents/choose.ts';
import { wireConsents } from '#functions/people/consents/wiring.ts';
import { createSendNews } from '#functions/people/news/send-news.ts';
import { createTellEverybody } from '#functions/people/tell-everybody.ts';
import { wireSendingNews } from '#functions/people/wiring.ts';
import type { StaffMember } from '#http/callers.ts';
import type { JobRole } from '#hub/job-roles.ts';
import { sha256 } from '#platform/ids.ts';
import type { LogEvents } from '#platform/logger.ts';
import { EmailRecord } from '#records/emails/items.ts';
import { AuditRecord } from '#records/engine/items.ts';
import { put, remove, update } from '#records/engine/writes.ts';
import { keys } from '#records/keys.ts';
import type { MailOut } from '#records/news/mail-out.ts';
import { choiceMade, createChoices } from '#records/people/choices.ts';
import { createChoosing } from '#records/people/choosing.ts';
import { PersonRecord } from '#records/people/items.ts';
import { mailboxStopped } from '#records/people/unsubscribed.ts';
import { acts } from '../../support/acting-as.ts';
import { recordCalls } from '../../support/calls.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { aBooking, createTestHub, day, type TestHub, workOf } from '../../support/hub.ts';
import { isLong } from '../../support/long.ts';
import { scanAll } from '../../support/scan.ts';
import { seen } from '../../support/seen.ts';

let engine: RunningEngine;
let hub: TestHub;
beforeEach(async () => {
  engine = await startEngine();
  hub = createTestHub(engine.client);
});
afterEach(() => engine.stop());

const nothing = { path: undefined, query: undefined, body: undefined };
const staffMember = (sub: string): StaffMember => ({
  kind: 'staff',
  sub,
  workEmail: `${sub}@hub.example`,
  groups: ['bookings'],
});
const as = (sub: string) => ({ caller: staffMember(sub), work: workOf(), once: undefined });
const guest = () => ({ caller: { kind: 'guest' } as const, work: workOf(), once: undefined });

const words = { title: 'Places to train', text: 'Twelve funded places.\nApply by 30 April.' };
const everybody = { roleGroups: [], boroughs: [] };

const write = async (audience: Parameters<TestHub['writeNews']>[0]['body']['audience'] = everybody) =>
  (await hub.writeNews({ ...nothing, body: { ...words, audience } }, as('writer'))).body;
const release = async (newsId: string, version = 1, by = 'releaser') =>
  (await hub.releaseNews({ ...nothing, path: { newsId }, body: { version } }, as(by))).body;
const read = async (newsId: string) => (await hub.getNews({ ...nothing, path: { newsId } }, as('writer'))).body;
const goesOut = async (audience?: Parameters<typeof write>[0]) => {
  const { newsId } = await write(audience);
  await release(newsId);
  return newsId;
};

interface Somebody {
  readonly personId: string;
  readonly workEmail: string;
}

/** Somebody who has an account and, where nothing else is said, consents to news. */
async function somebody(
  workEmail: string,
  changes: { jobRole?: JobRole; borough?: string; account?: false; mergedInto?: string; consents?: false } = {},
): Promise<Somebody> {
  const { jobRole = 'practice-nurse', borough = 'Lambeth', mergedInto } = changes;
  const personId = hub.newId();
  const now = hub.clock().toISOString();
  const person = put(PersonRecord, keys.person(personId), {
    personId,
    name: 'Ann Bell',
    workEmail,
    workplace: { odsCode: 'G85001', borough },
    jobRole,
    jobTitle: 'Nurse',
    createdAt: now,
    lastActiveAt: now,
    ...(changes.account !== false && { sub: `user of ${workEmail}`, accountSince: now }),
    ...(mergedInto !== undefined && { mergedInto }),
  });
  await hub.records.commit({ person }, { work: workOf() });
  if (changes.consents !== false) await consents({ personId, workEmail });
  return { personId, workEmail };
}

/** Somebody who has registered, and signed in. */
const registers = async (workEmail: string) => hub.confirms(await hub.asksForAccount(aBooking('', workEmail).person));

const choices = () => createChoices(hub);
const choosing = () => createChoosing(hub);
async function consents({ personId, workEmail }: Somebody) {
  const number = ((await choices().newest(personId, newsConsent, workOf()))?.number ?? 0) + 1;
  const madeAt = hub.clock().toISOString();
  const choice = { choiceId: hub.newId(), personId, ...newsConsent, number, madeAt, madeBy: 'website' } as const;
  await hub.records.commit({ choice: choiceMade(choice, workEmail) }, { work: workOf() });
}
/** Also while a letter goes out. */
const stops = acts('people-demographics', async ({ personId }: Somebody, channel: ChoiceChannel = 'email') => {
  const consent = await choices().newest(personId, newsConsent, workOf());
  if (!consent) throw new Error('There is none');
  await choosing().end([consent], { at: hub.clock().toISOString(), channel }, { work: workOf(), once: undefined });
});

const logged: (keyof LogEvents)[] = [];
const log = { event: (name: keyof LogEvents) => void logged.push(name), begin: () => undefined };

/** One run of the clock. */
function run({
  most = 1000,
  work = workOf(),
  mailOut,
}: {
  most?: number;
  work?: ReturnType<typeof workOf>;
  mailOut?: (real: MailOut) => MailOut;
} = {}) {
  const wired = wireSendingNews(hub);
  logged.length = 0;
  const send = createSendNews({ ...wired, mailOut: mailOut?.(wired.mailOut) ?? wired.mailOut, log });
  return acts('people-tell', send)(most, work);
}

/** To whom news is owed. */
const owedTo = async () => (await hub.owedEmails()).filter(({ kind }) => kind === 'news-letter').map(({ to }) => to);

/** Delivers all that is owed; answers what left, and to whom. */
async function deliverAll() {
  const sent: { readonly to: string; readonly mime: string }[] = [];
  const deliver = acts(
    'emails-deliver',
    createDeliverEmail({
      ...hub,
      ...hub.delivering,
      log,
      sendEmail: async (mime, { to }) => {
        sent.push({ to, mime: mime.toString() });
        return { outcome: 'sent', sesMessageId: `ses-${sent.length}` };
      },
    }),
  );
  for (const email of await hub.owedEmails()) await deliver(email, workOf());
  return sent;
}
const tokenIn = (mime: string) => /consents\/withdraw\/([\w.-]+)>/.exec(mime)?.[1] ?? '';
const press = async (token: string) =>
  (await hub.withdrawByLink({ ...nothing, path: { token }, body: { 'List-Unsubscribe': 'One-Click' } }, guest())).body;
const everything = (table: string) => scanAll(hub.document, table, z.record(z.string(), z.unknown()));
const ofType = async (type: string) => (await everything('records')).filter((item) => item.type === type);
const unsubscribed = () => ofType('unsubscribed');

describe('a letter of news', () => {
  it('is let go out by another than who wrote it, once, as they have read it; the trail says by whom', async () => {
    const { newsId } = await write();
    await expect(release(newsId, 1, 'writer')).rejects.toMatchObject({ code: 'needs-another-person' });
    const change = { ...nothing, path: { newsId }, body: { version: 1, text: 'Ten funded places.' } };
    const changed = await hub.changeNews(change, as('editor'));
    expect(changed.body).toMatchObject({ version: 2, isYours: true, text: 'Ten funded places.', title: words.title });
    await expect(release(newsId, 1)).rejects.toMatchObject({ code: 'stale-version' });
    await expect(release(newsId, 2, 'editor')).rejects.toMatchObject({ code: 'needs-another-person' });
    await expect(hub.changeNews(change, as('editor'))).rejects.toMatchObject({ code: 'stale-version' });

    const pressed = await Promise.all([release(newsId, 2), release(newsId, 2), release(newsId, 2)]);
    for (const each of pressed) expect(each).toMatchObject({ status: 'released', version: 3 });
    expect(await release(newsId, 2)).toEqual(pressed[0]);
    await expect(release(newsId, 3, 'another')).rejects.toMatchObject({ code: 'wrong-state' });
    await expect(hub.changeNews({ ...change, body: { version: 3, text: 'Late' } }, as('editor'))).rejects.toMatchObject(
      { code: 'wrong-state' },
    );

    const entries = await scanAll(hub.document, 'audit', AuditRecord);
    const trail = entries.filter(({ subjects }) => subjects.includes(`NEWS#${newsId}`));
    expect(trail.map(({ action, actor }) => `${action} by ${actor}`).sort()).toEqual([
      'news-changed by editor',
      'news-released by releaser',
      'news-written by writer',
    ]);
  });

  it('is for boroughs of the hub, and is found or not', async () => {
    await expect(write({ roleGroups: [], boroughs: ['Camden'] })).rejects.toMatchObject({
      code: 'not-valid',
      facts: { errors: [{ pointer: '/audience/boroughs/0' }] },
    });
    await expect(read(hub.newId())).rejects.toMatchObject({ code: 'news-not-found' });
    const first = await write();
    hub.time.advance(1000);
    const second = await write();
    const { body } = await hub.listNews({ ...nothing, query: { limit: 1 } }, as('another'));
    expect(body.items).toMatchObject([{ newsId: second.newsId, isYours: false }]);
    const next = await hub.listNews({ ...nothing, query: { limit: 1, cursor: body.nextCursor } }, as('writer'));
    expect(next.body.items).toMatchObject([{ newsId: first.newsId, isYours: true }]);
    expect(next.body.items[0]).not.toHaveProperty('text');
  });

  it('is shown as it would read, and with how many it would go to now', async () => {
    await somebody('nurse@nhs.net');
    await somebody('in.bexley@nhs.net', { borough: 'Bexley' });
    await somebody('reception@nhs.net', { jobRole: 'receptionist' });
    await somebody('never.asked@nhs.net', { consents: false });
    const { newsId } = await write({ roleGroups: ['nurse'], boroughs: [] });
    const preview = async () => (await hub.previewNews({ ...nothing, path: { newsId } }, as('writer'))).body;
    expect(await preview()).toMatchObject({
      people: 2,
      isAtLeast: false,
      version: 1,
      email: { subject: words.title, text: expect.stringContaining('Apply by 30 April.') },
    });
    expect((await preview()).email.text).toContain('Stop news by email:\nhttps://hub.example/stop-news');
    expect(await owedTo()).toEqual([]);
  });

  it('comes to those it is for, by name, once, and to nobody who did not consent', async () => {
    const ann = await somebody('ann@nhs.net');
    await somebody('in.bexley@nhs.net', { borough: 'Bexley' });
    await somebody('reception@nhs.net', { jobRole: 'receptionist' });
    await somebody('never.asked@nhs.net', { consents: false });
    await somebody('no.account@nhs.net', { account: false });
    await somebody('merged@nhs.net', { mergedInto: ann.personId });
    await stops(await somebody('stopped@nhs.net'));
    const newsId = await goesOut({ roleGroups: ['nurse'], boroughs: ['Lambeth'] });
    expect(await run()).toEqual({ owed: 1 });
    expect(await run()).toEqual({ owed: 0 });
    const [email] = await hub.owedEmails();
    expect(email).toMatchObject({
      to: 'ann@nhs.net',
      kind: 'news-letter',
      about: { kind: 'news', id: ann.personId },
      facts: { newsId, name: 'Ann Bell', ...words },
    });
    expect(await read(newsId)).toMatchObject({ status: 'sent', owed: 1, passedOver: 4 });
    expect(hub.counted.NewsNotSent).toBeUndefined();
  });

  it('goes on where a run was cut off, by how many may be written to or by its time, and comes twice to nobody', async () => {
    for (let index = 0; index < 25; index += 1) await somebody(`some${index}@nhs.net`);
    const newsId = await goesOut();
    expect(await run({ most: 7 })).toEqual({ owed: 7 });
    expect(await read(newsId)).toMatchObject({ status: 'released', owed: 7 });
    // Owed, and its process ends before that is kept.
    const dies = (real: MailOut): MailOut => ({ ...real, keepReached: () => Promise.reject(new Error('ended')) });
    await expect(run({ mailOut: dies })).rejects.toThrow('ended');
    const slowly = (real: MailOut): MailOut => ({
      ...real,
      owe: async (...args) => {
        await sleep(150);
        return real.owe(...args);
      },
    });
    const cut = await run({ mailOut: slowly, work: workOf(200) });
    expect(cut.owed).toBeLessThan(18);
    await Promise.all([run(), run()]);
    await run();
    expect(await read(newsId)).toMatchObject({ status: 'sent', owed: 25, passedOver: 0 });
    expect(new Set(await owedTo()).size).toBe(25);
    expect(await owedTo()).toHaveLength(25);
  });

  it('is stopped on its way: whoever it has not come to is not sent it', async () => {
    for (let index = 0; index < 25; index += 1) await somebody(`some${index}@nhs.net`);
    const newsId = await goesOut();
    const stop = () => hub.stopNews({ ...nothing, path: { newsId } }, as('writer'));
    let steps = 0;
    const halfway = (real: MailOut): MailOut => ({
      ...real,
      keepReached: async (...args) => {
        steps += 1;
        if (steps === 1) await stop();
        return real.keepReached(...args);
      },
    });
    await run({ mailOut: halfway });
    await run();
    expect(await owedTo()).toHaveLength(10);
    expect((await stop()).body).toMatchObject({ status: 'stopped' });
  });

  it('is stopped also where it is owed to everybody: what has not left does not', async () => {
    const ann = await somebody('ann@nhs.net');
    const newsId = await goesOut();
    await run();
    expect(await read(newsId)).toMatchObject({ status: 'sent', owed: 1 });
    await hub.stopNews({ ...nothing, path: { newsId } }, as('writer'));
    expect(await deliverAll()).toEqual([]);
    expect(await owedTo()).toEqual([]);
    const [withheld] = await hub.emails.listAbout({ kind: 'news', id: ann.personId }, workOf());
    expect(withheld).toMatchObject({ gaveUpBecause: 'news-stopped' });
    // Nothing is said of anybody's consent by that.
    await goesOut();
    await run();
    expect((await deliverAll()).map(({ to }) => to)).toEqual(['ann@nhs.net']);
  });

  it('passes over one that fails, and stops where all of them do', async () => {
    const [ann, , cat] = [await somebody('ann@nhs.net'), await somebody('ben@nhs.net'), await somebody('cat@nhs.net')];
    const newsId = await goesOut();
    const fails = (whom: (to: string) => boolean) => (real: MailOut) => ({
      ...real,
      owe: (...args: Parameters<MailOut['owe']>) =>
        whom(args[1].reader.workEmail) ? Promise.reject(new Error('no')) : real.owe(...args),
    });
    await expect(run({ mailOut: fails(() => true) })).rejects.toThrow('Nobody could be sent news');
    expect(await read(newsId)).toMatchObject({ status: 'released', owed: 0, passedOver: 0 });
    await run({ mailOut: fails((to) => to === 'ben@nhs.net') });
    expect(logged).toContain('news-not-owed');
    expect(hub.counted.NewsNotSent).toBe(4);
    expect((await owedTo()).sort()).toEqual(['ann@nhs.net', 'cat@nhs.net']);
    expect(await read(newsId)).toMatchObject({ status: 'sent', owed: 2, passedOver: 1 });
    // One alone that fails, whose step has nobody else, holds up nothing.
    for (const each of [ann, cat]) await stops(each);
    const next = await goesOut();
    await run({ mailOut: fails(() => true) });
    expect(await read(next)).toMatchObject({ status: 'sent', owed: 0, passedOver: 1 });
  });

  it('waits for what the law has people told, within so many an hour', async () => {
    const context = { awsRequestId: 'test', getRemainingTimeInMillis: () => 60_000 };
    const asked: number[] = [];
    const tell = createTellEverybody({
      tellOfPolicy: async () => ({ people: 990, complete: true }),
      sendNews: async (most) => {
        asked.push(most);
        return { owed: 3 };
      },
      mostToldInAnHour: 1000,
    });
    expect(await tell({}, context)).toEqual({ people: 990, complete: true, news: 3 });
    expect(asked).toEqual([10]);
  });
});

describe('whoever stops news', () => {
  it('does so by one press, and by another again; nothing else does, and nobody is told who they are', async () => {
    const ann = await somebody('ann@nhs.net');
    await goesOut();
    await run();
    const [email] = await deliverAll();
    const mime = email?.mime ?? '';
    const token = tokenIn(mime);
    expect(mime).toContain(`\r\nList-Unsubscribe: <https://api.hub.example/v1/consents/withdraw/${token}>\r\n`);
    expect(mime).toContain('\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n');
    const link = `https://www.hub.example/stop-news?token=${token}`;
    expect(mime.replaceAll('=\r\n', '').replaceAll('=3D', '=')).toContain(link);
    // The token is nowhere but in the email.
    expect(JSON.stringify(await everything('records'))).not.toContain(token.split('.')[1]);

    const other = `${ann.personId}.${randomBytes(32).toString('base64url')}`;
    for (const wrong of [other, token.replace(ann.personId, hub.newId()), 'nothing', `${ann.personId}.`])
      await expect(press(wrong)).rejects.toMatchObject({ code: 'link-not-valid' });
    expect(await choices().newest(ann.personId, newsConsent, workOf())).not.toHaveProperty('endedAt');

    const answers = [await press(token), ...(await Promise.all([press(token), press(token)]))];
    for (const answer of answers) expect(answer).toEqual({ stopped: true });
    expect(await choices().newest(ann.personId, newsConsent, workOf())).toMatchObject({ endedBy: 'link' });
    await goesOut();
    await run();
    expect(await owedTo()).toEqual([]);
    // Also when the next letter comes late.
    hub.time.advance(59 * day);
    expect(await press(token)).toEqual({ stopped: true });
  });

  it('is not sent what is owed to them already, which is no failure and is owed no more', async () => {
    const ann = await somebody('ann@nhs.net');
    await somebody('ben@nhs.net');
    await goesOut();
    await run();
    await stops(ann);
    expect((await deliverAll()).map(({ to }) => to)).toEqual(['ben@nhs.net']);
    expect(await owedTo()).toEqual([]);
    expect(logged).toContain('news-withheld');
    expect(logged).not.toContain('email-given-up');
    expect(hub.counted).toMatchObject({ NewsWithheld: 1, EmailSent: 1 });
    expect(hub.counted.EmailGivenUp).toBeUndefined();
    const [withheld] = await hub.emails.listAbout({ kind: 'news', id: ann.personId }, workOf());
    expect(withheld).toMatchObject({ gaveUpBecause: 'consent-ended' });
    expect(withheld).not.toHaveProperty('sentAt');
    // No link is kept of what did not leave.
    expect(await ofType('manage-token')).toHaveLength(1);
  });

  it('stops what comes under any id of theirs, by the link of any: a merge changes nothing of that', async () => {
    const [ann, kept] = [await somebody('ann@nhs.net'), await somebody('kept@nhs.net')];
    await goesOut();
    await run();
    const token = tokenIn((await deliverAll()).find(({ to }) => to === 'ann@nhs.net')?.mime ?? '');
    const set = (personId: string, changes: { mergedInto?: string; includes?: string[] }) =>
      hub.records.updateOne(update(PersonRecord, keys.person(personId), { set: changes }), workOf());
    await set(ann.personId, { mergedInto: kept.personId });
    await set(kept.personId, { includes: [ann.personId] });
    expect(await press(token)).toEqual({ stopped: true });
    for (const { personId } of [ann, kept])
      expect(await choices().newest(personId, newsConsent, workOf())).toMatchObject({ endedBy: 'link' });
    // Both mailboxes, also where they are parted again.
    expect(await unsubscribed()).toHaveLength(2);
  });

  it('stops what comes to a mailbox by the link in an email to who had it before', async () => {
    const former = await somebody('ann@nhs.net');
    await goesOut();
    await run();
    const token = tokenIn((await deliverAll())[0]?.mime ?? '');
    await stops(former, 'account-ended');
    await hub.records.commit({ gone: remove(PersonRecord, keys.person(former.personId)) }, { work: workOf() });
    const anew = await somebody('ann@nhs.net');
    await goesOut();
    await run();
    // Owed already, and to come.
    expect(await press(token)).toEqual({ stopped: true });
    expect(await deliverAll()).toEqual([]);
    await goesOut();
    await run();
    expect(await owedTo()).toEqual([]);
    // Whether they ever consented is theirs to say, and no holder of an old link is told.
    expect(await choices().newest(anew.personId, newsConsent, workOf())).not.toHaveProperty('endedAt');
    expect(await unsubscribed()).toHaveLength(1);
  });

  it('is answered the same by a link of before it was kept which mailbox it went to', async () => {
    const ann = await somebody('ann@nhs.net');
    const secret = randomBytes(32).toString('base64url');
    const opens = { kind: 'news', id: ann.personId } as const;
    const endsAt = hub.clock().getTime() / 1000 + 3600;
    await hub.emails.keepManageToken({ opens, tokenHash: sha256(secret), endsAt }, workOf());
    for (let times = 0; times < 2; times += 1)
      expect(await press(`${ann.personId}.${secret}`)).toEqual({ stopped: true });
    expect(await choices().newest(ann.personId, newsConsent, workOf())).toMatchObject({ endedBy: 'link' });
    expect(await unsubscribed()).toHaveLength(1);
  });

  it('is not sent to who does not read that mail any more, nor to whose account is gone or is another’s', async () => {
    const changed = [
      [await somebody('moved@nhs.net'), { workEmail: 'elsewhere@nhs.net' }],
      [await somebody('merged@nhs.net'), { mergedInto: hub.newId() }],
    ] as const;
    const gone = await somebody('gone@nhs.net');
    await somebody('ben@nhs.net');
    await goesOut();
    await run();
    for (const [{ personId }, set] of changed)
      await hub.records.updateOne(update(PersonRecord, keys.person(personId), { set }), workOf());
    await hub.records.commit({ gone: remove(PersonRecord, keys.person(gone.personId)) }, { work: workOf() });
    expect((await deliverAll()).map(({ to }) => to)).toEqual(['ben@nhs.net']);
    expect(await owedTo()).toEqual([]);
  });

  it('is not sent news under another name either: what is news is asked for as such, wherever it stands', async () => {
    const ann = await somebody('ann@nhs.net');
    const emailId = hub.newId();
    const about = { kind: 'account', id: ann.personId };
    const facts = { newsId: hub.newId(), name: 'Ann Bell', ...words };
    const createdAt = hub.clock().toISOString();
    const email = { emailId, kind: 'news-letter', about, facts, to: ann.workEmail, createdAt, attempts: 0 };
    await hub.records.commit({ email: put(EmailRecord, keys.email({ emailId, about }), email) }, { work: workOf() });
    const sent: unknown[] = [];
    const deliver = createDeliverEmail({
      ...hub,
      ...hub.delivering,
      log,
      sendEmail: async (...all) => {
        sent.push(all);
        return { outcome: 'sent', sesMessageId: 'ses' };
      },
    });
    await deliver({ emailId, about }, workOf());
    expect(sent).toEqual([]);
    const kept = await hub.records.find(seen(EmailRecord), keys.email({ emailId, about }), workOf());
    expect(kept).toMatchObject({ gaveUpBecause: 'consent-ended' });
  });

  it('is sent it again by consenting once more, also where the consent stands and their mailbox took none', async () => {
    const me = await registers('ann@nhs.net');
    const mine = () => ({ caller: me, work: workOf(), once: undefined });
    const give = () => hub.giveConsent({ ...nothing, path: { purpose: 'news' }, body: { wordingVersion: 1 } }, mine());
    const { body } = await give();
    const mark = mailboxStopped(await hub.nameMailbox('ann@nhs.net'), hub.clock().toISOString());
    await hub.records.commit(mark, { work: workOf() });
    await goesOut();
    await run();
    expect(await owedTo()).toEqual([]);
    expect((await give()).body).toEqual(body);
    expect(await unsubscribed()).toEqual([]);
    await goesOut();
    await run();
    expect(await owedTo()).toEqual(['ann@nhs.net']);
  });

  it('is sent it by a consent of its own where they take it back between reading that it stands and saying so again', async () => {
    const me = await registers('ann@nhs.net');
    const mine = () => ({ caller: me, work: workOf(), once: undefined });
    const body = { wordingVersion: 1 };
    const path = { purpose: 'news' } as const;
    await hub.giveConsent({ ...nothing, path, body }, mine());
    const wired = wireConsents(hub);
    let isFirst = true;
    const late = createGiveConsent({
      ...wired,
      choosing: {
        ...wired.choosing,
        async affirmNews(...args) {
          if (isFirst) await hub.takeBackConsent({ ...nothing, path }, mine());
          isFirst = false;
          return wired.choosing.affirmNews(...args);
        },
      },
    });
    const { body: given } = await acts('people-demographics', late)({ ...nothing, path, body }, mine());
    expect(given.choice).toMatchObject({ endedAt: null });
    const { history } = (await hub.listConsents(nothing, mine())).body;
    expect(history).toHaveLength(2);
    expect(await unsubscribed()).toEqual([]);
  });

  it('is known by a fingerprint of the mailbox alone, which no consent but their own takes away', async () => {
    const me = await registers('ann@nhs.net');
    const mine = () => ({ caller: me, work: workOf(), once: undefined });
    const path = { purpose: 'news' } as const;
    const giveMine = () => hub.giveConsent({ ...nothing, path, body: { wordingVersion: 1 } }, mine());
    await giveMine();
    await hub.takeBackConsent({ ...nothing, path }, mine());
    const [mark, ...others] = await unsubscribed();
    expect(others).toEqual([]);
    expect(Object.keys(mark ?? {}).sort()).toEqual(['expiresAt', 'pk', 'since', 'sk', 'type', 'v']);
    expect(mark?.pk).toMatch(/^UNSUBSCRIBED#[0-9a-f]{64}$/);

    // Somebody else says that they consent: an import, say, after all that was known of them was deleted.
    const again = await somebody('ANN+tag@nhs.net'.toLowerCase());
    await goesOut();
    await run();
    expect(await owedTo()).toEqual([]);
    expect(hub.counted.NewsNotSent).toBeUndefined();
    await stops(again);

    await giveMine();
    expect(await unsubscribed()).toEqual([]);
    await goesOut();
    await run();
    expect(await owedTo()).toEqual(['ann@nhs.net']);
  });

  it('is not marked where it was the account that ended', async () => {
    await stops(await somebody('ann@nhs.net'), 'account-ended');
    expect(await unsubscribed()).toEqual([]);
  });

  it('is skipped from the next item on, however many stop and wherever a letter is, also where they stop as it comes to them', async () => {
    const many = isLong ? 500 : 45;
    const people = fc.integer({ min: 0, max: many - 1 });
    // By the ledger alone it is told of whom the account ended; of all others by their mailbox, too.
    const channel = fc.constantFrom<ChoiceChannel>('link', 'email', 'account-ended');
    await fc.assert(
      fc.asyncProperty(
        // Who stops, as the letter comes to whom; at once with that, or before it.
        fc.array(fc.record({ who: people, asItComesTo: people, atOnce: fc.boolean(), channel }), {
          maxLength: many,
          size: 'max',
        }),
        fc.integer({ min: 3, max: many }),
        async (stopping, mostAnHour) => {
          const own = await startEngine();
          try {
            hub = createTestHub(own.client);
            const everyone: Somebody[] = [];
            for (let index = 0; index < many; index += 1) everyone.push(await somebody(`person${index}@nhs.net`));
            const newsId = await goesOut();
            const stopped = new Set<string>();
            const before = new Set<string>();
            let calls = 0;
            const whileItGoes = (real: MailOut): MailOut => ({
              ...real,
              owe: async (contents, to, work) => {
                const due = stopping.filter(({ asItComesTo }) => asItComesTo === calls);
                calls += 1;
                const racing: Promise<void>[] = [];
                for (const { who, atOnce, channel } of due) {
                  const person = everyone[who];
                  if (!person || stopped.has(person.personId)) continue;
                  stopped.add(person.personId);
                  if (atOnce) racing.push(stops(person, channel));
                  else await stops(person, channel);
                  if (!atOnce) before.add(person.personId);
                }
                const wasBefore = before.has(to.consent.personId);
                const outcome = await real.owe(contents, to, work);
                await Promise.all(racing);
                if (wasBefore) expect(outcome).toBe('stopped');
                return outcome;
              },
            });
            while ((await read(newsId)).status === 'released') await run({ most: mostAnHour, mailOut: whileItGoes });
            const sent = (await deliverAll()).map(({ to }) => to);
            const wanted = everyone.filter(({ personId }) => !stopped.has(personId)).map(({ workEmail }) => workEmail);
            expect(sent.toSorted()).toEqual(wanted.toSorted());
            expect(await owedTo()).toEqual([]);
            const { owed, passedOver } = await read(newsId);
            expect(owed).toBeGreaterThanOrEqual(sent.length);
            // Whoever had stopped before a run looked is not even met.
            expect(owed + passedOver).toBeLessThanOrEqual(many);
            expect(hub.counted.NewsNotSent).toBeUndefined();
          } finally {
            await own.stop();
          }
        },
      ),
      { numRuns: isLong ? 5 : 3 },
    );
  }, 600_000);
});

it('costs one transaction for each whom a letter is for, and none for whom it is not', async () => {
  for (let index = 0; index < 12; index += 1) await somebody(`some${index}@nhs.net`);
  await somebody('in.bexley@nhs.net', { borough: 'Bexley' });
  await goesOut({ roleGroups: [], boroughs: ['Lambeth'] });
  const { made } = await recordCalls(hub.document).during(run);
  const counted = (name: string) => made.filter(({ command }) => command === name);
  // The email, the consent, and that the mailbox takes news.
  expect(counted('TransactWriteCommand').map(({ items }) => items)).toEqual(Array.from({ length: 12 }, () => 3));
  expect(counted('BatchGetCommand').map(({ items }) => items)).toEqual([1, 13]);
});
