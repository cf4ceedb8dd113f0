import type { EmailContents } from '../emails/emails.ts';
import { absent, any, present } from '../engine/conditions.ts';
import { SubjectRecord } from '../engine/items.ts';
import { besideOf } from '../engine/subjects.ts';
import { check, type Write } from '../engine/writes.ts';

/*
 * A form that anybody may fill in takes as long where it makes nothing as where it makes something (ADR 16): what would have been
 * written is looked at.
 */

/** In place of an email that is sent: it is of a sort, but never written. @param emailId - any id of ours */
export const noEmail = (emailId: string) => ({ emailId, kind: 'booking-link', facts: {} }) as unknown as EmailContents;

/** The same records, whatever is there: nothing is changed, and none of them is in the way. */
export const onlyLookedAt = (
  writes: Readonly<Record<string, Write | undefined>>,
): Readonly<Record<string, Write | undefined>> =>
  Object.fromEntries(
    Object.entries(writes).flatMap(([name, write]) =>
      write
        ? [
            [name, check(write.schema, write.key, any(absent, present))],
            ...besideOf(write).map((key) => [`${name} ${key.sk}`, check(SubjectRecord, key, any(absent, present))]),
          ]
        : [],
    ),
  );
