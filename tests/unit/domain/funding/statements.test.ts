import { describe, expect, it } from 'vitest';
import {
  completed,
  withAnswer,
  withEndTold,
  withReminder,
  withStatements,
} from '#domain/funding/request-statements.ts';
import { now, requestOf, statementOf } from '../../../support/funding-nouns.ts';

const summary = { statementId: 'asked', kind: 'manager', status: 'asked', endsAt: '2027-01-18T09:00:00.000Z' } as const;
const at = now.toISOString();

describe('what a request says of its statements', () => {
  it('is how each of them now is, where it stood, and after them those that are new', () => {
    const request = withStatements(requestOf(), [statementOf()]);
    expect(request.statements.map(({ statementId }) => statementId)).toEqual(['given', 'asked']);
    const replaced = withStatements(request, [
      statementOf({ statementId: 'given', status: 'replaced' }),
      statementOf({ statementId: 'anew' }),
    ]);
    expect(replaced.statements.map(({ statementId, status }) => [statementId, status])).toEqual([
      ['given', 'replaced'],
      ['asked', 'asked'],
      ['anew', 'asked'],
    ]);
  });

  it('is no more than it needs to know', () => {
    expect(withStatements(requestOf({ statements: [] }), [statementOf({ text: 'Yes.' })]).statements).toEqual([
      summary,
    ]);
  });

  it('forgets that its author was reminded, once they are asked anew', () => {
    const request = withReminder(requestOf({ statements: [summary] }), 'asked', now);
    expect(request.statements).toEqual([{ ...summary, remindedAt: at }]);
    expect(withStatements(request, [statementOf()]).statements).toEqual([summary]);
    const told = { ...summary, remindedAt: at, endedToldAt: at };
    expect(withEndTold(request, 'asked', now).statements).toEqual([told]);
    const two = withStatements(requestOf(), [statementOf()]);
    expect(withReminder(two, 'asked', now).statements.map(({ remindedAt }) => remindedAt)).toEqual([undefined, at]);
  });

  it('is in its history when one is answered', () => {
    const given = statementOf({ status: 'not-supported' });
    const { history, statements } = withAnswer(requestOf(), given, 'statement-not-supported', 'author', now);
    expect(history).toEqual([{ at, what: 'statement-not-supported', by: 'author', note: 'manager' }]);
    expect(statements.at(-1)).toMatchObject({ statementId: 'asked', status: 'not-supported' });
  });
});

describe('a request that waits for statements', () => {
  const waiting = requestOf({ status: 'awaiting-statement' });

  it('goes on to the hub with the last of them', () => {
    expect(completed(waiting, ['applicant', 'manager'], 'author', now)).toMatchObject({
      next: { status: 'submitted', statusSince: at, history: [{ what: 'submit', by: 'author' }] },
      outstanding: 0,
    });
  });

  it('waits on while one is missing, and goes nowhere from a draft', () => {
    expect(completed(waiting, ['manager', 'employer'], 'author', now)).toEqual({ next: waiting, outstanding: 1 });
    const draft = requestOf({ status: 'draft' });
    expect(completed(draft, ['manager'], 'applicant', now)).toEqual({ next: draft, outstanding: 0 });
  });
});
