import * as z from 'zod';
import { type ConsentPurpose, consentPurposes, objectionPurposes } from '#domain/people/choices.ts';
import { choiceInWords } from '#domain/people/consent-wordings.ts';
import { personDetails } from '#domain/people/person.ts';
import { instant } from '#domain/time/instant.ts';
import { dayInWords, londonDay } from '#domain/time/london.ts';
import { facts, paragraph } from '../layout.ts';
import { dear, messageKind } from '../message.ts';

const because = 'you told us something about how we use your information';

const whatFollows: Readonly<Record<ConsentPurpose, string>> = {
  demographics: 'What you had told us is deleted.',
  news: 'We send you no more news. You still get the emails about what you book or ask for.',
  'access-needs':
    'What you had told us by then is deleted, for every session that you had booked. Your bookings stay as they are. If you need something after all, write to us.',
};

/** To who told us by letter, email or word of mouth that they take a consent back. */
export const consentTakenBack = messageKind({
  kind: 'consent-taken-back',
  sort: 'service',
  facts: z.object({ name: personDetails.name, purpose: z.enum(consentPurposes), receivedAt: instant }),
  render: ({ purpose, receivedAt, ...person }, context) => ({
    subject: 'You have taken back your consent',
    because,
    blocks: [
      dear(person),
      paragraph(
        `You told us on ${dayInWords(londonDay(receivedAt))} that you take back your consent. We have done so.`,
      ),
      facts(['What it was for', choiceInWords[purpose]]),
      paragraph(whatFollows[purpose]),
      paragraph(`If you did not tell us this, write to ${context.hub.contact.dataProtectionEmail}.`),
    ],
  }),
});

export const objectionRecorded = messageKind({
  kind: 'objection-recorded',
  sort: 'service',
  facts: z.object({ name: personDetails.name, purpose: z.enum(objectionPurposes), receivedAt: instant }),
  render: ({ purpose, receivedAt, ...person }, context) => ({
    subject: 'We have recorded your objection',
    because,
    blocks: [
      dear(person),
      paragraph(
        `You told us on ${dayInWords(londonDay(receivedAt))} that you object to how we use your information. We no longer use it for this:`,
      ),
      facts(['What you object to', choiceInWords[purpose]]),
      paragraph(
        `If you did not tell us this, or change your mind, write to ${context.hub.contact.dataProtectionEmail}.`,
      ),
    ],
  }),
});
