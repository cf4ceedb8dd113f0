import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { owesOffer } from '#domain/bookings/places.ts';
import { southEastLondon } from '#hub/south-east-london.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { aBooking, createTestHub, day, type TestHub, workOf } from '../../support/hub.ts';
import { isLong, testedEngines } from '../../support/long.ts';
import { expectConsistent, readStored } from '../../support/stored-bookings.ts';

/** What anybody may do, as data: fast-check finds the shortest sequence that breaks a rule. */
type Step =
  | { readonly does: 'book' | 'cancel' | 'accept' | 'decline'; readonly person: number }
  | { readonly does: 'move'; readonly person: number; readonly before: number | undefined }
  | { readonly does: 'capacity'; readonly to: number }
  | { readonly does: 'expire' };

const people = 8;
const person = fc.integer({ min: 0, max: people - 1 });
const aStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: fc.constant('book' as const), person }) },
  {
    weight: 8,
    arbitrary: fc.record({ does: fc.constantFrom('cancel' as const, 'accept' as const, 'decline' as const), person }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('move' as const),
      person,
      before: fc.option(person, { nil: undefined, freq: 3 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('capacity' as const), to: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 3, arbitrary: fc.constant({ does: 'expire' as const }) },
);

/** Offers made, accepted, declined and left to end: with two places, for five people. */
const onceOfEach: Step[] = [
  ...[0, 1, 2, 3, 4].map((who): Step => ({ does: 'book', person: who })),
  { does: 'cancel', person: 0 },
  { does: 'accept', person: 0 },
  { does: 'cancel', person: 0 },
  { does: 'decline', person: 0 },
  { does: 'expire' },
];

/** How the rules say that places go: what the records are compared with after each step. */
function createModel(capacity: number) {
  const model = { capacity, confirmed: new Set<number>(), offered: new Set<number>(), line: [] as number[] };
  const settle = () => {
    while (model.confirmed.size + model.offered.size < model.capacity) {
      const next = model.line.shift();
      if (next === undefined) return;
      model.offered.add(next);
    }
  };
  const without = (list: number[], who: number) => list.filter((other) => other !== who);
  const pick = (from: Iterable<number>, index: number) => {
    const list = [...from];
    return list.length > 0 ? (list[index % list.length] ?? index) : index;
  };
  return {
    /** The same step by somebody for whom it means something, where there is anybody. */
    meant(step: Step): Step {
      switch (step.does) {
        case 'accept':
        case 'decline':
          return { ...step, person: pick(model.offered, step.person) };
        case 'cancel':
          return { ...step, person: pick([...model.confirmed, ...model.offered, ...model.line], step.person) };
        case 'move':
          return {
            ...step,
            person: pick(model.line, step.person),
            before: step.before === undefined ? undefined : pick(model.line, step.before),
          };
        default:
          return step;
      }
    },
    state: model,
    apply(step: Step): void {
      switch (step.does) {
        case 'book': {
          const { person: who } = step;
          if (model.confirmed.has(who) || model.offered.has(who) || model.line.includes(who)) return;
          const free = model.confirmed.size + model.offered.size < model.capacity && model.line.length === 0;
          if (free) model.confirmed.add(who);
          else model.line.push(who);
          break;
        }
        case 'cancel':
          model.confirmed.delete(step.person);
          model.offered.delete(step.person);
          model.line = without(model.line, step.person);
          break;
        case 'accept':
          if (model.offered.delete(step.person)) model.confirmed.add(step.person);
          break;
        case 'decline':
          model.offered.delete(step.person);
          break;
        case 'move': {
          const { person: who, before } = step;
          if (!model.line.includes(who) || who === before) return;
          if (before !== undefined && !model.line.includes(before)) return;
          const rest = without(model.line, who);
          const at = before === undefined ? rest.length : rest.indexOf(before);
          model.line = [...rest.slice(0, at), who, ...rest.slice(at)];
          break;
        }
        case 'capacity':
          model.capacity = step.to;
          break;
        case 'expire':
          model.offered.clear();
      }
      settle();
    },
  };
}

describe.each(testedEngines)('a waiting list, on %s', (engineName) => {
  let engine: RunningEngine;
  let hub: TestHub;

  beforeAll(async () => {
    engine = await startEngine(engineName);
    // A few people do more here in a day than anybody may.
    hub = createTestHub(engine.client, undefined, {
      ...southEastLondon,
      openForms: { mostPerMailboxAndDay: 10_000, holdDays: 30 },
    });
  });
  afterAll(() => engine.stop());

  const addressOf = (who: number) => `person${who}@nhs.net`;
  const ignoreProblems = (error: unknown) => {
    if ((error as { name?: string }).name !== 'ProblemError') throw error;
  };

  /** Carries steps out on the records as their people would, each with the link of their own booking. */
  function createActors(sessionId: string) {
    const held = new Map<number, string>();
    const links = new Map<string, { kind: 'link-holder'; tokenHash: string }>();
    async function linkOf(bookingId: string) {
      const link = links.get(bookingId) ?? (await hub.linkTo(bookingId));
      links.set(bookingId, link);
      return link;
    }
    async function act(step: Step): Promise<void> {
      const { nothing, asStaff } = hub;
      switch (step.does) {
        case 'book': {
          held.set(step.person, await hub.booked(aBooking(sessionId, addressOf(step.person))));
          return;
        }
        case 'move': {
          const bookingId = held.get(step.person);
          const before = step.before === undefined ? null : held.get(step.before);
          if (!bookingId || before === undefined) return;
          const body = { bookingId, before, reason: 'A test' };
          await hub.moveInLine({ ...nothing, path: { sessionId }, body }, asStaff());
          return;
        }
        case 'capacity': {
          const stored = await hub.sessions.find(sessionId, workOf());
          const body = { version: stored?.session.version ?? 0, capacity: step.to };
          await hub.changeSession({ ...nothing, path: { sessionId }, body }, asStaff());
          return;
        }
        case 'expire':
          hub.time.advance(3 * day);
          await hub.followUp({ kind: 'expire-offers', sessionId });
          return;
        default: {
          const bookingId = held.get(step.person);
          if (!bookingId) return;
          const caller = await linkOf(bookingId);
          if (step.does === 'cancel') await hub.cancel(bookingId, caller);
          const input = { ...nothing, path: { bookingId } };
          const context = { caller, work: workOf(), once: undefined };
          if (step.does === 'accept') await hub.acceptOffer(input, context);
          if (step.does === 'decline') await hub.declineOffer(input, context);
        }
      }
    }
    return { held, act: (step: Step) => act(step).catch(ignoreProblems) };
  }

  it('gives each free place to the first in line, strands none, and keeps everybody’s order, whatever people do', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(aStep, { minLength: 15, maxLength: 30, size: 'max' }), async (steps) => {
        const startsAt = new Date(hub.clock().getTime() + 400 * day).toISOString();
        const sessionId = await hub.publishedSession({
          capacity: 2,
          startsAt,
          endsAt: startsAt.replace(/...Z/, '999Z'),
        });
        const { act, held } = createActors(sessionId);
        const model = createModel(2);
        for (const drawn of steps) {
          const step = model.meant(drawn);
          hub.time.advance(1000);
          await act(step);
          await hub.followUp({ kind: 'offer-places', sessionId });
          model.apply(step);
          const stored = expectConsistent(await readStored(hub.document, 'records'), sessionId);
          const idOf = (who: number) => held.get(who) ?? '';
          const ids = (who: Iterable<number>) => [...who].map(idOf).sort();
          expect(stored.confirmed.map(({ bookingId }) => bookingId).sort()).toEqual(ids(model.state.confirmed));
          expect(stored.offered.map(({ bookingId }) => bookingId).sort()).toEqual(ids(model.state.offered));
          expect(stored.inLine).toEqual(model.state.line.map(idOf));
        }
      }),
      { numRuns: isLong ? 16 : 5, endOnFailure: true, examples: [[onceOfEach]] },
    );
    for (const event of ['OfferMade', 'OfferAccepted', 'OfferDeclined', 'OfferExpired'] as const) {
      expect(hub.counted[event]).toBeGreaterThan(0);
    }
  }, 120_000);

  it.each(['accept', 'decline', 'cancel'] as const)(
    'answers who says “%s” to an offer with the booking as it then stands, which is what a retry is answered',
    async (says) => {
      const sessionId = await hub.publishedSession({ capacity: 1 });
      const first = await hub.booked(aBooking(sessionId, 'first@nhs.net'));
      const bookingId = await hub.booked(aBooking(sessionId, 'offered@nhs.net'));
      await hub.cancel(first, await hub.linkTo(first));
      await hub.followUp({ kind: 'offer-places', sessionId });
      const caller = await hub.linkTo(bookingId);
      const input = { ...hub.nothing, path: { bookingId } };
      const context = { caller, work: workOf(), once: undefined };
      const answer = {
        accept: () => hub.acceptOffer(input, context),
        decline: () => hub.declineOffer(input, context),
        cancel: () => hub.cancel(bookingId, caller),
      }[says];
      expect((await hub.getBooking(input, context)).body).toMatchObject({ status: 'offered' });
      const { body } = await answer();
      expect((await hub.getBooking(input, context)).body).toEqual(body);
      expect((await answer()).body).toEqual(body);
    },
  );

  it('changes nothing where somebody is moved to where they are', async () => {
    const sessionId = await hub.publishedSession({ capacity: 1 });
    const ids: string[] = [];
    for (const name of ['first', 'ann', 'bob', 'cy']) {
      hub.time.advance(1000);
      ids.push(await hub.booked(aBooking(sessionId, `${name}@nhs.net`)));
    }
    const [, ann = '', bob = '', cy = ''] = ids;
    const move = (bookingId: string, before: string | null) =>
      hub.moveInLine(
        { ...hub.nothing, path: { sessionId }, body: { bookingId, before, reason: 'A test' } },
        hub.asStaff(),
      );
    const line = async () => expectConsistent(await readStored(hub.document, 'records'), sessionId).inLine;
    await move(cy, bob);
    await move(cy, bob);
    await move(ann, ann);
    expect(await line()).toEqual([ann, cy, bob]);
    await move(ann, null);
    await move(ann, null);
    expect(await line()).toEqual([cy, bob, ann]);
  });

  it('never gives out more than there is when everybody acts at once, and offers what is free in the end', async () => {
    const startsAt = new Date(hub.clock().getTime() + 400 * day).toISOString();
    const endsAt = new Date(Date.parse(startsAt) + 3_600_000).toISOString();
    const sessionId = await hub.publishedSession({ capacity: 3, startsAt, endsAt });
    const { act } = createActors(sessionId);
    const most = 6;
    const random = fc.sample(aStep, { numRuns: 240, seed: 7 }).filter(({ does }) => does !== 'expire');
    let next = 0;
    const actor = async () => {
      while (next < random.length) {
        const step = random[next];
        next += 1;
        if (step) await act(step.does === 'capacity' ? { ...step, to: Math.min(step.to, most) } : step);
        await hub.followUp({ kind: 'offer-places', sessionId });
      }
    };
    await Promise.all(Array.from({ length: 24 }, actor));
    await hub.followUp({ kind: 'offer-places', sessionId });
    const { places } = expectConsistent(await readStored(hub.document, 'records'), sessionId);
    expect(places.taken).toBeLessThanOrEqual(most);
    expect(owesOffer(places, hub.clock())).toBe(false);
  }, 120_000);
});

describe('a learner who has signed in and waits for a place', () => {
  it('sees where they stand in the line', async () => {
    const engine = await startEngine();
    try {
      const hub = createTestHub(engine.client);
      const sessionId = await hub.publishedSession({ capacity: 1 });
      for (const address of ['first@nhs.net', 'second@nhs.net', 'third@nhs.net']) {
        await hub.book(aBooking(sessionId, address));
      }
      const caller = await hub.signedIn('third@nhs.net');
      const { body } = await hub.listMyBookings(
        { ...hub.nothing, query: { limit: 10, cursor: undefined } },
        { caller, work: workOf(), once: undefined },
      );
      expect(body.items).toMatchObject([{ status: 'waitlisted', placeInLine: 2 }]);
    } finally {
      await engine.stop();
    }
  });
});
