import * as z from 'zod';
import { personDetails } from '#domain/people/person.ts';
import { instant } from '#domain/time/instant.ts';
import { dayInWords, londonDay } from '#domain/time/london.ts';
import { paragraph } from '../layout.ts';
import { dear, messageKind } from '../message.ts';

const because = 'you booked, or asked us for something, with your work email address';

/** To each address of two records that were merged. It names neither the other address nor the name there: staff may be wrong. */
export const recordsMerged = messageKind({
  kind: 'records-merged',
  sort: 'service',
  facts: z.object({ name: personDetails.name, until: instant }),
  render: ({ until, ...person }, context) => ({
    subject: 'We have put two records of yours together',
    because,
    blocks: [
      dear(person),
      paragraph(
        `${context.hub.name} had two records of you, each with another email address. We have put them together, so that you find all of it in one place.`,
      ),
      paragraph('What you were awarded for courses with either address now counts together.'),
      paragraph(
        `If you do not have another email address with us, this is a mistake. Write to ${context.hub.contact.dataProtectionEmail} before ${dayInWords(londonDay(until))} and we will undo it.`,
      ),
    ],
  }),
});

export const recordsParted = messageKind({
  kind: 'records-parted',
  sort: 'service',
  facts: z.object({ name: personDetails.name }),
  render: (person, context) => ({
    subject: 'Your records are apart again',
    because,
    blocks: [
      dear(person),
      paragraph(
        `${context.hub.name} had put two records together as yours. That was undone: your record holds what was made with your own email address, as it did before.`,
      ),
      paragraph(`If you have questions, write to ${context.hub.contact.dataProtectionEmail}.`),
    ],
  }),
});
