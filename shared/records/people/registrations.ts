import type { Person } from '#domain/people/person.ts';
import { addDays } from '#domain/time/calendar-time.ts';
import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import type { Carrying } from '#platform/work.ts';
import { type EmailContents, oweEmail } from '../emails/emails.ts';
import type { RecordsFor } from '../engine/records.ts';
import { put } from '../engine/writes.ts';
import { keys } from '../keys.ts';
import { asksOf, createAsksWrites } from './asks.ts';
import { RegistrationRecord } from './items.ts';

/** Those who ask for an account, by a form that anybody may fill in. */
export interface Registrations {
  /**
   * Keeps what was typed, and owes its email with the link that confirms it, unless the ceiling of the mailbox is reached: one read and
   * one write, whatever is known of the address.
   *
   * @returns nothing where others asked in the same moment: ask again
   */
  ask(
    registrationId: string,
    person: Person,
    email: EmailContents,
    change: Carrying,
  ): Promise<'kept' | 'passed-over' | undefined>;
}

export function createRegistrations({
  records,
  clock,
  hub,
}: {
  readonly records: RecordsFor<'run-reliably'>;
  readonly clock: Clock;
  readonly hub: Pick<Hub, 'retention' | 'openForms' | 'links'>;
}): Registrations {
  const writes = createAsksWrites({ clock, hub });
  return {
    async ask(registrationId, person, email, change) {
      const { workEmail } = person;
      const asks = await records.find(...asksOf(workEmail), change.work);
      const now = clock();
      const askedAt = now.toISOString();
      const owed = {
        ...email,
        to: workEmail,
        about: { kind: 'registration', id: registrationId },
        linkExpiresAt: Math.ceil(addDays(now, hub.links.daysToConfirm).getTime() / 1000),
      } as const;
      const may = writes.mayAsk(asks);
      const made = may
        ? {
            asks: writes.oneMore(workEmail, asks),
            registration: put(RegistrationRecord, keys.registration(registrationId), {
              registrationId,
              ...person,
              askedAt,
            }),
            email: oweEmail(owed, now),
          }
        : { asks: writes.unchanged(workEmail, asks) };
      if (!(await records.commit(made, change)).done) return undefined;
      return may ? 'kept' : 'passed-over';
    },
  };
}
