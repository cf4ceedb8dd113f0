import { describe, expect, it, onTestFinished } from 'vitest';
import { accepted } from '#http/client.ts';
import { aBooking } from '../../support/hub.ts';
import { isLong, testedEngines } from '../../support/long.ts';
import { startTestPlatform, until } from '../../support/platform.ts';

const people = isLong ? 500 : 80;
const capacity = 30;

describe.each(testedEngines)(
  'hundreds of people after 30 places at once, of whose transactions those that meet are cancelled, on %s',
  (engine) => {
    it('confirms exactly 30, puts the others in the waiting list, fails for nobody, and writes to each once', async () => {
      const hub = await startTestPlatform(engine);
      onTestFinished(() => hub.stop());
      const sessionId = await hub.publishSession({ capacity });
      const cancelled = { error: 'TransactionConflict', when: 'contended', count: 100_000 } as const;
      const throttled = { error: 'ThrottlingException', count: people / 10 } as const;
      for (const each of [cancelled, throttled])
        await hub.fault({ service: 'dynamodb', operation: 'TransactWriteItems', caller: 'bookings-public', ...each });
      const addresses = Array.from({ length: people }, (_, person) => `person${person}@nhs.net`);

      const replies = await Promise.all(
        addresses.map((address) => hub.api.bookPlace({ body: aBooking(sessionId, address) }).then(accepted)),
      );
      const statuses = replies.map(({ body }) => body.status);
      expect(statuses.filter((status) => status === 'confirmed')).toHaveLength(capacity);
      expect(statuses.filter((status) => status === 'waitlisted')).toHaveLength(people - capacity);
      // Where several have met, as they did: of those that were throttled none is left.
      expect(await hub.faultsLeft()).toMatchObject([
        { when: 'contended', count: expect.toSatisfy((n) => n < 100_000) },
      ]);

      const token = await hub.tokenOf('bookings');
      const session = accepted(await hub.api.getAnySession({ path: { sessionId } }, { token })).body;
      expect(session).toMatchObject({ confirmed: capacity, waitlisted: people - capacity, placesLeft: 0 });

      const listed: { person: { workEmail: string }; status: string; bookedAt: string }[] = [];
      let cursor: string | undefined;
      do {
        const page = accepted(
          await hub.api.listSessionBookings({ path: { sessionId }, query: { limit: 100, cursor } }, { token }),
        ).body;
        listed.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      const statusOf = new Map(replies.map(({ body }, person) => [addresses[person], body.status]));
      expect(listed).toHaveLength(people);
      for (const { person, status } of listed) expect(status).toBe(statusOf.get(person.workEmail));
      const arrivals = listed.map(({ bookedAt }) => bookedAt);
      expect(arrivals).toEqual([...arrivals].sort());

      // Beside these, the organiser hears that the session is full.
      await hub.untilEmailsSent();
      await until(hub.emailCount, (count) => count > people, 30_000, `${people} emails, and the organiser’s`);
      const emails = (await hub.allEmails()).filter(({ to }) => addresses.includes(to));
      expect(new Set(emails.map(({ to }) => to)).size).toBe(people);
      expect(emails).toHaveLength(people);
    }, 300_000);
  },
);
