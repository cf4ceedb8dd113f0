import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EmailMessage, render } from '#email/registry.ts';
import { booking, cancelled, confirmed, context, inPerson, waitlisted, webinar } from './owed.ts';

const every = [
  ['a confirmed webinar', confirmed()],
  ['a confirmed session in person', confirmed({ ...booking, session: inPerson })],
  ['the waiting list', waitlisted()],
  ['a cancelled place', cancelled('confirmed')],
  ['leaving the waiting list', cancelled('waitlisted')],
] as const;

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};
const decode = (html: string) => html.replaceAll(/&[#\w]+;/g, (entity) => entities[entity] ?? entity);
const tagsOf = (html: string) => html.match(/<[^>]*>/g) ?? [];
const linksOf = (html: string) => [...html.matchAll(/href="([^"]*)"/g)].map(([, url = '']) => decode(url));
const shownOf = (html: string) => decode((html.split('<body')[1] ?? '').replaceAll(/^[^>]*>|<[^>]*>/g, ' '));
const wordsOf = (text: string) =>
  text
    .replaceAll(/https:\S+/g, '')
    .replaceAll(':', ' ')
    .split(/\s+/)
    .filter(Boolean);

describe('what each email says', () => {
  it('tells somebody with a place when it is, how to join, and how to cancel', () => {
    const { subject, text } = render(confirmed(), context);
    expect(subject).toBe('You have a place: Asthma reviews');
    expect(text).toBe(`You have a place: Asthma reviews

Dear Siobhán O'Brien,

Your place is confirmed.

Session: Asthma reviews
When: Monday 18 January 2027, 1pm to 4pm (UK time)
Where: Online
Given by: Bexley Training Hub
Your booking reference: 7K3M9-Q2XDH

Join the session:
https://webinars.example/asthma?room=1&pin=2

If you cannot come, please cancel as soon as you can, so that a colleague can have your place.

See or cancel your booking:
https://hub.example/bookings/01B?token=secret

If you did not ask for this booking, use this link to tell us. We will cancel it free of charge, and then accept no form with your email address for 30 days.

This was not me:
https://hub.example/bookings/01B/not-me?token=secret

If you need help, reply to this email or write to info@seltraininghub.co.uk.

South East London Workforce Development Hub sends you this because of a booking made with your work email address.
`);
  });

  it('tells somebody who goes there where that is', () => {
    const { text } = render(confirmed({ ...booking, session: inPerson }), context);
    expect(text).toContain('Where: Lewisham Town Hall, Catford Road, SE6 4RU\n');
    expect(text).not.toContain('Join the session');
  });

  it('tells somebody who waits not to come yet', () => {
    const { subject, text } = render(waitlisted(), context);
    expect(subject).toBe('You are on the waiting list: Asthma reviews');
    expect(text).toContain('You do not have a place yet');
    expect(text).toContain('leave the waiting list:\nhttps://hub.example/bookings/01B?token=secret\n');
  });

  it('tells somebody who cancelled what they gave up', () => {
    const place = render(cancelled('confirmed'), context);
    expect(place.subject).toBe('Your booking is cancelled: Asthma reviews');
    expect(place.text).toContain('You have cancelled your place.');
    const line = render(cancelled('waitlisted'), context);
    expect(line.subject).toBe('You have left the waiting list: Asthma reviews');
    expect(line.text).toContain('You are no longer waiting for a place.');
  });

  it.each([
    ['somebody who waits', waitlisted()],
    ['somebody who cancelled', cancelled('confirmed')],
    ['somebody who left the waiting list', cancelled('waitlisted')],
  ])('gives the link to join to nobody without a place: %s', (_, message) => {
    expect(JSON.stringify(render(message, context))).not.toContain('webinars.example');
  });

  it.each(every)('names the session, its time, the reference, the hub and whom to ask: %s', (_, message) => {
    const { text } = render(message, context);
    expect(text).toContain('Session: Asthma reviews\n');
    expect(text).toContain('When: Monday 18 January 2027, 1pm to 4pm (UK time)\n');
    expect(text).toContain('Your booking reference: 7K3M9-Q2XDH\n');
    expect(text).toContain(context.hub.name);
    expect(text).toContain(context.hub.contact.email);
    expect(text).toContain(context.manageUrl);
  });
});

describe('the HTML of an email', () => {
  it.each(every)('says the same as its text, with the same links: %s', (_, message) => {
    const { text, html } = render(message, context);
    expect(wordsOf(shownOf(html))).toEqual(wordsOf(text));
    expect(linksOf(html)).toEqual(text.match(/https:\S+/g));
  });

  it.each(every)('is in British English under one heading, and fetches nothing: %s', (_, message) => {
    const { subject, html } = render(message, context);
    expect(html).toContain('<html lang="en-GB">');
    expect(html.match(/<h1[^>]*>[^<]*<\/h1>/g)).toEqual([expect.stringContaining(`>${subject}<`)]);
    expect(html).not.toMatch(/<(img|link|script|style|iframe)|url\(|@import|src=/i);
  });

  it('leaves colours to the mail program, whose light and dark modes have enough contrast', () => {
    const { html } = render(confirmed(), context);
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
    expect(html).not.toMatch(/[^-]color:|background/);
  });

  it('opens no tag and closes no attribute, whatever people are called and sessions are named', () => {
    const plain = tagsOf(render(confirmed(), context).html);
    const hostile = fc.oneof(
      fc.constantFrom(`<script>alert(1)</script>`, `" onload="x`, `O'Brien & Sons`, '</h1><h1>', '&lt;b&gt;', '<!--'),
      fc.string({ unit: 'grapheme', minLength: 1 }),
    );
    fc.assert(
      fc.property(hostile, hostile, hostile, (name, title, provider) => {
        const message = confirmed({ ...booking, name, session: { ...webinar, title, provider } });
        const { html } = render(message, context);
        expect(tagsOf(html)).toEqual(plain);
        expect(decode(html)).toContain(`Dear ${name},`);
        expect(decode(html)).toContain(`<bdi>${title}</bdi>`);
        expect(decode(html)).toContain(`<bdi>${provider}</bdi>`);
      }),
    );
  });

  it('closes no attribute with a link', () => {
    const joinLink = `https://webinars.example/"><script>alert('1')</script>`;
    const { html } = render(confirmed({ ...booking, session: { ...webinar, joinLink } }), context);
    expect(html).not.toContain('<script');
    expect(linksOf(html)).toContain(joinLink);
  });

  it('keeps names in any script as they were given', () => {
    const name = 'محمد العربي 👩🏽‍⚕️ Nguyễn';
    const { html, text } = render(confirmed({ ...booking, name }), context);
    expect(html).toContain(`Dear ${name},`);
    expect(text).toContain(`Dear ${name},`);
  });
});

describe('a stored message', () => {
  it.each(every)('is the one that was owed: %s', (_, message) => {
    expect(EmailMessage.parse(JSON.parse(JSON.stringify(message)))).toEqual(message);
  });

  it('is refused where its kind is unknown or its facts are not those of its kind', () => {
    const { facts } = confirmed();
    expect(EmailMessage.safeParse({ kind: 'booking-forgotten', facts }).success).toBe(false);
    expect(EmailMessage.safeParse({ kind: 'booking-cancelled', facts }).success).toBe(false);
    expect(EmailMessage.safeParse({ kind: 'booking-confirmed', facts: { ...facts, session: null } }).success).toBe(
      false,
    );
  });
});
