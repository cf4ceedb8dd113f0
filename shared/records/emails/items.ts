import * as z from 'zod';
import { id } from '#domain/ids.ts';
import { count } from '#domain/numbers.ts';
import { emailAddress } from '#domain/people/person.ts';
import { instant } from '#domain/time/instant.ts';
import { about, identity } from '#privacy/fields.ts';
import { record } from '../engine/record.ts';
import { linkedKinds } from '../kinds.ts';

/** What an email can be about: what its link opens, or what staff look after. */
export const emailSubjects = [...linkedKinds, 'session', 'funding-queues'] as const;

/** An email: owed from the change that caused it until it is sent, then kept for a while to answer “did it arrive?”. */
export const EmailRecord = record('email', {
  ends: { rule: 'email', from: 'createdAt' },
  fields: {
    ...about(
      'email',
      {
        emailId: id,
        kind: z.string(),
        /** What it is about. Emails about the same thing leave in the order in which they became owed. */
        about: z.object({ kind: z.string(), id }),
        createdAt: instant,
        attempts: count,
        /** While set and in the future, somebody is sending it, or it is not known whether they did. */
        leasedUntil: instant.optional(),
        /** Which taking of it: by that whoever was not answered knows that the right is their own. */
        leasedBy: id.optional(),
        sesMessageId: z.string().optional(),
        sentAt: instant.optional(),
        gaveUpAt: instant.optional(),
        gaveUpBecause: z.string().optional(),
        /** When the manage link in it ends, in seconds since 1970: with what it opens. None where the reader manages nothing. */
        linkExpiresAt: z.int().optional(),
        /** Of news: what the mailbox that it goes to is called among those that take none. */
        mailboxName: z.string().optional(),
        facts: z.record(z.string(), z.unknown()),
      },
      'derived',
    ),
    ...about(
      'email',
      { deliveredAt: instant.optional(), bouncedAt: instant.optional(), complainedAt: instant.optional() },
      'observed',
    ),
    ...identity('email', { to: emailAddress }, 'derived'),
  },
});

export const SuppressedAddressRecord = record('suppressed-address', {
  ends: { rule: 'suppressed-address', from: 'since' },
  fields: about('suppressed-address', { reason: z.enum(['bounced', 'complained']), since: instant }),
});
