import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accepted } from '#http/client.ts';
import { startTestPlatform, type TestPlatform, until } from '../../support/platform.ts';

let hub: TestPlatform;
beforeAll(async () => {
  hub = await startTestPlatform();
});
afterAll(() => hub.stop());

const letter = { title: 'Places to train as a prescriber', text: 'Twelve funded places.\nApply by 30 April.' };
const path = { purpose: 'news' } as const;

describe('news', () => {
  /** Somebody who has an account and consents to news. */
  async function reads(workEmail: string) {
    const token = await hub.register(workEmail);
    accepted(await hub.api.giveConsent({ path, body: { wordingVersion: 1 } }, { token }));
    return token;
  }
  const newsTo = async (address: string) =>
    (await hub.emailsTo(address)).filter(({ subject }) => subject.startsWith('Places to train'));
  /** Other emails come beside it, such as word of a change of the policy. */
  const untilNews = (address: string, letters: number) =>
    until(
      () => newsTo(address),
      (all) => all.length >= letters,
      20_000,
      'the news',
    );
  const written = async (
    changes: { title?: string; audience?: { roleGroups: ['nurse']; boroughs: string[] } } = {},
  ) => {
    const body = { ...letter, ...changes };
    return accepted(await hub.api.writeNews({ body }, { token: await hub.tokenOf('bookings') })).body.newsId;
  };
  /** Another person than who wrote it. */
  const goesOut = async (newsId: string) => {
    const token = await hub.tokenOf('admin');
    accepted(await hub.api.releaseNews({ path: { newsId }, body: { version: 1 } }, { token }));
    await hub.fire('tell-of-policy');
  };
  const standing = async (token: string) =>
    accepted(await hub.api.listConsents({}, { token })).body.consents.find(({ purpose }) => purpose === 'news')?.given;

  it('comes to who consented to it, is stopped by one press in the mail program, and comes no more', async () => {
    const [ann, ben] = ['ann.news@nhs.net', 'ben.news@nhs.net'];
    const token = await reads(ann);
    await reads(ben);
    await hub.register('never.asked@nhs.net');

    const staff = { token: await hub.tokenOf('bookings') };
    const newsId = await written();
    const preview = accepted(await hub.api.previewNews({ path: { newsId } }, staff)).body;
    expect(preview).toMatchObject({ people: 2, isAtLeast: false, email: { subject: letter.title } });
    const own = await hub.api.releaseNews({ path: { newsId }, body: { version: 1 } }, staff);
    expect(own).toMatchObject({ code: 'needs-another-person' });
    await goesOut(newsId);

    const [email] = await untilNews(ann, 1);
    await untilNews(ben, 1);
    expect(email?.text).toContain("Dear Siobhán O'Brien,");
    expect(email?.text).toContain('Twelve funded places.');
    expect(email?.headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');
    const url = /^<(.+)>$/.exec(email?.headers['list-unsubscribe'] ?? '')?.[1] ?? '';
    expect(url.startsWith(`${hub.url}/v1/consents/withdraw/`)).toBe(true);
    expect(email?.text).toContain(`/stop-news?token=${url.split('/').at(-1)}`);

    // Whatever only opens links stops nothing.
    for (const method of ['GET', 'HEAD']) expect((await fetch(url, { method })).ok).toBe(false);
    expect(await standing(token)).toMatchObject({ endedAt: null });

    // As mail programs do, without a cookie or a sign-in; and once more, in the other form.
    const first = await fetch(url, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) });
    const form = new FormData();
    form.append('List-Unsubscribe', 'One-Click');
    const again = await fetch(url, { method: 'POST', body: form });
    expect(await first.json()).toEqual({ stopped: true });
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(await again.json()).toEqual({ stopped: true });
    const bare = await hub.api.withdrawByLink({ path: { token: url.split('/').at(-1) ?? '' } });
    expect(bare).toMatchObject({ ok: true, body: { stopped: true } });
    expect(await standing(token)).toMatchObject({ endedBy: 'link' });

    await goesOut(await written({ title: 'Places to train, once more' }));
    await untilNews(ben, 2);
    await hub.untilEmailsSent();
    expect(await newsTo(ben)).toHaveLength(2);
    expect(await newsTo(ann)).toHaveLength(1);
    expect(await newsTo('never.asked@nhs.net')).toEqual([]);
    expect(accepted(await hub.api.getNews({ path: { newsId } }, staff)).body).toMatchObject({
      status: 'sent',
      owed: 2,
    });

    // Somebody who wants it again says so themselves.
    accepted(await hub.api.giveConsent({ path, body: { wordingVersion: 1 } }, { token }));
    await goesOut(await written({ title: 'Places to train, a third time' }));
    await untilNews(ann, 2);
  });

  it('is changed by what is said, and by nothing that was left out', async () => {
    const staff = { token: await hub.tokenOf('bookings') };
    const nurses = { roleGroups: ['nurse', 'nurse'], boroughs: ['Lambeth', 'Bexley', 'Lambeth'] } as const;
    const body = { ...letter, audience: { roleGroups: [...nurses.roleGroups], boroughs: [...nurses.boroughs] } };
    const { newsId, audience } = accepted(await hub.api.writeNews({ body }, staff)).body;
    expect(audience).toEqual({ roleGroups: ['nurse'], boroughs: ['Lambeth', 'Bexley'] });
    const patch = (change: object) => hub.api.changeNews({ path: { newsId }, body: { version: 1, ...change } }, staff);
    // An empty list means everybody: nobody says so by leaving it out.
    const half = await patch({ audience: { roleGroups: ['nurse'] } });
    expect(half).toMatchObject({ status: 422, problem: { errors: [{ pointer: '/audience/boroughs' }] } });
    expect(await patch({})).toMatchObject({ status: 422 });
    expect(accepted(await hub.api.getNews({ path: { newsId } }, staff)).body).toMatchObject({ version: 1, audience });
    const title = 'Places to train, said better';
    expect(accepted(await patch({ title })).body).toMatchObject({ version: 2, title, audience, text: letter.text });
  });

  it('is not stopped by a link that is none, and says what is wrong with a form that is none', async () => {
    const post = (token: string, body: string | undefined, type = 'application/x-www-form-urlencoded') =>
      fetch(`${hub.url}/v1/consents/withdraw/${token}`, {
        method: 'POST',
        headers: { 'Content-Type': type },
        ...(body !== undefined && { body }),
      });
    const none = `01KF5A2C4E6G8J1M3P5R7T9V2X.${'a'.repeat(43)}`;
    for (const token of [none, 'nothing', '%20', 'a'.repeat(200)])
      expect(await (await post(token, undefined)).json()).toMatchObject({ status: 403 });
    expect((await post(none, '{}', 'application/json')).status).toBe(415);
    const wrong = await post(none, 'List-Unsubscribe=Maybe');
    expect(await wrong.json()).toMatchObject({ status: 422, errors: [{ in: 'body', pointer: '/List-Unsubscribe' }] });
    const tooLong = await post('a'.repeat(201), undefined);
    expect(tooLong.status).toBe(422);
  });

  it('left nothing that it may not do, and no token in any log', async () => {
    const links = (await hub.allEmails()).flatMap(({ headers }) => headers['list-unsubscribe'] ?? []);
    expect(links.length).toBeGreaterThan(3);
    for (const link of links) expect(hub.logs()).not.toContain(/\.([\w-]{40,})>/.exec(link)?.[1] ?? 'no token');
    expect(hub.logs()).not.toContain(letter.title);
    expect(await hub.denied()).toEqual([]);
  });
});
