import { HtmlValidate } from 'html-validate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accepted } from '#http/client.ts';
import { browsing } from '../support/browsing.ts';
import { crawl, type Followed, lostPlaces, sharedIds } from '../support/crawl.ts';
import { aFundingRequest, aPot } from '../support/funding-nouns.ts';
import { fundingVisitorOf } from '../support/funding-visitor.ts';
import { aBooking, day, hour } from '../support/hub.ts';
import { startTestPlatform, type TestPlatform, until } from '../support/platform.ts';
import { pathOf, pathsOfSite } from '../support/router.ts';

/** Links in emails to pages that are still to come, each with what it is for. Whoever makes the page takes it out of this list. */
const stillToCome: Readonly<Record<string, RegExp>> = {
  'what staff look after': /^\/staff\//,
};

/** Pages to which no link leads, each with the reason. */
const unlinked: Readonly<Record<string, string>> = {
  '/sessions/:sessionId/booked': 'it follows a form that was sent',
  '/sessions/:sessionId/booked-for-colleagues': 'it follows a form that was sent',
  '/funding/started': 'it follows a form that was sent',
  '/lost-link/asked': 'it follows a form that was sent',
  '/register/asked': 'it follows a form that was sent',
  '/funding-requests/:fundingRequestId/reply': 'it is there once staff have asked something',
  '/funding-requests/:fundingRequestId/progress': 'it is there once an award is made',
  '/funding-requests/:fundingRequestId/claim': 'it is there once a course has started',
  '/accounts/:accountId': 'its email comes two years later',
  '/new-emails/:emailChangeId': 'its email comes to who signed in',
  '/new-emails/:emailChangeId/not-me': 'its email comes to who signed in',
  '/old-emails/:emailChangeId': 'its email comes to who signed in',
  '/old-emails/:emailChangeId/not-me': 'its email comes to who signed in',
  '/stop-news': 'its email is news, to who consented to it',
  '/account/bookings/:bookingId': 'it leads back whoever opens the address of a button',
  '/account/funding-requests/:fundingRequestId': 'it leads back whoever opens the address of a button',
  '/account/training-records/:trainingRecordId/dispute': 'it is about what the hub recorded',
  '/account/demographics/delete': 'it is there once something was told',
  '/account/profile/email/asked': 'it follows a form that was sent',
  '/account-deleted': 'it follows a form that was sent',
  '/signed-in': 'Cognito leads there',
  '/signed-out': 'Cognito leads there',
  '/sign-out': 'it leads back whoever opens the address of a button',
  '/bookings/:bookingId/accept': 'it leads back whoever opens the address of a button',
  '/bookings/:bookingId/decline': 'it leads back whoever opens the address of a button',
};

/** What somebody types who means no good. @param field - by which it is known again, wherever it is shown */
const script = (field: string): string => `${field} "'><script>alert(1)</script>`;
const asMarkup = /<script>alert/;
const asText = (field: string): string => `${field} &quot;&#39;&gt;&lt;script&gt;alert(1)&lt;/script&gt;`;

/** A form of a page, as a browser would send it but for what is typed. */
function formsIn(html: string) {
  return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].flatMap(([, attributes = '', inside = '']) => {
    const action = /action="(\/[^"]*)"/.exec(attributes)?.[1];
    if (!/method="post"/i.test(attributes) || action === undefined) return [];
    const fields = [...inside.matchAll(/<(?:input|textarea|select|button)\b[^>]*\bname="([^"]*)"[^>]*>/g)];
    return [
      {
        action,
        fields: Object.fromEntries(
          fields.map(([tag, name = '']) => {
            const isHidden = /type="hidden"/.test(tag);
            return [name, isHidden ? (/value="([^"]*)"/.exec(tag)?.[1] ?? '') : script(name)];
          }),
        ),
      },
    ];
  });
}

const nameAndValue = (pair: string): [string, string] => {
  const [name = '', value = ''] = pair.split(/=(.*)/s);
  return [name, value];
};

/** What of people and of the hub is shown on pages: each was written as a script. */
const shown = [
  ...['title', 'description', 'giver', 'venue', 'colleague'],
  ...['name', 'job', 'course', 'university', 'reason', 'pot'],
  ...['training', 'provider'],
];

describe('somebody who opens every link', () => {
  let hub: TestPlatform;
  /** All that was opened, from the start page and from each link of each email. */
  const followed: (Followed & { readonly start: string })[] = [];
  let linksOfEmails: string[];
  let before: unknown;
  let signedIn: string;

  /** What people were sent about: a place, a line, an offer, a course, a statement, an account and a certificate. */
  async function sendEmails() {
    const sessionId = await hub.publishSession({ title: 'One place', capacity: 1 });
    const first = await hub.booked(sessionId, 'first@nhs.net');
    await hub.booked(sessionId, 'second@nhs.net');
    await hub.booked(sessionId, 'third@nhs.net');
    accepted(
      await hub.api.cancelBooking(
        { path: { bookingId: first.id }, body: { acceptCharge: false } },
        { token: first.token },
      ),
    );
    await hub.untilEmails('second@nhs.net', 2);
    const people = fundingVisitorOf(hub);
    const potId = await people.pot(aPot({ name: script('pot') }));
    const request = await people.begin(
      aFundingRequest(
        'nurse@nhs.net',
        {
          potId,
          reason: script('reason'),
          course: {
            name: script('course'),
            provider: { name: script('university') },
            level: 'level-6',
            startsOn: '2027-02-01',
            endsOn: '2027-03-22',
          },
        },
        { name: script('name'), jobTitle: script('job') },
      ),
    );
    await people.asked(request, 'manager', 'pat.manager@nhs.net');
    const { person } = aBooking('', 'account@nhs.net');
    accepted(await hub.api.registerPerson({ body: { person } }));
    await hub.untilEmails('account@nhs.net', 1);

    const startsAt = new Date((await hub.now()).getTime() + day);
    const endsAt = new Date(startsAt.getTime() + hour);
    const attended = await hub.publishSession({
      title: 'Attended',
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
    });
    const { id: bookingId } = await hub.booked(attended, 'came@nhs.net');
    await hub.moveClockTo(endsAt);
    hub.forgetTokens();
    const staff = { token: await hub.tokenOf('bookings') };
    const attendance = [{ bookingId, attendance: 'attended' as const }];
    accepted(await hub.api.recordAttendance({ path: { sessionId: attended }, body: { attendance } }, staff));
    await hub.untilEmails('came@nhs.net', 2);
    // And what can still be booked.
    const open = await hub.publishSession({
      title: script('title'),
      description: script('description'),
      provider: script('giver'),
      format: 'in-person',
      venue: script('venue'),
      joinLink: null,
    });
    await hub.booked(open, 'has.a.place@nhs.net');
    const { name, workEmail, workplace, jobRole, jobTitle } = aBooking('', 'manager@nhs.net').person;
    const colleagues = [{ name: script('colleague'), workEmail: 'ann.bell@nhs.net', jobRole, jobTitle }];
    accepted(
      await hub.api.bookForColleagues({
        body: { sessionId: open, booker: { name, workEmail, workplace }, colleagues },
      }),
    );
    await hub.untilEmails('manager@nhs.net', 1);
  }

  /** Somebody with an account, who has booked and has a training record. */
  async function signUp(): Promise<string> {
    const workEmail = 'learner@nhs.net';
    const token = await hub.register(workEmail);
    const sessionId = await hub.publishSession({ title: 'Booked by a learner' });
    await hub.booked(sessionId, workEmail);
    await fundingVisitorOf(hub).begin(aFundingRequest(workEmail));
    const body = { title: script('training'), provider: script('provider'), completedOn: '2026-10-01', hours: 2 };
    accepted(await hub.api.addTrainingRecord({ body }, { token }));
    return workEmail;
  }

  const linksIn = (text: string) =>
    [...text.matchAll(/https?:\/\/[^\s"'<>)]+/g)]
      .map(([link]) => link)
      .filter((link) => link.startsWith(`${hub.url}/`))
      .map((link) => link.slice(hub.url.length));

  beforeAll(async () => {
    hub = await startTestPlatform();
    await hub.moveClockTo(new Date('2026-12-01T09:00:00.000Z'));
    await sendEmails();
    const learner = browsing(hub.url);
    await learner.signIn(await signUp());
    signedIn = [...learner.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    await hub.untilEmailsSent();
    // What SES says of them comes a moment later, and is written, too.
    before = await until(
      () => hub.stored(),
      (items) => items.every((item) => item.type !== 'email' || item.deliveredAt !== undefined),
      15_000,
      'every email to be delivered',
    );
    const emails = await hub.allEmails();
    linksOfEmails = [
      ...new Set(emails.flatMap(({ text, html }) => linksIn(`${text}\n${html.replaceAll('&amp;', '&')}`))),
    ];
    for (const start of ['/', ...linksOfEmails]) {
      // Each is opened by somebody else, and leads to the same pages as all others where it leaves what it is about.
      const own = start.split('?')[0]?.split('/').slice(0, 3).join('/') ?? '';
      const found = await crawl(hub.url, start, (path) => start === '/' || path.startsWith(own));
      followed.push(...found.map((each) => ({ ...each, start })));
    }
    const own = await crawl(hub.url, '/account', (path) => path.startsWith('/account'), signedIn);
    followed.push(...own.map((each) => ({ ...each, start: '/account' })));
  });
  afterAll(() => hub?.stop());

  const isToCome = (path: string) => Object.values(stillToCome).some((pattern) => pattern.test(path));

  it('finds none broken', () => {
    expect(linksOfEmails.length).toBeGreaterThan(8);
    const broken = followed.filter(({ asked, status }) => status !== 200 && !isToCome(asked));
    expect(broken.map(({ asked, status, from }) => `${status} ${asked} from ${from ?? 'an email'}`)).toEqual([]);
    for (const { path, html } of followed) {
      expect(lostPlaces(html), path).toEqual([]);
      expect(sharedIds(html), path).toEqual([]);
    }
  });

  it.each(Object.entries(stillToCome))('comes to no page yet of %s', (_, pattern) => {
    const asked = followed.filter(({ asked }) => pattern.test(asked));
    expect(asked.length).toBeGreaterThan(0);
    // Where it is there now: take it out of the list.
    expect(asked.every(({ status }) => status === 404)).toBe(true);
  });

  it('finds on every page HTML that is valid', async () => {
    const validator = new HtmlValidate({ root: true, extends: ['html-validate:standard'] });
    const faults: string[] = [];
    // Many links lead to the same page.
    const pages = new Map(followed.map(({ path, html }) => [html, path]));
    pages.delete('');
    for (const [html, path] of pages) {
      const { results } = await validator.validateString(html);
      for (const { ruleId, message } of results.flatMap(({ messages }) => messages))
        faults.push(`${path}: ${message} (${ruleId})`);
    }
    expect(faults).toEqual([]);
  });

  it('has been on every page that there is, but those to which no link leads', () => {
    const { pages } = pathsOfSite();
    const reached = new Set(followed.map(({ path }) => pathOf(pages, path.split('?')[0] ?? '')));
    expect(pages.map(({ path }) => path).filter((path) => !reached.has(path) && !(path in unlinked))).toEqual([]);
    expect(Object.keys(unlinked).filter((path) => reached.has(path))).toEqual([]);
  });

  it('is led nowhere by a link that is more than an address', () => {
    const schemes = followed.flatMap(({ html }) =>
      [...html.matchAll(/\s(?:href|src|action)="\s*([a-z][a-z\d+.-]*):/gi)].map(([, scheme = '']) =>
        scheme.toLowerCase(),
      ),
    );
    expect(new Set(schemes)).toEqual(new Set(['http', 'https', 'mailto']));
  });

  it('has changed nothing by it', async () => {
    expect(await hub.stored()).toEqual(before);
  });

  it('is shown a script as the text that it is, whoever wrote it', async () => {
    for (const { path, html } of followed) expect(html, path).not.toMatch(asMarkup);
    for (const { html, subject } of await hub.allEmails()) expect(html, subject).not.toMatch(asMarkup);
    const all = followed.map(({ html }) => html).join();
    for (const field of shown) expect(all, `${field} is shown nowhere`).toContain(asText(field));
  });

  it('is handed back as text whatever is typed in any field of any form', async () => {
    const { forms } = pathsOfSite();
    const tried = new Map<string, string>();
    for (const { start, path, html } of followed) {
      for (const { action } of formsIn(html)) {
        const of = pathOf(forms, action);
        // What ends a session or an account stands last.
        if (of !== undefined && !tried.has(of)) tried.set(of, JSON.stringify([start, path, action]));
      }
    }
    const last = /sign-out|leave|delete|not-me|withdraw|cancel/;
    const inTurn = [...tried].sort(([one], [other]) => Number(last.test(one)) - Number(last.test(other)));
    expect(inTurn.length).toBeGreaterThan(25);
    let answered = 0;
    let handedBack = 0;
    for (const [of, where] of inTurn) {
      const [start, path, action] = JSON.parse(where) as [string, string, string];
      const browser = browsing(hub.url);
      if (start === '/account') for (const pair of signedIn.split('; ')) browser.cookies.set(...nameAndValue(pair));
      else await browser.open(start);
      const form = formsIn(await (await browser.open(path)).text()).find((each) => each.action === action);
      if (!form) continue;
      answered += 1;
      const reply = await browser.send(action, form.fields);
      const next = reply.headers.get('location');
      expect(reply.status, of).toBeLessThan(500);
      for (const page of [reply, ...(next?.startsWith('/') ? [await browser.open(next)] : [])]) {
        const html = await page.text();
        expect(html, of).not.toMatch(asMarkup);
        if (html.includes('&lt;script&gt;')) handedBack += 1;
      }
    }
    // Of some, what was sent before has taken them away.
    expect(answered).toBeGreaterThan(20);
    expect(handedBack).toBeGreaterThan(10);
  });
});
