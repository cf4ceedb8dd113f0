import { describe, expect, it } from 'vitest';
import { stagesOf } from '#domain/funding/award.ts';
import { lapsed, progressChased, warnedOfLapse } from '#domain/funding/clock-steps.ts';
import { type FundingRequest, fundingStatuses, fundingTransitions, transitioned } from '#domain/funding/request.ts';
import { claimedBy } from '#domain/funding/settlement.ts';
import { awardedOf, now, requestOf } from '../../../support/funding-nouns.ts';

const at = now.toISOString();
const twoStages = stagesOf(100, [
  { after: 'started', percent: 60 },
  { after: 'finished', percent: 40 },
]);
const half = () => {
  const { award, ...request } = claimedBy(awardedOf(twoStages), 'invoice-1', 0);
  if (!award) throw new Error('It has an award');
  return { ...request, award };
};

describe('an award that is about to end', () => {
  it('is warned of what nobody has claimed, once', () => {
    const { next, unclaimedPence } = warnedOfLapse(half(), now);
    expect(unclaimedPence).toBe(40);
    expect(next.award?.warnedAt).toBe(at);
    expect(next.history).toEqual([{ at, what: 'warn-of-lapse', by: 'clock' }]);
  });

  it('of which all is claimed is marked, and told nothing', () => {
    const claimed = { ...half(), award: { ...half().award, stages: [{ ...twoStages[0], invoiceId: 'a' }] } };
    const { next, unclaimedPence } = warnedOfLapse(claimed as ReturnType<typeof half>, now);
    expect([unclaimedPence, next.award?.warnedAt, next.history]).toEqual([0, at, undefined]);
  });
});

describe('an award that has ended', () => {
  it('gives back what nobody has claimed, and its request goes on for what was claimed in time', () => {
    const { next, movement } = lapsed(half(), now);
    expect(movement).toMatchObject({ kind: 'release', pence: 40, allowance: -40 });
    expect(next.status).toBe('enrolled');
    expect(next.award?.stages.map(({ pence }) => pence)).toEqual([60, 0]);
    expect(next.history).toEqual([{ at, what: 'rest-lapsed', by: 'clock' }]);
  });

  it('with nothing left ends its request, and frees its place', () => {
    const { next, movement } = lapsed(awardedOf(twoStages, { status: 'approved' }), now);
    expect(next).toMatchObject({ status: 'lapsed', statusSince: at, history: [{ what: 'lapse', by: 'clock' }] });
    expect(movement).toMatchObject({ pence: 100, places: -1 });
  });

  it('of a course that is over leaves its request completed', () => {
    expect(lapsed(awardedOf(twoStages, { status: 'completed' }), now).next.status).toBe('completed');
  });
});

describe('a progress report that is due', () => {
  const request = requestOf({
    status: 'enrolled',
    progress: [
      { kind: 'started', dueOn: '2027-02-01' },
      { kind: 'finished', dueOn: '2027-03-22' },
    ],
  });
  const chased = (action: Parameters<typeof progressChased>[1]['action']): FundingRequest =>
    progressChased(request, { action, kind: 'started' }, now);

  it('carries the mark of each step and of those before it, and no other report does', () => {
    expect(chased('ask-progress').progress[0]).toEqual({ ...request.progress[0], askedAt: at });
    expect(chased('chase-progress').progress[0]).toEqual({ ...request.progress[0], askedAt: at, overdueAt: at });
    expect(chased('escalate-progress').progress).toEqual([
      { ...request.progress[0], askedAt: at, overdueAt: at, escalatedAt: at },
      request.progress[1],
    ]);
    expect(chased('ask-progress').history).toEqual([{ at, what: 'ask-progress', by: 'clock', note: 'started' }]);
  });
});

describe('a request to which something happens', () => {
  it('is in the state that it leads to from that moment, or in none where it cannot happen', () => {
    for (const status of fundingStatuses) {
      for (const transition of Object.keys(fundingTransitions) as (keyof typeof fundingTransitions)[]) {
        const { from, to } = fundingTransitions[transition];
        const next = transitioned(requestOf({ status }), transition, 'staff', now, 'why');
        if ((from as readonly string[]).includes(status)) {
          expect(next).toMatchObject({ status: to, statusSince: at });
          expect(next?.history).toEqual([{ at, what: transition, by: 'staff', note: 'why' }]);
        } else expect(next).toBeUndefined();
      }
    }
  });
});
