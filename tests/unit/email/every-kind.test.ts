import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { EmailMessage, render } from '../../../shared/email/messages.ts';
import { booking, cancelled, confirmed, context, waitlisted, webinar } from './owed.ts';

const policy = {
  unit: 'working-days',
  notice: 2,
  feeBands: [{ upToMinutes: null, pence: 5000 }],
  payer: 'practice',
  waivedBySubstitute: true,
} as const;
const charge = { pence: 5000, payer: 'practice', because: 'late-cancellation' } as const;
const withPolicy = { ...booking, session: { ...webinar, cancellationPolicy: policy } };
const counts = { session: { ...webinar, cancellationPolicy: null }, capacity: 8, confirmed: 8, waitlisted: 2 };
const email = (kind: string, facts: object): EmailMessage => EmailMessage.parse({ kind, facts });

/** What each kind of email must say, whether it carries the link to join, and what it does to a calendar. */
const every: readonly {
  readonly message: EmailMessage;
  readonly says: readonly string[];
  readonly joins?: true;
  readonly calendar?: 'REQUEST' | 'CANCEL';
}[] = [
  { message: confirmed(booking, 'hub'), says: ['We have booked a place for you'], joins: true, calendar: 'REQUEST' },
  { message: confirmed(booking, 'offer'), says: ['You have accepted the place'], joins: true, calendar: 'REQUEST' },
  { message: waitlisted(), says: ['You are number 3 on the waiting list', 'You do not have a place yet'] },
  {
    message: email('place-offered', { ...withPolicy, offerEndsAt: '2027-01-12T09:30:00.000Z' }),
    says: ['We will keep it for you until Tuesday 12 January 2027, 9:30am (UK time)', 'Accept or decline the place'],
  },
  {
    message: email('place-offered', { ...withPolicy, offerEndsAt: '2027-07-12T09:30:00.000Z' }),
    says: ['Answer by: Monday 12 July 2027, 10:30am (UK time)', 'there is a fee of £50'],
  },
  { message: email('offer-expired', booking), says: ['the time to accept it has passed', 'book again'] },
  {
    message: cancelled('confirmed', { charge }),
    says: ['You have cancelled your place', 'a fee of £50, to be paid by your practice or employer'],
    calendar: 'CANCEL',
  },
  {
    message: cancelled('confirmed', { by: 'hub', reason: 'The room is too small' }),
    says: ['We have cancelled your place', 'The reason: The room is too small'],
    calendar: 'CANCEL',
  },
  { message: cancelled('offered'), says: ['You have declined the place'] },
  { message: cancelled('waitlisted', { by: 'hub' }), says: ['We have taken you off the waiting list'] },
  {
    message: email('session-changed', { ...withPolicy, status: 'confirmed', changed: ['startsAt', 'venue'] }),
    says: ['when it starts and where it takes place', 'You still have your place', 'Wednesday 13 January 2027'],
    joins: true,
    calendar: 'REQUEST',
  },
  {
    message: email('session-changed', { ...booking, status: 'waitlisted', changed: [] }),
    says: ['You are still on the waiting list'],
  },
  {
    message: email('session-cancelled', { ...booking, was: 'confirmed', reason: 'The trainer is ill' }),
    says: ['will not take place', 'The reason: The trainer is ill', 'nothing to pay'],
    calendar: 'CANCEL',
  },
  { message: email('session-cancelled', { ...booking, was: 'waitlisted', reason: 'Snow' }), says: ['Snow'] },
  {
    message: email('place-handed-over', { ...booking, colleague: 'Fay Colleague' }),
    says: ['You have handed over your place to Fay Colleague', 'There is nothing to pay'],
    calendar: 'CANCEL',
  },
  {
    message: email('place-received', { ...withPolicy, colleague: 'Bob Giver' }),
    says: ['Bob Giver cannot come and has handed over their place to you', 'There is no fee if a colleague comes'],
    joins: true,
    calendar: 'REQUEST',
  },
  { message: email('reminder', { ...withPolicy, reminder: 'week' }), says: ['Reminder', 'a fee of £50'], joins: true },
  { message: email('reminder', { ...booking, reminder: 'hour' }), says: ['This is a reminder'], joins: true },
  {
    message: email('attended', {
      ...booking,
      certificateCode: '7K3M9-Q2XDH-4RTBW',
      issuedAt: '2027-01-19T09:00:00.000Z',
    }),
    says: ['Your certificate of attendance is attached', 'https://hub.example/certificates/7K3M9-Q2XDH-4RTBW'],
  },
  {
    message: email('did-not-attend', { ...booking, charge: { ...charge, because: 'did-not-attend' } }),
    says: ['our list shows that you did not come', 'a fee of £50', 'please reply to this email'],
  },
  { message: email('did-not-attend', booking), says: ['There is nothing to pay'] },
  {
    message: email('session-full', counts),
    says: ['Confirmed: 8', 'On the waiting list: 2', 'you organise this session'],
  },
  {
    message: email('minimum-not-reached', { ...counts, confirmed: 3, minimumNumbers: 8 }),
    says: ['3 people have a confirmed place', 'at least 8'],
  },
];
const named = every.map((row) => ({ ...row, name: `${row.message.kind}: ${row.says[0]}` }));

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};
const decode = (html: string) => html.replaceAll(/&[#\w]+;/g, (entity) => entities[entity] ?? entity);
const wordsOf = (text: string) =>
  text
    .replaceAll(/https:\S+/g, '')
    .replaceAll(':', ' ')
    .split(/\s+/)
    .filter(Boolean);
const shownOf = (html: string) => decode((html.split('<body')[1] ?? '').replaceAll(/^[^>]*>|<[^>]*>/g, ' '));
const tagsOf = (html: string) => html.match(/<[^>]*>/g) ?? [];

describe('a reminder', () => {
  it.each([
    ['week', '2027-01-11T13:00:00.000Z', 'In a week'],
    ['day', '2027-01-17T13:00:00.000Z', 'Tomorrow'],
    ['day', '2027-01-18T09:00:00.000Z', 'Today'],
    ['hour', '2027-01-18T12:00:00.000Z', 'In an hour'],
    ['hour', '2027-01-18T12:30:00.000Z', 'Today'],
    ['week', '2027-01-13T13:00:00.000Z', 'Reminder'],
  ])('of a %s before, sent at %s, says “%s”', (reminder, now, subject) => {
    const message = email('reminder', { ...booking, reminder });
    expect(render(message, { ...context, now: new Date(now) }).subject).toBe(`${subject}: Asthma reviews`);
  });
});

describe('every kind of email', () => {
  it('is in this table', () => {
    const kinds = EmailMessage.options.map(({ shape }) => shape.kind.value);
    expect(new Set(['booking-confirmed', ...every.map(({ message }) => message.kind)])).toEqual(new Set(kinds));
  });

  it.each(named)('$name', ({ message, says, joins, calendar }) => {
    const rendered = render(message, context);
    const { subject, text, html } = rendered;
    for (const words of says) expect(`${subject}\n${text}`).toContain(words);
    expect(text).not.toMatch(/ {2}|undefined|null/);
    expect(wordsOf(shownOf(html))).toEqual(wordsOf(text));
    // The link to join is for those with a place, the link to manage in every email.
    expect(text.includes('webinars.example')).toBe(joins ?? false);
    expect(text).toContain(context.manageUrl);
    expect(rendered.calendar?.method).toBe(calendar);
    if (!rendered.calendar) return;
    const component = new ICAL.Component(ICAL.parse(rendered.calendar.content));
    const event = new ICAL.Event(component.getFirstSubcomponent('vevent') as ICAL.Component);
    expect(event.uid).toBe('booking-01B@south-east-london.training-hub');
    expect(event.sequence).toBe(calendar === 'CANCEL' ? webinar.sequence + 1 : webinar.sequence);
  });

  it.each(named)('opens no tag, whatever people write: $name', ({ message }) => {
    const hostile = `</p><script>alert("1")</script> & 'x'`;
    const swap = (value: unknown, key = ''): unknown => {
      if (Array.isArray(value)) return value.map((entry) => swap(entry));
      if (typeof value === 'object' && value !== null)
        return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, swap(part, name)]));
      return ['name', 'title', 'provider', 'reason', 'colleague'].includes(key) ? hostile : value;
    };
    const swapped = EmailMessage.parse({ kind: message.kind, facts: swap(message.facts) });
    const { html } = render(swapped, context);
    expect(tagsOf(html)).toEqual(tagsOf(render(message, context).html));
    expect(decode(html)).toContain(hostile);
  });
});
