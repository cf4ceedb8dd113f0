import ICAL from 'ical.js';
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { manageUrl } from '../../../shared/email/manage-url.ts';
import { EmailMessage, render } from '../../../shared/email/messages.ts';
import { composeMime } from '../../../shared/email/mime.ts';
import { southEastLondon } from '../../../shared/hub/south-east-london.ts';

const context = {
  hub: southEastLondon,
  manageUrl: manageUrl('https://www.hub.example', 'bookings', '01J0B', 'tok-en_1'),
  now: new Date('2027-01-04T09:00:00Z'),
  to: 'siobhan.obrien@nhs.net',
};

const session = {
  sessionId: '01J0S',
  title: 'Asthma reviews in primary care',
  format: 'in-person' as const,
  provider: 'Primary Care Respiratory Academy',
  venue: 'Waterloo Health Centre, London SE1',
  joinLink: null,
  startsAt: '2027-01-18T13:00:00.000Z',
  endsAt: '2027-01-18T16:00:00.000Z',
  sequence: 2,
};
const facts = { bookingId: '01J0B', reference: '7K3M9-Q2XDH', name: "Siobhán O'Brien", session };

const confirmed = (changes: Partial<typeof session> | Record<string, unknown> = {}) =>
  EmailMessage.parse({ kind: 'booking-confirmed', facts: { ...facts, session: { ...session, ...changes } } });

describe('the confirmation of a booking', () => {
  it('says in plain words what, when, where, how to cancel and whom to ask', () => {
    expect(render(confirmed(), context).text).toMatchInlineSnapshot(`
      "You have a place: Asthma reviews in primary care

      Dear Siobhán O'Brien,

      Your place is confirmed.

      Session: Asthma reviews in primary care
      When: Monday 18 January 2027, 1pm to 4pm (UK time)
      Where: Waterloo Health Centre, London SE1
      Given by: Primary Care Respiratory Academy
      Your booking reference: 7K3M9-Q2XDH

      If you cannot come, please cancel as soon as you can, so that a colleague can have your place.

      See or cancel your booking:
      https://www.hub.example/bookings/01J0B#token=tok-en_1

      If you need help, reply to this email or write to hello@selwdh.co.uk.

      South East London Workforce Development Hub sends you this because of a booking made with your work email address.
      "
    `);
  });

  it('says in HTML what it says in text', () => {
    const { html, text } = render(confirmed(), context);
    for (const paragraph of text.split('\n').filter((line) => line.length > 0 && !line.startsWith('http'))) {
      const words = paragraph.replace(/^[^:]+: /, '').replace(/:$/, '');
      expect(html.replaceAll('&#39;', "'")).toContain(words);
    }
  });

  it('can be read by a screen reader, and fetches nothing', () => {
    const { html } = render(confirmed(), context);
    expect(html).toContain('<html lang="en-GB">');
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html).not.toMatch(/<img|<script|<link|@import|url\(/);
  });

  it('tells how to join a webinar, and nobody else hears it', () => {
    const webinar = { format: 'webinar', venue: null, joinLink: 'https://webinars.example/j?a=1&b=2' };
    const rendered = render(confirmed(webinar), context);
    expect(rendered.text).toContain('Join the session:\nhttps://webinars.example/j?a=1&b=2');
    expect(rendered.html).toContain('href="https://webinars.example/j?a=1&amp;b=2"');
    const waiting = EmailMessage.parse({
      kind: 'booking-waitlisted',
      facts: { ...facts, session: { ...session, ...webinar } },
    });
    expect(render(waiting, context).text).not.toContain('webinars.example');
  });

  it('lets no text of anybody become markup or a header', async () => {
    const nasty = {
      ...facts,
      name: '<script>alert("x")</script> & "Bell"',
      session: { ...session, title: 'Hello\r\nBcc: evil@example.org' },
    };
    const message = EmailMessage.parse({ kind: 'booking-confirmed', facts: nasty });
    const rendered = render(message, context);
    expect(rendered.html).not.toContain('<script>');
    expect(rendered.html).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &quot;Bell&quot;');
    const mime = await composeMime({
      ...rendered,
      emailId: 'e1',
      from: { name: 'Hub', address: 'a@hub.example' },
      replyTo: 'r@hub.example',
      to: context.to,
    });
    const parsed = await simpleParser(mime);
    expect(parsed.bcc).toBeUndefined();
    expect(parsed.headers.has('bcc')).toBe(false);
  });
});

describe('the word to somebody who waits', () => {
  it('says that they have no place yet, and holds no date for a calendar', () => {
    const rendered = render(EmailMessage.parse({ kind: 'booking-waitlisted', facts }), context);
    expect(rendered.text).toContain('You do not have a place yet');
    expect(rendered.calendar).toBeUndefined();
  });
});

describe('the word of a cancellation', () => {
  const cancelled = (was: 'confirmed' | 'waitlisted') =>
    render(EmailMessage.parse({ kind: 'booking-cancelled', facts: { ...facts, was } }), context);

  it('takes the date out of the calendar of who had a place', () => {
    expect(cancelled('confirmed').calendar).toMatchObject({ method: 'CANCEL' });
    expect(cancelled('confirmed').text).toContain('You have cancelled your place.');
  });

  it('speaks of the waiting list to who only waited', () => {
    expect(cancelled('waitlisted').calendar).toBeUndefined();
    expect(cancelled('waitlisted').text).toContain('You have left the waiting list');
  });
});

describe('the calendar part, as an independent parser reads it', () => {
  function read(message: EmailMessage) {
    const { calendar } = render(message, context);
    if (!calendar) throw new Error('no calendar part');
    const component = new ICAL.Component(ICAL.parse(calendar.content));
    for (const timezone of component.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(timezone as never);
    const event = component.getFirstSubcomponent('vevent');
    if (!event) throw new Error('no event');
    return { component, event: new ICAL.Event(event), raw: event };
  }

  it.each([
    ['in winter', '2027-01-18T13:00:00.000Z', '13:00'],
    ['in summer', '2027-07-05T12:00:00.000Z', '13:00'],
    ['just before the clocks go forward', '2027-03-28T00:59:00.000Z', '00:59'],
    ['just after the clocks went forward', '2027-03-28T01:00:00.000Z', '02:00'],
    ['on the night on which the clocks go back', '2027-10-30T22:30:00.000Z', '23:30'],
    ['after the clocks went back', '2027-10-31T02:30:00.000Z', '02:30'],
  ])('starts at the right moment and at the right time of London’s clocks: %s', (_, startsAt, clock) => {
    const endsAt = new Date(Date.parse(startsAt) + 3_600_000).toISOString();
    const { event } = read(confirmed({ startsAt, endsAt }));
    expect(event.startDate.zone.tzid).toBe('Europe/London');
    expect(event.startDate.toString().slice(11, 16)).toBe(clock);
    expect(event.startDate.toJSDate().toISOString()).toBe(startsAt);
    expect(event.endDate.toJSDate().toISOString()).toBe(endsAt);
  });

  it('is one entry from the confirmation to the cancellation, with a sequence that rises', () => {
    const first = read(confirmed());
    const last = read(EmailMessage.parse({ kind: 'booking-cancelled', facts: { ...facts, was: 'confirmed' } }));
    expect(last.event.uid).toBe(first.event.uid);
    expect(last.event.sequence).toBeGreaterThan(first.event.sequence);
    expect(first.component.getFirstPropertyValue('method')).toBe('REQUEST');
    expect(last.component.getFirstPropertyValue('method')).toBe('CANCEL');
    expect(last.raw.getFirstPropertyValue('status')).toBe('CANCELLED');
  });

  it('names the hub as organiser and the attendee by their own address', () => {
    const { raw } = read(confirmed());
    expect(raw.getFirstPropertyValue('organizer')).toBe('mailto:hello@selwdh.co.uk');
    expect(raw.getFirstPropertyValue('attendee')).toBe('MAILTO:siobhan.obrien@nhs.net');
  });
});

describe('the message as it is sent', () => {
  it('has text, HTML and calendar as alternatives, and the calendar as a file', async () => {
    const mime = await composeMime({
      ...render(confirmed(), context),
      emailId: '01J0E',
      from: { name: southEastLondon.name, address: 'bookings@selwdh.co.uk' },
      replyTo: southEastLondon.contact.email,
      to: context.to,
    });
    const parsed = await simpleParser(mime);
    expect(parsed.subject).toBe('You have a place: Asthma reviews in primary care');
    expect(parsed.replyTo?.text).toBe('hello@selwdh.co.uk');
    expect(parsed.messageId).toBe('<01J0E@selwdh.co.uk>');
    expect(parsed.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mime.toString()).toMatch(/Content-Type: text\/calendar; charset=utf-8; method=REQUEST/i);
    expect(parsed.attachments.map(({ filename }) => filename)).toContain('session.ics');
  });
});

describe('the link to manage a booking', () => {
  it('carries its token where no server sees it', () => {
    const url = new URL(context.manageUrl);
    expect(url.hash).toBe('#token=tok-en_1');
    expect(url.search).toBe('');
  });
});
