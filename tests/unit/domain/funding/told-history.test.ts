import { describe, expect, it } from 'vitest';
import { toldHistory } from '#domain/funding/told-history.ts';

const at = '2027-01-04T09:00:00.000Z';

describe('what an applicant is told of the history of their request', () => {
  it('is what they and the hub did, in its order', () => {
    const history = [
      { at, what: 'start', by: 'applicant' },
      { at, what: 'statement-supported', by: 'author', note: 'manager' },
      { at, what: 'pay-invoice', by: 'staff', note: 'INV-1' },
    ] as const;
    expect(toldHistory(history)).toEqual([
      { at, what: 'start', by: 'applicant' },
      { at, what: 'statement-supported', by: 'author', about: 'manager' },
      { at, what: 'pay-invoice', by: 'staff', about: 'INV-1' },
    ]);
  });

  it('is nothing of what the hub does among itself, nor of what a later version may note', () => {
    for (const what of ['propose-award', 'escalate-progress', 'enrol', 'complete', 'a-later-event'])
      expect(toldHistory([{ at, what, by: 'staff' }])).toEqual([]);
  });

  it('has no note that somebody wrote for somebody else to read', () => {
    for (const what of [
      'claw-back',
      'decline',
      'request-information',
      'reply',
      'withdraw',
      'change',
      'progress-started',
    ])
      expect(toldHistory([{ at, what, by: 'staff', note: 'Written for others' }])).toEqual([{ at, what, by: 'staff' }]);
  });
});
