import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FundingStatus } from '#domain/funding/request.ts';
import { injectConflicts } from '../../support/conflicts.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { createTestFunding, staffMember, type TestFunding } from '../../support/funding.ts';
import { aFundingRequest, aPot } from '../../support/funding-nouns.ts';
import { workOf } from '../../support/hub.ts';
import { expectMoneyRight, readFunding } from '../../support/stored-funding.ts';

describe('the rules of funding, on the engine', () => {
  let engine: RunningEngine;
  let hub: TestFunding;

  beforeAll(async () => {
    engine = await startEngine();
    hub = createTestFunding(engine.client);
  });
  beforeEach(() => hub.time.moveTo('2027-01-04T09:00:00.000Z'));
  afterAll(async () => {
    expectMoneyRight(await readFunding(hub.document, 'records'));
    await engine.stop();
  });

  const path = (fundingRequestId: string) => ({ ...hub.nothing, path: { fundingRequestId } });
  const decline = (id: string) =>
    hub.decideFundingRequest(
      { ...path(id), body: { decision: 'decline', reason: 'Outside primary care' } },
      hub.asStaff(),
    );
  const kindsTo = async (address: string) => (await hub.emailsTo(address)).map(({ kind }) => kind);

  /** A request in each state, made by what leads there. */
  async function inState(status: FundingStatus, address: string, potId: string): Promise<string> {
    const undecided = async () => hub.inReview(aFundingRequest(address, { potId }));
    switch (status) {
      case 'draft':
        return hub.start(aFundingRequest(address, { potId }));
      case 'awaiting-statement': {
        const id = await inState('draft', address, potId);
        const body = { kind: 'manager' as const, authorName: 'Pat', authorEmail: `m.${address}`, documentIds: [] };
        await hub.askStatement({ ...path(id), body }, await hub.as(id));
        await hub.submit(id);
        return id;
      }
      case 'submitted': {
        const id = await inState('draft', address, potId);
        await hub.supported(id);
        await hub.submit(id);
        return id;
      }
      case 'in-review':
        return undecided();
      case 'information-requested': {
        const id = await undecided();
        await hub.requestInformation({ ...path(id), body: { question: 'Which days?' } }, hub.asStaff());
        return id;
      }
      case 'declined': {
        const id = await undecided();
        await decline(id);
        return id;
      }
      case 'withdrawn': {
        const id = await undecided();
        await hub.withdrawFundingRequest({ ...path(id), body: {} }, await hub.as(id));
        return id;
      }
      default: {
        const id = await undecided();
        await hub.approve(id, potId, 1_000);
        if (status === 'approved') return id;
        hub.time.moveTo(status === 'lapsed' ? '2027-04-01T00:00:00.000Z' : '2027-02-02T09:00:00.000Z');
        if (status === 'lapsed') await hub.tend(id);
        else await hub.progress(id, 'started');
        if (status === 'completed') await hub.progress(id, 'finished');
        return id;
      }
    }
  }

  /** Everything that somebody can try, and the states in which it is done, or was done already. */
  const steps: readonly {
    readonly step: string;
    readonly allowed: readonly FundingStatus[];
    readonly act: (id: string, potId: string) => Promise<unknown>;
  }[] = [
    { step: 'submit', allowed: ['draft', 'awaiting-statement', 'submitted'], act: (id) => hub.submit(id) },
    {
      step: 'review',
      allowed: ['submitted'],
      act: (id) => hub.reviewFundingRequest({ ...path(id), body: {} }, hub.asStaff()),
    },
    {
      step: 'ask for information',
      allowed: ['in-review'],
      act: (id) => hub.requestInformation({ ...path(id), body: { question: 'Which days?' } }, hub.asStaff()),
    },
    {
      step: 'reply',
      allowed: ['information-requested'],
      act: async (id) =>
        hub.replyToQuestion({ ...path(id), body: { reply: 'Mondays', documentIds: [] } }, await hub.as(id)),
    },
    { step: 'approve', allowed: ['in-review'], act: (id, potId) => hub.approve(id, potId, 1_000) },
    { step: 'decline', allowed: ['in-review'], act: (id) => decline(id) },
    {
      step: 'change',
      allowed: ['draft', 'information-requested'],
      act: async (id) => {
        const { version } = await hub.stored(id);
        return hub.changeFundingRequest({ ...path(id), body: { version, reason: 'Another' } }, await hub.as(id));
      },
    },
    {
      step: 'claim',
      allowed: ['enrolled', 'completed'],
      act: (id) => hub.claim(id, id),
    },
    {
      step: 'withdraw',
      allowed: [
        'draft',
        'awaiting-statement',
        'submitted',
        'in-review',
        'information-requested',
        'approved',
        'enrolled',
        'withdrawn',
      ],
      act: async (id) => hub.withdrawFundingRequest({ ...path(id), body: {} }, await hub.as(id)),
    },
  ];

  it.each([
    'draft',
    'awaiting-statement',
    'submitted',
    'in-review',
    'information-requested',
    'approved',
    'declined',
    'enrolled',
    'completed',
    'lapsed',
    'withdrawn',
  ] as const)('a request that is %s says so to whatever cannot be done, and is as it was', async (status) => {
    const potId = await hub.pot(aPot({ scheme: `state-${status}`, caps: { yearPence: null, severalYears: null } }));
    for (const { step, allowed, act } of steps) {
      hub.time.moveTo('2027-01-04T09:00:00.000Z');
      const id = await inState(status, `${step.replaceAll(' ', '.')}.${status}@nhs.net`, potId);
      if (step === 'submit' && status === 'draft') await hub.supported(id);
      const before = await hub.stored(id);
      expect(before.status).toBe(status);
      if (allowed.includes(status)) await act(id, potId);
      else {
        await expect(act(id, potId), step).rejects.toMatchObject({
          code: 'wrong-state',
          facts: { extensions: { fundingStatus: status } },
        });
        const now = await hub.stored(id);
        // Trying to claim has uploaded a document; nothing else.
        expect({ ...now, documentIds: [], version: 0 }).toEqual({ ...before, documentIds: [], version: 0 });
      }
    }
  });

  it('needs two people above the threshold, who approve the very same', async () => {
    const potId = await hub.pot(aPot({ scheme: 'two', twoPeopleAbovePence: 10_000 }));
    const id = await hub.inReview(aFundingRequest('two@nhs.net', { potId }));
    expect((await hub.approve(id, potId, 20_000)).body).toMatchObject({ status: 'in-review' });
    await expect(hub.approve(id, potId, 20_000)).rejects.toMatchObject({ code: 'needs-another-person' });
    expect((await hub.approve(id, potId, 19_000, staffMember('gus'))).body.proposal).toMatchObject({ pence: 19_000 });
    expect(await hub.balances(potId)).toMatchObject({ committed: 0 });
    const query = { status: 'in-review' as const, limit: 100 };
    const queue = await hub.listFundingRequests(
      { ...hub.nothing, query },
      { ...hub.asStaff(), accepts: 'application/json' },
    );
    const entry =
      'body' in queue && queue.status === 200
        ? queue.body.items.find((each) => each.fundingRequestId === id)
        : undefined;
    expect(entry?.needsSecondApproval).toBe(true);
    expect((await hub.approve(id, potId, 19_000)).body).toMatchObject({ status: 'approved', award: { pence: 19_000 } });
    const small = await hub.inReview(aFundingRequest('one@nhs.net', { potId }));
    expect((await hub.approve(small, potId, 10_000)).body.status).toBe('approved');
  });

  it('lets nobody review their own request', async () => {
    const potId = await hub.pot(aPot({ scheme: 'own' }));
    const id = await hub.inReview(aFundingRequest('fay@hub.example', { potId })).catch((error) => error);
    expect(id).toMatchObject({ code: 'own-request' });
  });

  it('changes nothing where the budget is gone, and says what is left', async () => {
    const potId = await hub.pot(aPot({ scheme: 'gone' }, { budgetPence: 40_000 }));
    const [first, second] = [
      await hub.inReview(aFundingRequest('first.gone@nhs.net', { potId })),
      await hub.inReview(aFundingRequest('second.gone@nhs.net', { potId })),
    ];
    await hub.approve(first, potId);
    const before = await hub.stored(second);
    await expect(hub.approve(second, potId)).rejects.toMatchObject({
      code: 'pot-exhausted',
      facts: { detail: 'There is £66.67 left in this pot', extensions: { availablePence: 6_667 } },
    });
    expect(await hub.stored(second)).toEqual(before);
    expect(await hub.balances(potId)).toMatchObject({ available: 6_667, committed: 33_333 });
    expect((await hub.approve(second, potId, 6_667)).body.status).toBe('approved');
  });

  it('shares a person’s allowance between the pots of a scheme and over the years', async () => {
    const person = 'allowance@nhs.net';
    const scheme = 'shared';
    const caps = { yearPence: 60_000, severalYears: { years: 3, pence: 100_000 } };
    const thisYear = await hub.pot(aPot({ scheme, caps }));
    const alsoThisYear = await hub.pot(aPot({ scheme, caps, name: 'Another of the scheme' }));
    await hub.approve(await hub.inReview(aFundingRequest(person)), thisYear, 50_000);
    const another = await hub.inReview(aFundingRequest(person));
    await expect(hub.approve(another, alsoThisYear, 10_001)).rejects.toMatchObject({
      code: 'not-eligible',
      facts: { extensions: { clauses: [{ clause: 'year-cap' }] } },
    });
    await hub.approve(another, alsoThisYear, 10_000);

    hub.time.moveTo('2027-06-01T09:00:00.000Z');
    const nextYear = await hub.pot(
      aPot({
        scheme,
        caps,
        financialYear: '2027-28',
        opensAt: '2027-04-01T08:00:00.000Z',
        closesAt: '2028-03-31T22:59:59.000Z',
      }),
    );
    const course = { ...aFundingRequest(person).course, startsOn: '2027-09-01', endsOn: '2027-12-01' } as never;
    const later = await hub.inReview(aFundingRequest(person, { course }));
    await expect(hub.approve(later, nextYear, 40_001)).rejects.toMatchObject({
      facts: { extensions: { clauses: [{ clause: 'several-years-cap' }] } },
    });
    expect((await hub.approve(later, nextYear, 40_000)).body.allowance).toEqual({ inYear: 20_000, overYears: 0 });
    // What is withdrawn is theirs again.
    const withdrawn = await hub.withdrawFundingRequest({ ...path(later), body: {} }, await hub.as(later));
    expect(withdrawn.body.allowance).toEqual({ inYear: 60_000, overYears: 40_000 });
    expect((await hub.requests.findAllowance(person, scheme, workOf()))?.awarded).toEqual({
      '2026-27': 60_000,
      '2027-28': 0,
    });
  });

  it('refuses a course that has begun or is outside the year of its pot, as soon as it is entered', async () => {
    const potId = await hub.pot(aPot({ scheme: 'dates' }));
    const { course } = aFundingRequest('dates@nhs.net');
    const on = (startsOn: string) => ({ ...course, startsOn, endsOn: '2027-12-01' }) as never;
    const faultsOf = async (act: Promise<unknown>) =>
      (await act.then(
        () => [],
        (error) => error.facts.errors.map((fault: { pointer: string }) => fault.pointer),
      )) as string[];
    expect(await faultsOf(hub.start(aFundingRequest('dates@nhs.net', { course: on('2027-01-04') })))).toEqual([
      '/course/startsOn',
    ]);
    expect(await faultsOf(hub.start(aFundingRequest('dates@nhs.net', { potId, course: on('2027-04-01') })))).toEqual([
      '/course/startsOn',
    ]);
    const id = await hub.start(aFundingRequest('dates@nhs.net', { potId, course: on('2027-01-05') }));
    const changed = hub.changeFundingRequest(
      { ...path(id), body: { version: 1, course: on('2027-04-01') } },
      await hub.as(id),
    );
    expect(await faultsOf(changed)).toEqual(['/course/startsOn']);
    await hub.supported(id);
    hub.time.moveTo('2027-01-05T00:00:00.000Z');
    expect(await faultsOf(hub.submit(id))).toEqual(['/course/startsOn']);
  });

  it('says what is missing when an unfinished request is sent', async () => {
    const { person } = aFundingRequest('bare@nhs.net');
    const id = await hub.start({ person });
    await expect(hub.submit(id)).rejects.toMatchObject({
      code: 'not-valid',
      facts: {
        errors: ['/course', '/costPence', '/amountPence', '/paysFor', '/reason'].map((pointer) => ({ pointer })),
      },
    });
    const ask = { kind: 'manager' as const, authorName: 'Pat', authorEmail: 'pat@practice.example', documentIds: [] };
    await expect(hub.askStatement({ ...path(id), body: ask }, await hub.as(id))).rejects.toMatchObject({
      code: 'not-valid',
    });
  });

  it('declines with the reason, and names the pots that fit', async () => {
    await hub.pot(aPot({ scheme: 'other-fitting', name: 'A pot that fits' }));
    const id = await hub.inReview(aFundingRequest('declined@nhs.net'));
    await decline(id);
    const email = (await hub.emailsTo('declined@nhs.net')).find(({ kind }) => kind === 'funding-declined');
    expect(email?.facts).toMatchObject({
      reason: 'Outside primary care',
      otherPots: expect.arrayContaining(['A pot that fits']),
    });
    expect(await kindsTo('declined@nhs.net')).toEqual([
      'funding-started',
      'statement-given',
      'funding-received',
      'funding-declined',
    ]);
    expect((await hub.getFundingRequest(path(id), await hub.as(id))).body.declinedBecause).toBe('Outside primary care');
    // A year from then, and no longer.
    expect((await hub.stored(id)).expiresAt).toBe(Date.parse('2028-01-04T09:00:00.000Z') / 1000);
  });

  it('asks the author of a statement once, until the link ends, and nobody who was asked by mistake', async () => {
    const id = await hub.start(aFundingRequest('links@nhs.net'));
    const own = { kind: 'manager' as const, authorName: 'Me', authorEmail: 'links@nhs.net', documentIds: [] };
    await expect(hub.askStatement({ ...path(id), body: own }, await hub.as(id))).rejects.toMatchObject({
      code: 'not-valid',
      facts: { errors: [{ pointer: '/authorEmail' }] },
    });
    await hub.askStatement({ ...path(id), body: { ...own, authorEmail: 'wrong@practice.example' } }, await hub.as(id));
    const [first] = (await hub.stored(id)).statements;
    const statementPath = { fundingRequestId: id, statementId: first?.statementId ?? '' };
    const resend = async (to?: { authorName: string; authorEmail: string }) =>
      hub.resendStatement({ ...hub.nothing, path: statementPath, body: { to } }, await hub.as(id));
    await expect(resend()).rejects.toMatchObject({ code: 'asked-just-now' });
    hub.time.advance(11 * 60_000);
    await resend({ authorName: 'Pat', authorEmail: 'right@practice.example' });
    const wrong = await hub.holderOf('statement', statementPath.statementId);
    const at = (statementId: string) => ({ ...hub.nothing, path: { statementId } });
    await expect(hub.getStatement(at(statementPath.statementId), wrong)).rejects.toMatchObject({
      code: 'link-not-valid',
    });

    // Not supported: the applicant hears of it, and asks somebody else.
    const second = (await hub.stored(id)).statements.find(({ status }) => status === 'asked');
    const answer = { supports: false, releaseTime: 'unpaid', excessPaidBy: 'nobody', text: 'Not now' } as const;
    await hub.giveStatement(
      { ...at(second?.statementId ?? ''), body: { ...answer, documentIds: [] } },
      await hub.holderOf('statement', second?.statementId ?? ''),
    );
    expect(await kindsTo('links@nhs.net')).toContain('statement-not-supported');
    await expect(hub.submit(id)).rejects.toMatchObject({ code: 'statements-missing' });
    await hub.supported(id);

    // A link that has ended is told of once, and opens nothing.
    const waiting = await inState('awaiting-statement', 'ended@nhs.net', await hub.pot(aPot({ scheme: 'ended' })));
    const [ended] = (await hub.stored(waiting)).statements;
    const holder = await hub.holderOf('statement', ended?.statementId ?? '');
    hub.time.advance(10 * 86_400_000);
    await hub.tend(waiting);
    hub.time.advance(4 * 86_400_000);
    await hub.tend(waiting);
    await hub.tend(waiting);
    await expect(hub.getStatement(at(ended?.statementId ?? ''), holder)).rejects.toMatchObject({
      code: 'link-not-valid',
    });
    expect((await kindsTo('m.ended@nhs.net')).length).toBe(2);
    expect((await kindsTo('ended@nhs.net')).filter((kind) => kind === 'statement-link-ended')).toHaveLength(1);
  });

  it('takes an invoice for two learners, and pays each from their own award', async () => {
    const potId = await hub.pot(aPot({ scheme: 'several' }));
    const [one, two] = [
      await hub.inReview(aFundingRequest('one.several@nhs.net', {}, { name: 'Ann Bell' })),
      await hub.inReview(aFundingRequest('two.several@nhs.net', {}, { name: 'Ben Cole' })),
    ];
    for (const id of [one, two]) await hub.approve(id, potId, 20_000);
    hub.time.moveTo('2027-02-02T09:00:00.000Z');
    for (const id of [one, two]) await hub.progress(id, 'started');
    const lines = [
      { learner: 'Ann Bell', pence: 20_000 },
      { learner: 'Ben Cole', pence: 15_000 },
    ];
    const invoiceId = await hub.claim(one, 'S-1', { totalPence: 35_000, lines });
    await expect(
      hub.claim(two, 's 1', { totalPence: 1, lines: [{ learner: 'Ben Cole', pence: 1 }] }),
    ).rejects.toMatchObject({
      code: 'invoice-sent-before',
    });
    const on = { ...hub.nothing, path: { invoiceId } };
    await hub.matchInvoice(
      { ...on, body: { alsoFor: [two], differsFrom: [] } },
      hub.asStaff(staffMember('mia', 'finance')),
    );
    await hub.approveInvoice(on, hub.asStaff(staffMember('ann', 'finance')));
    const paid = await hub.payInvoice(on, hub.asStaff(staffMember('bob', 'finance')));
    expect(paid.body.claims.map(({ pence }) => pence)).toEqual([20_000, 15_000]);
    // What the second course cost less goes back at once.
    expect(await hub.balances(potId)).toMatchObject({ spent: 35_000, committed: 0, available: 965_000 });
    const back = { pence: 35_001, because: 'Neither finished' };
    await expect(hub.clawBack({ ...on, body: back }, hub.asStaff())).rejects.toMatchObject({ code: 'not-valid' });
    await hub.clawBack({ ...on, body: { ...back, pence: 35_000 } }, hub.asStaff());
    expect(await hub.balances(potId)).toMatchObject({ spent: 0, available: 1_000_000, placesTaken: 0 });
  });

  it('makes a pot all the same where the table is throttled meanwhile', async () => {
    const met = injectConflicts(hub.document, { holdMs: 0, throttleEvery: 2 });
    try {
      const made = [await hub.pot(aPot({ scheme: 'throttled' })), await hub.pot(aPot({ scheme: 'throttled-too' }))];
      expect(new Set(made).size).toBe(2);
    } finally {
      met.stop();
    }
    expect(met.throttled).toBeGreaterThan(0);
  });

  it('awards nothing of a pot whose year is over, and says that it is the pot, whatever day was given', async () => {
    const potId = await hub.pot(aPot({ scheme: 'over' }));
    const id = await hub.inReview(aFundingRequest('too.late@nhs.net', { potId }));
    hub.time.moveTo('2027-03-31T23:00:00.000Z');
    const detail = 'The financial year of this pot, 2026-27, is over: choose another';
    await expect(hub.approve(id, potId)).rejects.toMatchObject({
      code: 'not-valid',
      facts: { errors: [{ pointer: '/potId', detail }] },
    });
  });

  it('keeps the year of a pot until it is over, and closes it once', async () => {
    const potId = await hub.pot(aPot({ scheme: 'year' }, { budgetPence: 50_000 }));
    const close = () => hub.closeYear({ ...hub.nothing, path: { potId } }, hub.asStaff());
    hub.time.moveTo('2027-03-31T22:59:59.999Z');
    await expect(close()).rejects.toMatchObject({
      code: 'too-early',
      facts: { detail: 'The financial year goes on until the end of Wednesday 31 March 2027' },
    });
    hub.time.moveTo('2027-03-31T23:00:00.000Z');
    expect(await Promise.all([close(), close(), close()])).toEqual(
      Array(3).fill({ status: 200, body: { potId, lapsedPence: 50_000 } }),
    );
    expect((await hub.ledgerOf(potId)).map(({ kind }) => kind)).toEqual(['budget', 'year-end-lapse']);
    const body = { version: 1, budgetPence: 60_000 };
    await expect(hub.changePot({ ...hub.nothing, path: { potId }, body }, hub.asStaff())).rejects.toMatchObject({
      code: 'wrong-state',
    });
  });
});
