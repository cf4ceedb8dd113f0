import { describe, expect, it } from 'vitest';
import { allowanceLeft, type Caps, withAwarded } from '#domain/funding/allowance.ts';
import { type AwardStage, committedOf, nextStage, released, totalOf } from '#domain/funding/award.ts';
import { type Chased, dueAction, nextAction } from '#domain/funding/calendar.ts';
import { course } from '#domain/funding/course.ts';
import { type Asked, checkEligibility, isEligible } from '#domain/funding/eligibility.ts';
import { invoiceIdentity, isStageDue, linesOfLearner, lookAlikes, mismatchesOf } from '#domain/funding/invoice.ts';
import { balanceChanges, linesOf } from '#domain/funding/ledger.ts';
import { faultsOfPot, isPotOpen, type PotBalances, type PotRules, potRules } from '#domain/funding/pot.ts';
import { pence, somePence } from '#domain/money.ts';
import { looksLikeBankDetails } from '#domain/text/bank-details.ts';
import { note } from '#domain/text/text.ts';
import { addDays } from '#domain/time/calendar-time.ts';
import { endOf } from '#domain/time/financial-year.ts';
import { southEastLondon } from '#hub/south-east-london.ts';
import { aPot } from '../../../support/funding-nouns.ts';

const { rules } = aPot();
const balances: PotBalances = {
  budget: 1_000_000,
  available: 33_333,
  committed: 0,
  spent: 0,
  lapsed: 0,
  places: 2,
  placesTaken: 1,
  closed: false,
};
const asked: Asked = {
  jobRole: 'practice-nurse',
  employer: 'gp-practice',
  borough: 'Lambeth',
  startsOn: '2027-02-01',
  costPence: 120_000,
  amountPence: 33_333,
  paysFor: ['course-fee'],
};
const now = new Date('2027-01-04T09:00:00.000Z');
const justBefore = (instant: string) => new Date(Date.parse(instant) - 1);

describe('a pot, at each of its limits', () => {
  const clausesOf = (
    changes: { rules?: Partial<PotRules>; balances?: Partial<PotBalances>; asked?: Partial<Asked>; now?: Date } = {},
    left?: Parameters<typeof checkEligibility>[2]['left'],
  ) =>
    checkEligibility(
      { rules: { ...rules, ...changes.rules }, balances: { ...balances, ...changes.balances } },
      { ...asked, ...changes.asked },
      { now: changes.now ?? now, left },
    );
  const failing = (...given: Parameters<typeof clausesOf>) =>
    clausesOf(...given)
      .filter(({ passed }) => !passed)
      .map(({ clause }) => clause);

  it('is open from its first moment until just before its last, and not once it is closed', () => {
    expect(isPotOpen(rules, balances, new Date(rules.opensAt))).toBe(true);
    expect(isPotOpen(rules, balances, justBefore(rules.opensAt))).toBe(false);
    expect(isPotOpen(rules, balances, justBefore(rules.closesAt))).toBe(true);
    expect(isPotOpen(rules, balances, new Date(rules.closesAt))).toBe(false);
    expect(isPotOpen(rules, { closed: true }, now)).toBe(false);
  });

  it('takes the whole of what is left, and not a penny more', () => {
    expect(failing()).toEqual([]);
    expect(failing({ balances: { available: 33_332 } })).toEqual(['budget']);
    expect(failing({ balances: { placesTaken: 2 } })).toEqual(['places']);
    expect(failing({ balances: { places: null, placesTaken: 2 } })).toEqual([]);
    // What is not known yet asks for something, at the least.
    expect(failing({ balances: { available: 0 }, asked: { amountPence: undefined } })).toEqual(['budget']);
    expect(failing({ balances: { available: 1 }, asked: { amountPence: undefined } })).toEqual([]);
  });

  it('takes a course that begins on the first or the last day of its year, and on none outside', () => {
    const early = new Date('2026-03-30T09:00:00.000Z');
    const open = { opensAt: '2026-03-01T08:00:00.000Z' };
    const on = (startsOn: string) => failing({ rules: open, asked: { startsOn }, now: early });
    expect(on('2026-03-31')).toEqual(['in-year']);
    expect(on('2026-04-01')).toEqual([]);
    expect(on('2027-03-31')).toEqual([]);
    expect(on('2027-04-01')).toEqual(['in-year']);
  });

  it('awards nothing once its year is over, though it were open still', () => {
    const ends = endOf(rules.financialYear);
    const open = { closesAt: '2027-06-01T00:00:00.000Z' };
    const at = (moment: Date) => failing({ rules: open, asked: { startsOn: '2027-03-31' }, now: moment });
    expect(at(justBefore(ends))).toEqual(['not-begun']);
    expect(at(new Date(ends))).toEqual(['not-begun', 'in-year']);
  });

  it('takes a course that begins tomorrow, and none that begins today', () => {
    expect(failing({ asked: { startsOn: '2027-01-05' } })).toEqual([]);
    expect(failing({ asked: { startsOn: '2027-01-04' } })).toEqual(['not-begun']);
  });

  it('holds an amount against the caps, and against what is left of them', () => {
    const caps = { yearPence: 33_333, severalYears: { years: 3, pence: 33_333 } };
    const left = (inYear: number, overYears: number) => ({ inYear, overYears, pence: Math.min(inYear, overYears) });
    expect(failing({ rules: { caps } })).toEqual([]);
    expect(failing({ rules: { caps }, asked: { amountPence: 33_334 }, balances: { available: 40_000 } })).toEqual([
      'year-cap',
      'several-years-cap',
    ]);
    expect(failing({ rules: { caps } }, left(33_333, 33_333))).toEqual([]);
    expect(failing({ rules: { caps } }, left(33_332, 33_333))).toEqual(['year-cap']);
    expect(failing({ rules: { caps } }, left(33_333, 33_332))).toEqual(['several-years-cap']);
    // More left than the cap: the cap holds.
    const more = { asked: { amountPence: 33_334 }, balances: { available: 40_000 } };
    expect(failing({ rules: { caps }, ...more }, left(50_000, 50_000))).toEqual(['year-cap', 'several-years-cap']);
    const uncapped = { caps: { yearPence: null, severalYears: null } };
    expect(clausesOf({ rules: uncapped }).map(({ clause }) => clause)).not.toContain('year-cap');
    expect(failing({ rules: uncapped, ...more })).toEqual([]);
  });

  it('that pays no part pays exactly the whole', () => {
    const whole = { partPayment: false };
    expect(failing({ rules: whole, asked: { costPence: 33_333 } })).toEqual([]);
    expect(failing({ rules: whole, asked: { costPence: 33_334 } })).toEqual(['part-payment']);
    expect(failing({ rules: { partPayment: true }, asked: { costPence: 33_334 } })).toEqual([]);
  });

  it('fits where every clause is passed, not where one is', () => {
    const clauses = clausesOf({ asked: { jobRole: 'pharmacist' } });
    expect(clauses.filter(({ passed }) => !passed)).toHaveLength(1);
    expect(isEligible(clauses)).toBe(false);
    expect(isEligible(clausesOf())).toBe(true);
  });

  it('says in words for whom and for what it is', () => {
    const wordings = (changes: Partial<PotRules>) => clausesOf({ rules: changes }).map(({ wording }) => wording);
    const everyone = { eligible: { jobRoles: [], employers: [], boroughs: [] }, doesNotPayFor: [] };
    expect(wordings(everyone)).toEqual(
      expect.arrayContaining([
        'It is for every role',
        'Any employer may apply',
        'It is for every borough of the hub',
        'It pays for every kind of cost',
        'It has 2 places, and one of them must be free',
      ]),
    );
    const some = { eligible: { ...rules.eligible, boroughs: ['Bexley', 'Lambeth'] } };
    expect(wordings(some)).toEqual(
      expect.arrayContaining([
        'It is for these roles: practice nurse',
        'Your employer must be one of these: GP practice or primary care network',
        'It is for people who work in Bexley and Lambeth',
        'It does not pay for backfill, equipment and mandatory training',
        'It may pay a part of the cost. You or your employer pay the rest',
        'The course must begin from Wednesday 1 April 2026 to Wednesday 31 March 2027',
      ]),
    );
    expect(wordings({ partPayment: false })).toContain('It pays the whole cost of a course, not a part of it');
  });

  it('says what is left of the allowance to whom it is told, and to nobody else', () => {
    const told = clausesOf({}, { inYear: 20_000, overYears: null, pence: 20_000 }).map(({ wording }) => wording);
    expect(told).toContain('At most £333.33 for each person in a financial year. You have £200 left');
    expect(told).toContain('At most £1,000 for each person in 3 financial years');
  });
});

describe('the rules of a pot that cannot be', () => {
  const faults = (changes: Partial<PotRules>) => faultsOfPot({ ...rules, ...changes });
  const started = { after: 'started' as const, percent: 60 };
  const finished = { after: 'finished' as const, percent: 40 };

  it.each<[string, Partial<PotRules>, { field: string; detail: string }]>([
    [
      'a year',
      { financialYear: '2026-28' },
      { field: 'financialYear', detail: 'Enter a financial year, like 2026-27' },
    ],
    ['an end', { closesAt: rules.opensAt }, { field: 'closesAt', detail: 'The pot must close after it opens' }],
    ['a sum', { stages: [started] }, { field: 'stages', detail: 'The stages must add up to 100%' }],
    [
      'a stage twice',
      { stages: [started, { ...started, percent: 40 }] },
      { field: 'stages', detail: 'Pay once for each stage of the course' },
    ],
    [
      'an order',
      { stages: [finished, started] },
      { field: 'stages', detail: 'Give the stages in the order in which they are paid' },
    ],
    [
      'progress',
      { progress: ['started', 'half-way'] },
      { field: 'progress', detail: 'Ask at least whether the course has started and finished' },
    ],
    [
      'caps',
      { caps: { yearPence: 2, severalYears: { years: 3, pence: 1 } } },
      { field: 'caps/severalYears/pence', detail: 'Enter as much as the cap of one year, or more' },
    ],
  ])('are told for %s', (_, changes, fault) => {
    expect(faults(changes)).toContainEqual(fault);
  });

  it.each<[string, Partial<PotRules>]>([
    ['as it is', {}],
    ['that pays in two stages', { stages: [started, finished] }],
    ['that pays at the end alone', { stages: [{ after: 'finished', percent: 100 }] }],
    ['whose caps are the same', { caps: { yearPence: 5, severalYears: { years: 3, pence: 5 } } }],
    ['with the cap of a year alone', { caps: { yearPence: 5, severalYears: null } }],
    ['with the cap of several years alone', { caps: { yearPence: null, severalYears: { years: 3, pence: 5 } } }],
    ['that closes a moment after it opens', { closesAt: '2026-04-01T08:00:00.001Z' }],
  ])('are none of a pot %s', (_, changes) => {
    expect(faults(changes)).toEqual([]);
  });
});

describe('an allowance and an award, to the penny', () => {
  const caps: Caps = { yearPence: 30_000, severalYears: { years: 2, pence: 50_000 } };

  it('are used up by what is awarded, and freed by what comes back', () => {
    expect(withAwarded({ '2026-27': 5 }, '2026-27', 3)).toEqual({ '2026-27': 8 });
    expect(withAwarded({ '2026-27': 5 }, '2026-27', -3)).toEqual({ '2026-27': 2 });
    expect(withAwarded({ '2025-26': 5 }, '2026-27', 3)).toEqual({ '2025-26': 5, '2026-27': 3 });
  });

  it('are never less than nothing, and count a year before as one after', () => {
    expect(allowanceLeft(caps, { '2026-27': 30_001 }, '2026-27').inYear).toBe(0);
    expect(allowanceLeft(caps, { '2025-26': 30_000, '2026-27': 20_001 }, '2026-27').overYears).toBe(0);
    expect(allowanceLeft(caps, { '2027-28': 30_000 }, '2026-27').overYears).toBe(20_000);
    // Two years away is no run of two.
    expect(allowanceLeft(caps, { '2028-29': 30_000, '2024-25': 30_000 }, '2026-27').overYears).toBe(50_000);
    expect(allowanceLeft({ ...caps, yearPence: null }, { '2026-27': 1 }, '2026-27')).toEqual({
      inYear: null,
      overYears: 49_999,
      pence: 49_999,
    });
    expect(allowanceLeft({ ...caps, severalYears: null }, { '2026-27': 1 }, '2026-27')).toEqual({
      inYear: 29_999,
      overYears: null,
      pence: 29_999,
    });
  });

  it('release what nobody has claimed, and of what is claimed nothing', () => {
    const stages: AwardStage[] = [
      { after: 'started', pence: 600, paidPence: 0, invoiceId: 'i' },
      { after: 'finished', pence: 400, paidPence: 0 },
    ];
    expect(released(stages, 'unclaimed').map(({ pence: left }) => left)).toEqual([600, 0]);
    expect(released(stages, 'unpaid').map(({ pence: left }) => left)).toEqual([0, 0]);
    expect([committedOf(stages), totalOf(stages), nextStage(stages)]).toEqual([1_000, 1_000, 1]);
    const part = [{ after: 'started' as const, pence: 600, paidPence: 250, invoiceId: 'i' }];
    expect(released(part, 'unpaid')).toEqual([{ ...part[0], pence: 250 }]);
    expect(committedOf(part)).toBe(350);
  });

  it('move between accounts by exactly what leaves and what comes', () => {
    expect(balanceChanges(linesOf('budget', 7, false))).toEqual({ budget: 7, available: 7 });
    expect(balanceChanges(linesOf('budget', -7, false))).toEqual({ budget: -7, available: -7 });
    expect(balanceChanges([...linesOf('commitment', 7, false), ...linesOf('release', 7, false)])).toEqual({});
    expect(balanceChanges(linesOf('payment-failed', 7, true))).toEqual({ spent: -7, committed: 7 });
    expect(balanceChanges(linesOf('year-end-lapse', 7, false))).toEqual({ available: -7, lapsed: 7 });
  });
});

describe('an invoice, to the penny and to the moment', () => {
  const award = { status: 'enrolled' as const, name: "Siobhán O'Brien", financialYear: '2026-27', stages: [] };
  const stage: AwardStage = { after: 'started', pence: 20_000, paidPence: 0 };
  const line = (learner: string, amount: number) => ({ learner, pence: amount });
  const invoice = {
    lines: [line("Siobhán O'Brien", 20_000)],
    totalPence: 20_000,
    issuedOn: '2027-02-03',
    receivedAt: '2027-02-04T09:00:00.000Z',
    claimedAt: '2027-02-04T09:00:00.000Z',
  };
  type Changes = {
    invoice?: Partial<typeof invoice>;
    award?: Partial<Parameters<typeof mismatchesOf>[1]>;
    stage?: AwardStage | undefined;
  };
  const found = ({ invoice: of = {}, award: by = {}, ...rest }: Changes = {}) =>
    mismatchesOf({ ...invoice, ...of }, { ...award, ...by }, 'stage' in rest ? rest.stage : stage);
  const whats = (changes: Changes = {}) => found(changes).map(({ what }) => what);

  it('claims what its stage has, and not a penny more', () => {
    expect(found()).toEqual([]);
    const more = { lines: [line(award.name, 20_001)], totalPence: 20_001 };
    expect(found({ invoice: more })).toEqual([
      { what: 'amount', detail: 'It claims £200.01, and £200 is due for this stage' },
    ]);
    const parts = { lines: [line(award.name, 10_000), line('siobhan o brien', 10_001)], totalPence: 20_001 };
    expect(whats({ invoice: parts })).toEqual(['amount']);
  });

  it('claims for a learner by their own lines alone', () => {
    const both = { lines: [line('Somebody Else', 90_000), line(award.name, 20_000)], totalPence: 110_000 };
    expect(found({ invoice: both })).toEqual([]);
    expect(linesOfLearner(both.lines, 'SIOBHAN O’BRIEN')).toEqual([both.lines[1]]);
    expect(linesOfLearner(both.lines, 'Siobhan Brien')).toEqual([]);
    expect(linesOfLearner([line('Annabel', 1)], 'Anna Bel')).toEqual([]);
    const nobody = { lines: [line('Somebody Else', 20_000)] };
    expect(found({ invoice: nobody })).toEqual([{ what: 'learner', detail: 'No line is for this learner' }]);
  });

  it.each([19_999, 20_001])('says so where its lines are not its total (%i)', (totalPence) => {
    expect(whats({ invoice: { totalPence } })).toEqual(['total']);
    expect(found({ invoice: { totalPence } })[0]?.detail).toMatch(/^The lines add up to £200, and the total says £/);
  });

  it('claims a stage once what it waits for is reported', () => {
    const second: AwardStage = { ...stage, after: 'finished' };
    expect(found({ stage: second })).toEqual([{ what: 'stage', detail: 'It is due once the course has finished' }]);
    expect(whats({ stage: second, award: { status: 'completed' } })).toEqual([]);
    expect(whats({ award: { status: 'completed' } })).toEqual([]);
    expect(found({ stage: undefined })).toEqual([
      { what: 'stage', detail: 'Everything that was awarded has been claimed' },
    ]);
    expect(isStageDue({ after: 'started' }, 'approved')).toBe(false);
  });

  it.each(['approved', 'withdrawn', 'lapsed', 'declined'] as const)(
    'claims nothing of a request that is %s',
    (status) => {
      expect(found({ award: { status } })).toContainEqual({ what: 'award', detail: `The request is ${status}` });
    },
  );

  it('is dated on the day in London on which it is sent, or before', () => {
    const sent = (receivedAt: string, issuedOn: string) =>
      whats({ invoice: { receivedAt, claimedAt: '2027-02-01T00:00:00.000Z', issuedOn } });
    expect(sent('2027-02-04T23:59:59.999Z', '2027-02-04')).toEqual([]);
    expect(sent('2027-02-04T23:59:59.999Z', '2027-02-05')).toEqual(['date']);
    expect(sent('2027-03-29T23:00:00.000Z', '2027-03-30')).toEqual([]);
  });

  it('looks like others until each of them is said to be another', () => {
    const looksLike = [
      { invoiceId: 'a', number: '7', payeeName: 'A' },
      { invoiceId: 'b', number: '07', payeeName: 'A' },
    ];
    expect(lookAlikes({})).toEqual([]);
    expect(lookAlikes({ looksLike }).map(({ invoiceId }) => invoiceId)).toEqual(['a', 'b']);
    expect(lookAlikes({ looksLike })[0]).toEqual({
      what: 'look-alike',
      detail: 'It looks like invoice 7 of A: say that it is another, if you have seen both',
      invoiceId: 'a',
    });
    expect(lookAlikes({ looksLike, differsFrom: ['a'] }).map(({ invoiceId }) => invoiceId)).toEqual(['b']);
    expect(lookAlikes({ looksLike, differsFrom: ['b', 'a'] })).toEqual([]);
  });

  it('is told apart by its payee and by its number, each for itself', () => {
    expect(invoiceIdentity({ payeeName: 'A1', number: '2' })).not.toBe(
      invoiceIdentity({ payeeName: 'A', number: '12' }),
    );
    const late = { claimedAt: '2027-03-31T23:00:00.000Z', receivedAt: '2027-03-31T23:00:00.000Z' };
    expect(found({ invoice: late })).toEqual([
      { what: 'year', detail: 'It must be issued and claimed in the financial year 2026-27' },
    ]);
  });

  it('is issued and claimed within the year: on its first day and in its last moment, and not a moment after', () => {
    const at = (claimedAt: string, issuedOn = '2027-02-03') =>
      whats({ invoice: { claimedAt, receivedAt: claimedAt, issuedOn } });
    expect(at('2027-03-31T22:59:59.999Z')).toEqual([]);
    expect(at('2027-03-31T23:00:00.000Z')).toEqual(['year']);
    expect(at('2027-03-31T12:00:00.000Z', '2026-04-01')).toEqual([]);
    expect(at('2027-03-31T12:00:00.000Z', '2026-03-31')).toEqual(['year']);
    expect(at('2027-03-31T12:00:00.000Z', '2027-03-31')).toEqual([]);
  });
});

describe('the clock, at each of its moments', () => {
  const decisions = southEastLondon.funding;
  const endsAt = '2027-01-18T09:00:00.000Z';
  const due = (request: Chased, instant: string | Date) => dueAction(request, decisions, new Date(instant));
  const progress = (changes: Partial<Chased['progress'][number]> = {}): Chased => ({
    status: 'enrolled',
    statements: [],
    progress: [{ kind: 'started', dueOn: '2027-02-01', ...changes }],
  });

  it('asks for progress, chases it, and then tells staff, each once and each on its day', () => {
    expect(nextAction(progress(), decisions)).toEqual({
      action: 'ask-progress',
      kind: 'started',
      at: '2027-02-01T00:00:00.000Z',
    });
    const asked1 = progress({ askedAt: 'x' });
    const chaseAt = addDays(new Date('2027-02-01T00:00:00.000Z'), decisions.progressOverdueDays);
    expect(nextAction(asked1, decisions)).toMatchObject({ action: 'chase-progress', at: chaseAt.toISOString() });
    expect(due(asked1, new Date(chaseAt.getTime() - 1))).toBeUndefined();
    const chased = progress({ askedAt: 'x', overdueAt: 'x' });
    const escalateAt = addDays(new Date('2027-02-01T00:00:00.000Z'), decisions.progressEscalatedDays);
    expect(nextAction(chased, decisions)).toEqual({
      action: 'escalate-progress',
      kind: 'started',
      at: escalateAt.toISOString(),
    });
    expect(due(chased, new Date(escalateAt.getTime() - 1))).toBeUndefined();
    expect(due(chased, escalateAt)?.action).toBe('escalate-progress');
    expect(due(progress(), escalateAt)?.action).toBe('escalate-progress');
    expect(nextAction(progress({ askedAt: 'x', overdueAt: 'x', escalatedAt: 'x' }), decisions)).toBeUndefined();
  });

  it('asks for the first report that is missing, and for none of who has neither an award nor begun', () => {
    const two: Chased = {
      ...progress({ reportedAt: 'x' }),
      progress: [
        { kind: 'started', dueOn: '2027-02-01', reportedAt: 'x' },
        { kind: 'finished', dueOn: '2027-03-22' },
      ],
    };
    expect(nextAction(two, decisions)).toMatchObject({ action: 'ask-progress', kind: 'finished' });
    for (const status of ['completed', 'lapsed', 'withdrawn', 'in-review', 'declined'] as const) {
      expect(nextAction({ ...progress(), status }, decisions), status).toBeUndefined();
    }
    expect(nextAction({ ...progress(), status: 'approved' }, decisions)?.action).toBe('ask-progress');
  });

  it('chases no statement that was given, of a draft, or of what is decided', () => {
    const waiting = (status: Chased['status'], given: Chased['statements'][number]['status'] = 'asked'): Chased => ({
      status,
      statements: [{ statementId: 's', kind: 'manager', status: given, endsAt }],
      progress: [],
    });
    for (const status of ['awaiting-statement', 'submitted', 'in-review', 'information-requested'] as const) {
      expect(nextAction(waiting(status), decisions)?.action, status).toBe('remind-statement');
    }
    for (const status of ['draft', 'approved', 'declined', 'withdrawn', 'lapsed'] as const) {
      expect(nextAction(waiting(status), decisions), status).toBeUndefined();
    }
    for (const given of ['supported', 'not-supported', 'replaced'] as const) {
      expect(nextAction(waiting('submitted', given), decisions), given).toBeUndefined();
    }
    const reminded = waiting('submitted');
    const [statement] = reminded.statements;
    if (!statement) throw new Error('nobody is asked');
    const after = { ...reminded, statements: [{ ...statement, remindedAt: 'x' }] };
    expect(nextAction(after, decisions)).toMatchObject({ action: 'end-statement', statementId: 's', at: endsAt });
    const told = { ...reminded, statements: [{ ...statement, remindedAt: 'x', endedToldAt: 'x' }] };
    expect(nextAction(told, decisions)).toBeUndefined();
  });

  it('warns of the end of an award and ends it, whoever holds it and as long as it is not settled', () => {
    const validUntil = '2027-03-31T23:00:00.000Z';
    const of = (status: Chased['status'], award: Partial<Chased['award']> = {}): Chased => ({
      status,
      statements: [],
      progress: [],
      award: { validUntil, ...award },
    });
    const warnAt = addDays(new Date(validUntil), -decisions.awardReminderDaysBefore);
    for (const status of ['approved', 'enrolled', 'completed'] as const) {
      expect(nextAction(of(status), decisions)).toEqual({ action: 'warn-of-lapse', at: warnAt.toISOString() });
      expect(due(of(status), new Date(warnAt.getTime() - 1))).toBeUndefined();
      expect(nextAction(of(status, { warnedAt: 'x' }), decisions)).toEqual({ action: 'lapse', at: validUntil });
      expect(nextAction(of(status, { settledAt: 'x' }), decisions)).toBeUndefined();
    }
    for (const status of ['lapsed', 'withdrawn', 'declined', 'in-review'] as const) {
      expect(nextAction(of(status), decisions), status).toBeUndefined();
    }
  });
});

describe('what is typed about money', () => {
  const refused = (result: { success: boolean; error?: { issues: readonly { message: string }[] } | undefined }) =>
    result.error?.issues.map(({ message }) => message);

  it('is whole pence within its limits', () => {
    expect([0, 1_000_000_000].every((each) => pence.safeParse(each).success)).toBe(true);
    expect(refused(pence.safeParse(-1))).toEqual(['Enter pence, 0 or more']);
    expect(refused(pence.safeParse(1_000_000_001))).toEqual(['Enter 1000000000 pence or less']);
    expect(refused(pence.safeParse(1.5))).toEqual(['Enter whole pence']);
    expect(somePence.safeParse(1).success).toBe(true);
    expect(somePence.safeParse(0).success).toBe(false);
  });

  it('takes bank details in no note', () => {
    expect(refused(note(100).safeParse('12-34-56 12345678'))).toEqual([
      'Remove what looks like a sort code and an account number: we do not keep bank details',
    ]);
    expect(note(5).safeParse('12345').success).toBe(true);
    expect(note(5).safeParse('123456').success).toBe(false);
    // Either alone is something else.
    expect(['Sort code 12-34-56', 'Account 12345678', 'GB29 NWBK'].some(looksLikeBankDetails)).toBe(false);
    expect(looksLikeBankDetails('On 18-01-2027 ring 020 7946 0123: 12345678')).toBe(false);
    expect(looksLikeBankDetails('Ring +44 20 7946 0123, then pay 12-34-56 12345678')).toBe(true);
  });

  it('names a provider once, and ends a course no sooner than it begins', () => {
    const given = {
      name: 'A course',
      provider: { name: 'A provider' },
      level: 'level-6' as const,
      startsOn: '2027-02-01',
      endsOn: '2027-02-01',
    };
    expect(course.safeParse(given).success).toBe(true);
    expect(refused(course.safeParse({ ...given, endsOn: '2027-01-31' }))).toEqual([
      'The course must end on the day that it begins, or later',
    ]);
    for (const provider of [{}, { name: 'A provider', providerId: 'kings-college-london' }]) {
      expect(refused(course.safeParse({ ...given, provider }))).toEqual([
        'Give either the id of a provider from our list, or the name of another',
      ]);
    }
    expect(course.safeParse({ ...given, provider: { providerId: 'kings-college-london' } }).success).toBe(true);
  });

  it('caps several years of 2 to 10, and pays stages of 1 to 100 percent', () => {
    const years = (count: number) =>
      potRules.safeParse({ ...rules, caps: { yearPence: null, severalYears: { years: count, pence: 1 } } }).success;
    expect([1, 2, 10, 11].map(years)).toEqual([false, true, true, false]);
    const percent = (each: number) =>
      potRules.safeParse({ ...rules, stages: [{ after: 'started', percent: each }] }).success;
    expect([0, 1, 100, 101].map(percent)).toEqual([false, true, true, false]);
    expect(potRules.safeParse({ ...rules, stages: [] }).success).toBe(false);
    expect(potRules.safeParse({ ...rules, financialYear: '2026-28' }).success).toBe(false);
  });
});
