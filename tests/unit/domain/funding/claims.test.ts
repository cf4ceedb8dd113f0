import { describe, expect, it } from 'vitest';
import { stagesOf } from '#domain/funding/award.ts';
import { claimNext, claimOf, isStanding, mismatchesWithAll } from '#domain/funding/claims.ts';
import { claimedBy } from '#domain/funding/settlement.ts';
import { awardedOf, invoiceOf, now, requestOf } from '../../../support/funding-nouns.ts';

const twoStages = stagesOf(100, [
  { after: 'started', percent: 60 },
  { after: 'finished', percent: 40 },
]);
const ended = new Date('2027-03-31T23:00:00.000Z');

describe('a new invoice', () => {
  it('claims the next stage that nobody has claimed, once its condition is met', () => {
    const first = claimNext(awardedOf(twoStages), 'one', undefined, now);
    if (first.outcome !== 'claimed') throw new Error('It claims the first stage');
    expect(first.award.stages.map(({ invoiceId }) => invoiceId)).toEqual(['one', undefined]);

    const begun = { ...awardedOf(twoStages), award: first.award };
    expect(claimNext(begun, 'two', undefined, now)).toEqual({ outcome: 'too-early', after: 'finished' });
    const done = claimNext({ ...begun, status: 'completed' }, 'two', undefined, now);
    if (done.outcome !== 'claimed') throw new Error('It claims the second stage');
    expect(claimNext({ ...begun, status: 'completed', award: done.award }, 'three', undefined, now)).toEqual({
      outcome: 'nothing-to-claim',
    });
  });

  it('claims nothing before the course has started, of what gave back all it had, or after the award has ended', () => {
    expect(claimNext(requestOf({ status: 'enrolled' }), 'one', undefined, now)).toEqual({ outcome: 'not-started' });
    expect(claimNext(awardedOf(twoStages, { status: 'approved' }), 'one', undefined, now)).toEqual({
      outcome: 'not-started',
    });
    const empty = twoStages.map((stage) => ({ ...stage, pence: 0 }));
    expect(claimNext(awardedOf(empty), 'one', undefined, now)).toEqual({ outcome: 'nothing-to-claim' });
    expect(claimNext(awardedOf(twoStages), 'one', undefined, ended)).toEqual({
      outcome: 'award-ended',
      validUntil: ended.toISOString(),
    });
  });

  it('takes the stage of nobody but the one that it replaces', () => {
    const request = claimedBy(claimedBy(awardedOf(twoStages, { status: 'completed' }), 'another', 0), 'old', 1);
    const next = claimNext(request, 'new', { invoiceId: 'old', status: 'queried' }, now);
    if (next.outcome !== 'claimed') throw new Error('It takes its place');
    expect(next.award.stages.map(({ invoiceId }) => invoiceId)).toEqual(['another', 'new']);
  });

  it('takes the stage of the one that it replaces; late, only where that was queried', () => {
    const request = claimedBy(awardedOf(twoStages), 'old', 0);
    const next = claimNext(request, 'new', { invoiceId: 'old', status: 'queried' }, ended);
    if (next.outcome !== 'claimed') throw new Error('It takes its place');
    expect(next.award.stages.map(({ invoiceId }) => invoiceId)).toEqual(['new', undefined]);
    expect(claimNext(request, 'new', { invoiceId: 'old', status: 'rejected' }, ended).outcome).toBe('award-ended');
  });
});

describe('an invoice for several', () => {
  const lines = [
    { learner: "Siobhán O'Brien", pence: 10 },
    { learner: 'Lea Learner', pence: 10 },
  ];
  const invoice = invoiceOf({ totalPence: 20, lines });

  it('pays no line for two requests of one name', () => {
    const again = { ...awardedOf(), fundingRequestId: 'request-2', reference: 'SECOND' };
    const [mismatch, ...more] = mismatchesWithAll(invoice, [awardedOf(), again]);
    expect(more).toEqual([]);
    expect(mismatch).toMatchObject({ what: 'learner', detail: expect.stringMatching(/The same lines .* and SECOND/) });
  });

  it('pays each learner their own', () => {
    const other = { ...awardedOf(), fundingRequestId: 'request-2', name: 'Lea Learner' };
    expect(mismatchesWithAll(invoice, [awardedOf(), other])).toEqual([]);
  });
});

describe('what an invoice claims of an award', () => {
  const request = awardedOf();

  it('is the lines of the learner, from the stage that is its own', () => {
    const invoice = invoiceOf({
      totalPence: 90,
      lines: [
        { learner: "siobhan o'brien", pence: 30 },
        { learner: 'Somebody Else', pence: 40 },
        { learner: "Siobhán O'Brien", pence: 20 },
      ],
    });
    const claim = { fundingRequestId: 'request-1', potId: 'pot-1', stage: 0, pence: 50 };
    expect(claimOf(invoice, request)).toEqual(claim);
    expect(claimOf(invoice, claimedBy(awardedOf(twoStages), 'invoice-1', 0))).toEqual(claim);
    expect(claimOf(invoice, claimedBy(awardedOf(twoStages), 'another', 0))).toEqual({ ...claim, stage: 1 });
    expect(claimOf(invoice, claimedBy(awardedOf(twoStages), 'invoice-1', 1))).toEqual({ ...claim, stage: 1 });
  });

  it('fits, or is told with the request that it does not fit', () => {
    expect(mismatchesWithAll(invoiceOf(), [request])).toEqual([]);
    const other = awardedOf(undefined, { reference: 'OTHER', name: 'Somebody Else' });
    expect(mismatchesWithAll(invoiceOf(), [request, other])).toMatchObject([{ what: 'learner', reference: 'OTHER' }]);
    expect(mismatchesWithAll(invoiceOf(), [requestOf({ reference: 'NONE' })])).toEqual([
      { what: 'award', detail: 'The request NONE has no award', reference: 'NONE' },
    ]);
  });

  it('is told first where the invoice looks like another, of no request', () => {
    const looksLike = [{ invoiceId: 'other', number: 'INV 2041', payeeName: 'LSBU' }];
    const [first] = mismatchesWithAll(invoiceOf({ looksLike }), [request]);
    expect(first).toMatchObject({ what: 'look-alike', invoiceId: 'other' });
    expect(mismatchesWithAll(invoiceOf({ looksLike, differsFrom: ['other'] }), [request])).toEqual([]);
  });

  it('is compared with every invoice that stands', () => {
    expect(isStanding({ status: 'paid' })).toBe(true);
    expect(isStanding({ status: 'rejected' })).toBe(false);
    expect(isStanding({ status: 'replaced' })).toBe(false);
  });
});
