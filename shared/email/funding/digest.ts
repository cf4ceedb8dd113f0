import * as z from 'zod';
import { dayInWords } from '#domain/time/london.ts';
import { facts, paragraph } from '../layout.ts';
import { manageLink, messageKind } from '../message.ts';

const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`);

/** To staff, each day on which something has waited long. */
export const fundingDigest = messageKind({
  kind: 'funding-digest',
  sort: 'service',
  facts: z.object({
    /** In London. */
    day: z.string(),
    queues: z.array(z.object({ name: z.string(), count: z.int(), oldestDays: z.int() })),
  }),
  render: ({ day, queues }, context) => ({
    subject: `What has waited long in funding: ${dayInWords(day)}`,
    blocks: [
      paragraph('This has waited long for somebody at the hub. What has waited longest comes first.'),
      facts(
        ...queues
          .toSorted((one, other) => other.oldestDays - one.oldestDays)
          .map(({ name, count, oldestDays }): [string, string] => [name, `${count}, longest wait ${days(oldestDays)}`]),
      ),
      manageLink('Sign in and see what is waiting', context),
    ],
    because: 'you look after funding at the hub',
  }),
});
