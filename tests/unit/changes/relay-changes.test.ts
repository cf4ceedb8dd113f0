import { marshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, it } from 'vitest';
import { createRelayChanges } from '#functions/changes/relay-changes.ts';
import type { QueuedMessage } from '#platform/fifo-queue.ts';
import { mailboxId } from '#records/keys.ts';

const [emailId, sessionId] = ['01JH0000000000000000000001', '01JH0000000000000000000002'];
const email = {
  type: 'email',
  v: 1,
  emailId,
  kind: 'booking-confirmed',
  about: { kind: 'booking', id: '01JH0000000000000000000003' },
};
const [startsAt, weeks] = ['2027-01-31T23:59:59.999Z', ['2027-01-25']];
const session = { type: 'session', v: 1, sessionId, status: 'published', sequence: 1, startsAt };
const places = { ...session, type: 'places', capacity: 2, taken: 1, waitlisted: 0 };
const document = { type: 'document', v: 1, documentId: 'd-1', objectKey: 'documents/r-1/d-1', filename: 'Jo Ray.pdf' };
const person = { type: 'person', v: 1, personId: 'p-1', name: 'Jo Ray', workEmail: 'jo+hub@nhs.net' };

let sequence = 0;
const change = (eventName: string, { before, after }: { before?: object; after?: object }) => {
  sequence += 1;
  return {
    eventName,
    dynamodb: {
      SequenceNumber: String(sequence).padStart(6, '0'),
      ...(before && { OldImage: marshall(before, { removeUndefinedValues: true }) }),
      ...(after && { NewImage: marshall(after, { removeUndefinedValues: true }) }),
    },
  };
};

/** @param refuse - which messages a queue does not take */
function relayWith(refuse: (body: unknown) => boolean = () => false) {
  const queued: Record<string, unknown[]> = {
    emails: [],
    followUps: [],
    listing: [],
    removals: [],
    endings: [],
    upkeep: [],
    aside: [],
  };
  const logged: unknown[] = [];
  let counted = 0;
  const queue = (name: string) => async (messages: readonly QueuedMessage[]) => {
    const refused = new Set(messages.flatMap(({ body }, index) => (refuse(body) ? [index] : [])));
    queued[name]?.push(...messages.filter((_, index) => !refused.has(index)).map(({ body }) => body));
    return refused;
  };
  const relay = createRelayChanges({
    enqueueEmails: async (emails) => {
      const refused = emails.filter(refuse).map((each) => each.emailId);
      queued.emails?.push(...emails.filter((each) => !refuse(each)).map((each) => each.emailId));
      return new Set(refused);
    },
    enqueueFollowUps: queue('followUps'),
    enqueueListingChanges: queue('listing'),
    enqueueRemovals: queue('removals'),
    enqueueEndings: queue('endings'),
    enqueueUpkeep: queue('upkeep'),
    setAside: queue('aside'),
    log: { event: (name, fields) => logged.push({ name, fields }), begin: () => undefined },
    counter: {
      count: (_event, times = 1) => {
        counted += times;
      },
      flush: () => undefined,
    },
  });
  return {
    queued,
    logged,
    counted: () => counted,
    relay: (...records: ReturnType<typeof change>[]) => relay({ Records: records } as never),
  };
}

describe('the relay', () => {
  it('has who signs in told of another address of their account, by ids alone, and of nothing else that changes', async () => {
    const { relay, queued } = relayWith();
    const account = { ...person, sub: 'user-1' };
    await relay(
      change('MODIFY', { before: account, after: { ...account, workEmail: 'jo@trust.example' } }),
      change('MODIFY', { before: account, after: { ...account, lastActiveAt: '2027-01-04T09:00:00.000Z' } }),
      // Nobody signs in as them.
      change('MODIFY', { before: person, after: { ...person, workEmail: 'jo@trust.example' } }),
    );
    expect(queued.endings).toEqual([{ sub: 'user-1', personId: 'p-1' }]);
  });

  it('has what somebody told of themselves looked at where their account was used or ended, or its consent', async () => {
    const { relay, queued } = relayWith();
    const account = { ...person, sub: 'user-1', lastActiveAt: '2027-01-04T09:00:00.000Z' };
    const choice = { type: 'choice', v: 1, personId: 'p-2', sort: 'consent', purpose: 'demographics' };
    const endedAt = '2027-01-05T09:00:00.000Z';
    await relay(
      change('MODIFY', { before: account, after: { ...account, lastActiveAt: endedAt } }),
      change('MODIFY', { before: choice, after: { ...choice, endedAt } }),
      change('REMOVE', { before: { ...account, personId: 'p-3' } }),
      // A guest may have objected.
      change('REMOVE', { before: { ...person, personId: 'p-4' } }),
      // Nothing of it changes what is kept, or there is nothing.
      change('MODIFY', { before: account, after: { ...account, warnedAt: endedAt } }),
      change('MODIFY', { before: person, after: { ...person, lastActiveAt: endedAt } }),
      change('MODIFY', { before: { ...choice, purpose: 'news' }, after: { ...choice, purpose: 'news', endedAt } }),
      change('MODIFY', { before: choice, after: { ...choice, sort: 'objection', endedAt } }),
      change('INSERT', { after: choice }),
    );
    expect(queued.upkeep).toEqual([{ personId: 'p-1' }, { personId: 'p-2' }, { personId: 'p-3' }, { personId: 'p-4' }]);
  });

  it('has bookings follow a profile that says something else, by the person’s id alone, and of nobody without an account', async () => {
    const { relay, queued } = relayWith();
    const account = { ...person, personId: '01JH0000000000000000000004', sub: 'user-1' };
    await relay(
      change('MODIFY', { before: account, after: { ...account, name: 'Jo Rai', profileVersion: 2 } }),
      change('MODIFY', { before: { ...account, profileVersion: 2 }, after: { ...account, profileVersion: 3 } }),
      // Looked at, and moved to another address.
      change('MODIFY', {
        before: { ...account, profileVersion: 2 },
        after: { ...account, profileVersion: 2, workEmail: 'jo@trust.example' },
      }),
      // What they typed as they confirmed it is no change; nor is that they do so anew.
      change('MODIFY', { before: { ...account, sub: undefined }, after: { ...account, profileVersion: 1 } }),
      change('MODIFY', { before: { ...account, profileVersion: 2 }, after: { ...account, profileVersion: 1 } }),
      // Staff put right what a guest typed.
      change('MODIFY', { before: person, after: { ...person, name: 'Jo Rai', profileVersion: 2 } }),
    );
    const followed = { kind: 'follow-profile', personId: account.personId };
    expect(queued.followUps).toEqual([followed, followed]);
  });

  it('puts what follows from each change in line by the kind of record that changed', async () => {
    const { relay, queued } = relayWith();
    const answer = await relay(
      change('INSERT', { after: email }),
      change('MODIFY', { before: session, after: { ...session, sequence: 2 } }),
      change('MODIFY', { before: places, after: { ...places, taken: 2 } }),
      change('REMOVE', { before: document }),
      change('REMOVE', { before: { ...person, sub: 'user-1' } }),
      // Who never had an account.
      change('REMOVE', { before: person }),
    );
    expect(answer.batchItemFailures).toEqual([]);
    expect(queued).toEqual({
      emails: [emailId],
      followUps: [
        { kind: 'tell-attendees', sessionId },
        { kind: 'tell-session-full', sessionId },
      ],
      listing: [
        [
          { sessionId, weeks },
          { sessionId, weeks },
        ],
      ],
      removals: [{ documentId: 'd-1', objectKey: 'documents/r-1/d-1' }],
      endings: [{ sub: 'user-1', mailbox: mailboxId('jo@nhs.net'), personIds: ['p-1'] }],
      upkeep: [{ personId: 'p-1' }, { personId: 'p-1' }],
      aside: [],
    });
  });

  it('has the file of evidence of training removed as any document’s', async () => {
    const { relay, queued } = relayWith();
    const evidence = { ...document, type: 'training-document', objectKey: 'training-documents/t-1/d-1' };
    await relay(change('REMOVE', { before: evidence }));
    expect(queued.removals).toEqual([{ documentId: 'd-1', objectKey: 'training-documents/t-1/d-1' }]);
  });

  it('says of a session that has moved in which week it was listed, and in which it is', async () => {
    const { relay, queued } = relayWith();
    await relay(change('MODIFY', { before: session, after: { ...session, startsAt: '2027-02-01T00:00:00.000Z' } }));
    expect(queued.listing).toEqual([[{ sessionId, weeks: ['2027-02-01', ...weeks] }]]);
  });

  it.each([
    ['an email', change('INSERT', { after: email }), 'emailId'],
    ['a follow-up', change('MODIFY', { before: session, after: { ...session, sequence: 2 } }), 'kind'],
    [
      'that a session is to be listed anew',
      change('MODIFY', { before: places, after: { ...places, taken: 1 } }),
      'length',
    ],
    ['the removal of a document', change('REMOVE', { before: document }), 'objectKey'],
    ['the end of an account', change('REMOVE', { before: { ...person, sub: 'user-1' } }), 'sub'],
  ])('asks for a change again where a queue did not take %s, and for no other', async (_what, refused, field) => {
    const { relay } = relayWith((body) => field in (body as object));
    const harmless = change('INSERT', { after: session });
    const answer = await relay(harmless, refused);
    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: refused.dynamodb.SequenceNumber }]);
  });

  it('passes on a shape of a newer version that still says what is needed', async () => {
    const { relay, queued } = relayWith();
    const newer = { ...session, v: 2, mood: 'cheerful' };
    await relay(
      change('MODIFY', { before: session, after: { ...newer, sequence: 2 } }),
      change('REMOVE', { before: { ...document, v: 2, shelf: 'B' } }),
    );
    expect(queued.followUps).toEqual([{ kind: 'tell-attendees', sessionId }]);
    expect(queued.removals).toHaveLength(1);
  });

  it('takes what it cannot read for no other kind: reports it, and goes on with what stands beside it', async () => {
    const { relay, queued, logged, counted } = relayWith();
    const { sequence: _gone, ...noSequence } = session;
    const answer = await relay(
      change('MODIFY', { before: session, after: { ...noSequence, pk: `SESSION#${sessionId}`, sk: 'SESSION' } }),
      change('MODIFY', { before: places, after: { ...places, capacity: 'many' } }),
      change('INSERT', { after: { ...email, about: 'a booking' } }),
      change('INSERT', { after: email }),
    );
    expect(answer.batchItemFailures).toEqual([]);
    expect(queued.emails).toEqual([emailId]);
    expect(counted()).toBe(3);
    expect(logged).toContainEqual({
      name: 'record-not-readable',
      fields: { recordType: 'session', key: `SESSION#${sessionId} SESSION`, fields: 'sequence' },
    });
  });

  it('says what is to be told of a session, though it cannot read when that starts', async () => {
    const { relay, queued, counted } = relayWith();
    await relay(change('MODIFY', { before: session, after: { ...session, sequence: 2, startsAt: 'soon' } }));
    expect(queued.followUps).toEqual([{ kind: 'tell-attendees', sessionId }]);
    expect([queued.listing, counted()]).toEqual([[], 1]);
  });

  it('sets the removal of a document that it cannot read aside for a person, without a word of what it was', async () => {
    const { relay, queued } = relayWith();
    const { objectKey: _moved, ...elsewhere } = { ...document, pk: 'DOCUMENT#d-1', sk: 'DOCUMENT' };
    const gone = change('REMOVE', { before: elsewhere });
    expect((await relay(gone)).batchItemFailures).toEqual([]);
    expect(queued.aside).toEqual([{ recordType: 'document', key: 'DOCUMENT#d-1 DOCUMENT', fields: 'objectKey' }]);
    const { relay: again } = relayWith((body) => 'recordType' in (body as object));
    expect((await again(gone)).batchItemFailures).toEqual([{ itemIdentifier: gone.dynamodb.SequenceNumber }]);
  });

  it('leaves a kind of record alone that it does not know', async () => {
    const { relay, queued } = relayWith();
    const later = { type: 'course', v: 1, pk: 'COURSE#1', sk: 'COURSE' };
    await relay(change('INSERT', { after: later }), change('MODIFY', { before: later, after: { ...later, v: 2 } }));
    expect(queued).toEqual({
      emails: [],
      followUps: [],
      listing: [],
      removals: [],
      endings: [],
      upkeep: [],
      aside: [],
    });
  });
});
