import { describe, expect, it } from 'vitest';
import { EmailMessage, render } from '#email/registry.ts';
import { asked, booking, colleaguesBooked, context, funding } from './owed.ts';

type Kind = EmailMessage['kind'];

/**
 * Who can make the hub send each kind of email. `stranger`: whoever fills in a form with somebody else's address, at once or by what
 * follows from it while it can still be undone. `link`: only who reads the mail that goes to the address, or staff. `over`: it may
 * follow from what a stranger did, and there is nothing left to end.
 */
const causedBy: Readonly<Record<Kind, 'stranger' | 'link' | 'over' | 'to staff'>> = {
  'booking-confirmed': 'stranger',
  'booking-waitlisted': 'stranger',
  'booking-link': 'stranger',
  'booking-link-again': 'stranger',
  'colleagues-booked': 'stranger',
  'place-offered': 'stranger',
  'place-received': 'stranger',
  'session-changed': 'stranger',
  reminder: 'stranger',
  'offer-expired': 'over',
  'booking-cancelled': 'over',
  'session-cancelled': 'over',
  'place-handed-over': 'over',
  attended: 'over',
  'confirm-account': 'stranger',
  'account-ends': 'link',
  'account-left': 'link',
  // Nothing changes where nobody confirms it; each has its own link to end it.
  'confirm-new-email': 'over',
  'email-to-change': 'link',
  'email-changed': 'over',
  'records-merged': 'link',
  'records-parted': 'link',
  'policy-changes': 'link',
  'news-letter': 'link',
  'consent-taken-back': 'link',
  'objection-recorded': 'link',
  'training-dispute-settled': 'link',
  'training-document-refused': 'link',
  'did-not-attend': 'over',
  'session-full': 'to staff',
  'minimum-not-reached': 'to staff',
  'funding-started': 'stranger',
  'funding-link-again': 'stranger',
  'statement-asked': 'stranger',
  'funding-received': 'link',
  'statement-answered': 'link',
  'statement-given': 'link',
  'statement-not-supported': 'link',
  'statement-refused': 'link',
  'statement-link-ended': 'link',
  'statement-redirected': 'link',
  'information-requested': 'link',
  'funding-approved': 'link',
  'funding-declined': 'link',
  'funding-withdrawn': 'link',
  'award-about-to-lapse': 'link',
  'award-lapsed': 'link',
  'invoice-received': 'link',
  'invoice-queried': 'link',
  'invoice-rejected': 'link',
  'invoice-paid': 'link',
  'invoice-payment-failed': 'link',
  'progress-due': 'link',
  'progress-overdue': 'link',
  'course-completed': 'link',
  'document-refused': 'link',
  'funding-digest': 'to staff',
};

const facts: Partial<Record<Kind, object>> = {
  'booking-confirmed': { ...booking, by: 'person' },
  'booking-waitlisted': { ...booking, placeInLine: 3 },
  'booking-link': booking,
  'booking-link-again': { ...booking, status: 'confirmed' },
  'colleagues-booked': colleaguesBooked,
  'place-offered': { ...booking, offerEndsAt: '2027-01-12T09:30:00.000Z' },
  'place-received': { ...booking, colleague: 'Bob Giver' },
  'session-changed': { ...booking, status: 'confirmed', changed: [] },
  reminder: { ...booking, reminder: 'day' },
  'funding-started': funding,
  'funding-link-again': funding,
  'statement-asked': asked,
  'confirm-account': { name: booking.name, days: 3 },
};
const rendered = (kind: string, of: object | undefined) =>
  render(EmailMessage.parse({ kind, facts: of }), context).text;
const link = 'This was not me:\nhttps://hub.example/bookings/01B/not-me?token=secret';

describe('“It was not me”', () => {
  it('is decided about for every kind of email', () => {
    const kinds = EmailMessage.options.map(({ shape }) => shape.kind.value);
    expect(Object.keys(causedBy).sort()).toEqual(kinds.sort());
  });

  it.each(Object.keys(causedBy).filter((kind) => causedBy[kind as Kind] === 'stranger'))(
    'stands in what a stranger can cause, and says what follows: %s',
    (kind) => {
      const text = rendered(kind, facts[kind as Kind]);
      expect(text).toContain(link);
      expect(text).toMatch(
        /\n\nIf you (do|did) not [^\n]+, use this link to tell us\. We will [^\n]+ for 30 days\.\n\n/,
      );
    },
  );

  it.each([
    [
      'booking-confirmed',
      'If you did not ask for this booking, use this link to tell us. We will cancel it free of charge,',
    ],
    [
      'colleagues-booked',
      'If you did not book for these colleagues, use this link to tell us. We will cancel what was booked, free of charge,',
    ],
    ['funding-started', 'If you did not start this request, use this link to tell us. We will withdraw it,'],
    [
      'statement-asked',
      "If you do not know Siobhán O'Brien, use this link to tell us. We will tell them that you cannot",
    ],
  ] as const)('names what ends: %s', (kind, words) => {
    expect(rendered(kind, facts[kind])).toContain(words);
  });

  it.each(['hub', 'offer'] as const)('is not in what somebody agreed to: booked by %s', (by) => {
    expect(rendered('booking-confirmed', { ...booking, by })).not.toContain('not-me');
  });
});
