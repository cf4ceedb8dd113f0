import fc from 'fast-check';
import PDFDocument from 'pdfkit';
import { describe, expect, it } from 'vitest';
import { endsAs, isPasswordProtected, namedAs, savedAs } from '#domain/documents/document.ts';
import { typeOfBytes } from '#domain/documents/file-types.ts';
import { type Chased, dueAction, nextAction } from '#domain/funding/calendar.ts';
import { type Asked, checkEligibility, isEligible } from '#domain/funding/eligibility.ts';
import {
  invoiceAfter,
  invoiceIdentity,
  invoiceStatuses,
  invoiceTransitions,
  mismatchesOf,
} from '#domain/funding/invoice.ts';
import { faultsOfPot, type PotBalances, type PotRules } from '#domain/funding/pot.ts';
import { after, fundingStatuses, fundingTransitions } from '#domain/funding/request.ts';
import { missingStatements } from '#domain/funding/statement.ts';
import { looksLikeBankDetails } from '#domain/text/bank-details.ts';
import { southEastLondon } from '#hub/south-east-london.ts';
import { aPot } from '../../../support/funding-nouns.ts';

const { rules } = aPot();
const balances: PotBalances = {
  budget: 1_000_000,
  available: 1_000_000,
  committed: 0,
  spent: 0,
  lapsed: 0,
  places: null,
  placesTaken: 0,
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

describe('what a pot pays for', () => {
  const failing = (changes: {
    rules?: Partial<PotRules>;
    balances?: Partial<PotBalances>;
    asked?: Partial<Asked>;
    now?: Date;
  }) =>
    checkEligibility(
      { rules: { ...rules, ...changes.rules }, balances: { ...balances, ...changes.balances } },
      { ...asked, ...changes.asked },
      { now: changes.now ?? now },
    )
      .filter(({ passed }) => !passed)
      .map(({ clause }) => clause);

  it('is what passes every clause', () => {
    const clauses = checkEligibility({ rules, balances }, asked, { now });
    expect(isEligible(clauses)).toBe(true);
    for (const { wording } of clauses) expect(wording).toMatch(/^[A-Z].*[^.]$/);
  });

  it.each([
    ['role', { asked: { jobRole: 'pharmacist' as const } }],
    ['employer', { asked: { employer: 'community-pharmacy' as const } }],
    ['borough', { rules: { eligible: { ...rules.eligible, boroughs: ['Bexley'] } } }],
    ['costs', { asked: { paysFor: ['course-fee', 'backfill'] as const } }],
    ['part-payment', { rules: { partPayment: false } }],
    ['year-cap', { asked: { amountPence: 33_334 } }],
    ['budget', { balances: { available: 33_332 } }],
    ['places', { balances: { places: 47, placesTaken: 47 } }],
    ['not-begun', { asked: { startsOn: '2027-01-04' } }],
    ['in-year', { asked: { startsOn: '2027-04-01' } }],
    ['pot-open', { balances: { closed: true } }],
    ['pot-open', { now: new Date('2026-04-01T07:59:59.999Z') }],
  ])('fails %s alone', (clause, changes) => {
    expect(failing(changes)).toEqual([clause]);
  });

  it('takes the last day of the year and not the next', () => {
    expect(failing({ asked: { startsOn: '2027-03-31' } })).toEqual([]);
    const atLast = new Date('2027-03-31T22:59:59.999Z');
    expect(
      failing({ rules: { closesAt: '2027-03-31T23:00:00.000Z' }, asked: { startsOn: '2027-03-31' }, now: atLast }),
    ).toEqual(['not-begun']);
  });

  it('says what is left of an allowance only to whom it is told', () => {
    const left = { inYear: 10_000, overYears: 50_000, pence: 10_000 };
    const told = checkEligibility({ rules, balances }, asked, { now, left });
    expect(told.filter(({ passed }) => !passed).map(({ wording }) => wording)).toEqual([
      'At most £333.33 for each person in a financial year. You have £100 left',
    ]);
    const untold = checkEligibility({ rules, balances }, asked, { now });
    expect(untold.every(({ passed }) => passed)).toBe(true);
    expect(JSON.stringify(untold)).not.toContain('left.');
  });

  it('holds against what is not known yet no clause', () => {
    const bare = { jobRole: asked.jobRole, employer: asked.employer, borough: asked.borough };
    const names = checkEligibility({ rules, balances }, bare, { now }).map(({ clause }) => clause);
    expect(names).not.toContain('not-begun');
    expect(names).not.toContain('costs');
  });

  it.each([
    [{ financialYear: '2026-28' }, 'financialYear'],
    [{ closesAt: rules.opensAt }, 'closesAt'],
    [{ stages: [{ after: 'started' as const, percent: 60 }] }, 'stages'],
    [{ progress: ['started' as const] }, 'progress'],
    [{ caps: { yearPence: 2, severalYears: { years: 3, pence: 1 } } }, 'caps/severalYears/pence'],
  ])('is refused where it cannot be: %o', (changes, field) => {
    expect(faultsOfPot({ ...rules, ...changes }).map((fault) => fault.field)).toContain(field);
  });
});

describe('the states of a request and of an invoice', () => {
  it('lead on by the transitions that there are, and by no other', () => {
    const leads = fundingStatuses.flatMap((status) =>
      (Object.keys(fundingTransitions) as (keyof typeof fundingTransitions)[]).flatMap((transition) => {
        const to = after(transition, status);
        return to === undefined ? [] : [`${status} ${transition} ${to}`];
      }),
    );
    expect(leads.sort()).toEqual(
      [
        'draft ask-statements awaiting-statement',
        'draft submit submitted',
        'draft withdraw withdrawn',
        'awaiting-statement submit submitted',
        'awaiting-statement withdraw withdrawn',
        'submitted review in-review',
        'submitted withdraw withdrawn',
        'in-review request-information information-requested',
        'in-review approve approved',
        'in-review decline declined',
        'in-review withdraw withdrawn',
        'information-requested reply in-review',
        'information-requested withdraw withdrawn',
        'approved enrol enrolled',
        'approved lapse lapsed',
        'approved withdraw withdrawn',
        'enrolled complete completed',
        'enrolled lapse lapsed',
        'enrolled withdraw withdrawn',
      ].sort(),
    );
    expect(
      Object.keys(invoiceTransitions).map(
        (transition) =>
          invoiceStatuses.filter((status) => invoiceAfter(transition as keyof typeof invoiceTransitions, status))
            .length,
      ),
    ).toEqual([2, 4, 1, 2, 1, 5, 2]);
  });

  it('need the statements that nobody has given', () => {
    const given = [
      { statementId: '1', kind: 'manager' as const, status: 'not-supported' as const },
      { statementId: '2', kind: 'employer' as const, status: 'supported' as const },
    ];
    expect(missingStatements(['applicant', 'manager', 'employer', 'supervisor'], given)).toEqual([
      'manager',
      'supervisor',
    ]);
  });
});

describe('an invoice held against an award', () => {
  const award = {
    status: 'enrolled' as const,
    name: "Siobhán O'Brien",
    financialYear: '2026-27',
    stages: [],
  };
  const stage = { after: 'started' as const, pence: 20_000, paidPence: 0 };
  const invoice = {
    lines: [{ learner: 'SIOBHAN O’BRIEN', pence: 20_000 }],
    totalPence: 20_000,
    issuedOn: '2027-02-03',
    receivedAt: '2027-02-04T09:00:00.000Z',
    claimedAt: '2027-02-04T09:00:00.000Z',
  };
  const found = (
    changes: { invoice?: Partial<typeof invoice>; award?: Partial<Parameters<typeof mismatchesOf>[1]> } = {},
    of: Parameters<typeof mismatchesOf>[2] = stage,
  ) => mismatchesOf({ ...invoice, ...changes.invoice }, { ...award, ...changes.award }, of).map(({ what }) => what);

  it('fits, however the name is typed', () => {
    expect(found()).toEqual([]);
    expect(found({ invoice: { lines: [{ learner: 'siobhan  o brien', pence: 1 }], totalPence: 1 } })).toEqual([]);
  });

  it.each([
    ['total', found({ invoice: { totalPence: 20_001 } })],
    ['learner', found({ invoice: { lines: [{ learner: 'Somebody Else', pence: 20_000 }] } })],
    ['amount', found({ invoice: { lines: [{ learner: award.name, pence: 20_001 }], totalPence: 20_001 } })],
    ['award', found({ award: { status: 'withdrawn' } }).filter((what) => what !== 'stage')],
    ['stage', found({}, { ...stage, after: 'finished' })],
    ['stage', mismatchesOf(invoice, award, undefined).map(({ what }) => what)],
    ['year', found({ invoice: { issuedOn: '2026-03-31' } })],
    ['year', found({ invoice: { claimedAt: '2027-03-31T23:00:00.000Z', receivedAt: '2027-03-31T23:00:00.000Z' } })],
  ] as const)('does not fit by its %s', (what, mismatches) => {
    expect(mismatches).toEqual([what]);
  });

  it('may be put right after the year, where it was claimed in it', () => {
    const late = { issuedOn: '2027-04-02', receivedAt: '2027-04-02T09:00:00.000Z' };
    expect(found({ invoice: late })).toEqual([]);
  });

  it('is the same invoice however payee and number are typed', () => {
    const same = invoiceIdentity({ payeeName: 'King’s College London', number: 'INV 20/41' });
    expect(invoiceIdentity({ payeeName: "KING'S  COLLEGE LONDON", number: 'inv-2041' })).toBe(same);
    expect(invoiceIdentity({ payeeName: 'King’s College London', number: 'INV-2042' })).not.toBe(same);
  });
});

describe('what the clock brings about', () => {
  const decisions = southEastLondon.funding;
  const none: Chased = { status: 'submitted', statements: [], progress: [] };
  const at = (instant: string) => new Date(instant);
  const waiting: Chased = {
    ...none,
    status: 'awaiting-statement',
    statements: [{ statementId: 's', kind: 'manager', status: 'asked', endsAt: '2027-01-18T09:00:00.000Z' }],
  };
  const awarded: Chased = {
    ...none,
    status: 'approved',
    award: { validUntil: '2027-03-31T23:00:00.000Z' },
    progress: [
      { kind: 'started', dueOn: '2027-02-01' },
      { kind: 'finished', dueOn: '2027-03-22' },
    ],
  };
  const due = (request: Chased, instant: string) => dueAction(request, decisions, at(instant))?.action;

  it('reminds of a statement before its link ends, and says when it has', () => {
    expect(nextAction(waiting, decisions)).toMatchObject({
      action: 'remind-statement',
      at: '2027-01-14T09:00:00.000Z',
    });
    expect(due(waiting, '2027-01-14T08:59:59.999Z')).toBeUndefined();
    expect(due(waiting, '2027-01-14T09:00:00.000Z')).toBe('remind-statement');
    // Who was not reminded in time is not reminded of a link that has ended.
    expect(due(waiting, '2027-01-18T09:00:00.000Z')).toBe('end-statement');
    expect(nextAction({ ...waiting, status: 'draft' }, decisions)).toBeUndefined();
  });

  it('asks for progress by London’s days, and the latest word stands for those before it', () => {
    expect(due(awarded, '2027-01-31T23:59:59.999Z')).toBeUndefined();
    expect(due(awarded, '2027-02-01T00:00:00.000Z')).toBe('ask-progress');
    expect(due(awarded, '2027-02-15T00:00:00.000Z')).toBe('chase-progress');
    expect(due(awarded, '2027-02-28T23:59:59.999Z')).toBe('chase-progress');
    const reported = { ...awarded, progress: [{ kind: 'started' as const, dueOn: '2027-02-01', reportedAt: 'x' }] };
    expect(due(reported, '2027-02-20T00:00:00.000Z')).toBeUndefined();
  });

  it('warns of the end of an award, lapses it at its moment, and leaves alone what is settled', () => {
    const quiet = { ...awarded, progress: [] };
    expect(due(quiet, '2027-03-01T23:00:00.000Z')).toBe('warn-of-lapse');
    const warned = { ...quiet, award: { validUntil: '2027-03-31T23:00:00.000Z', warnedAt: 'x' } };
    expect(due(warned, '2027-03-31T22:59:59.999Z')).toBeUndefined();
    expect(due(warned, '2027-03-31T23:00:00.000Z')).toBe('lapse');
    expect(due({ ...warned, award: { ...warned.award, settledAt: 'x' } }, '2028-01-01T00:00:00.000Z')).toBeUndefined();
  });
});

describe('bank details', () => {
  it.each([
    'Sort code 12-34-56, account 12345678',
    'sort code 12 34 56 account number 1234 5678',
    '123456 12345678',
    'Pay 12345678 at 12–34–56 please',
    '１２-３４-５６ １２３４５６７８',
    '12.34.56\n12345678',
    '20 - 00 - 00 55779911',
    '20/00/00 55779911',
    '20 / 00 / 00, account 5577 9911',
    'Sort code\n20\n00\n00\nAccount\n5577\n9911',
    'GB29 NWBK 6016 1331 9268 19',
    'GB29 NWBK\r\n6016 1331\r\n9268 19',
    'gb29nwbk60161331926819',
  ])('are seen in: %s', (text) => {
    expect(looksLikeBankDetails(text)).toBe(true);
  });

  it.each([
    ['a zero-width space', '\u200b'],
    ['a zero-width joiner', '\u200d'],
    ['a word joiner', '\u2060'],
    ['a soft hyphen', '\u00ad'],
    ['a mark of direction', '\u200e'],
    ['a byte order mark', '\ufeff'],
    ['a variation selector', '\ufe0f'],
  ])('are seen through %s', (_, unseen) => {
    expect(looksLikeBankDetails(`12-3${unseen}4-56 12345678`)).toBe(true);
    expect(looksLikeBankDetails(`12-34-56 1234${unseen}56${unseen}78`)).toBe(true);
    expect(looksLikeBankDetails(`12${unseen}-${unseen}34-56 12345678`)).toBe(true);
    expect(looksLikeBankDetails(`G${unseen}B29 NWBK 6016 1331 9268 1${unseen}9`)).toBe(true);
    expect(looksLikeBankDetails(`123456${unseen}12345678`)).toBe(true);
    expect(looksLikeBankDetails(`Our list has 1234${unseen}5678 patients`)).toBe(false);
  });

  it.each([
    'The course begins on 18-01-2027 and ends on 22-03-2027.',
    'It costs £1,200.00, of which £333.33 is asked for.',
    'Ring 020 7946 0123 or 07700 900123.',
    'ODS code G85001, reference 7K3M9-Q2XDH, module NUR7021.',
    'In 2025-26 and 2026-27 there were 12 to 24 of us; 30 by 2028.',
    'Invoice 12345678 of 2027-02-03.',
    'Our list has 12345678 patients in all of London.',
    'Invoice 12345678 of 03/02/27, for 01/2027 and 02/2027.',
    'Places in 2026:\n12\n24',
  ])('are not seen in: %s', (text) => {
    expect(looksLikeBankDetails(text)).toBe(false);
  });

  it('are not seen in dates and telephone numbers beside the number of an invoice, on one line or over several', () => {
    const two = (n: number) => String(n).padStart(2, '0');
    const date = fc
      .tuple(fc.integer({ min: 1, max: 31 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 2020, max: 2035 }))
      .chain(([day, month, year]) =>
        fc.constantFrom(
          `${two(day)}/${two(month)}/${year}`,
          `${day}/${month}/${year}`,
          `${two(day)}/${two(month)}/${two(year % 100)}`,
          `${two(day)} / ${two(month)} / ${year}`,
          `${two(day)}-${two(month)}-${year}`,
          `${two(day)} - ${two(month)} - ${year}`,
          `${two(day)} - ${two(month)} - ${two(year % 100)}`,
          `${two(day)}.${two(month)}.${year}`,
          `${year}-${two(month)}-${two(day)}`,
          `${year}/${two(month)}/${two(day)}`,
          `${two(month)}/${year}`,
        ),
      );
    const digits = (count: number) =>
      fc.integer({ min: 0, max: 10 ** count - 1 }).map((n) => String(n).padStart(count, '0'));
    const telephone = fc
      .tuple(digits(4), digits(4), digits(3))
      .chain(([a, b, c]) =>
        fc.constantFrom(`020 ${a} ${b}`, `020${a}${b}`, `+44 20 ${a} ${b}`, `0${a} ${c} ${c}`, `07${c} ${c} ${c}`),
      );
    const invoice = digits(8).map((number) => `invoice ${number}`);
    fc.assert(
      fc.property(
        fc.array(fc.oneof(date, telephone), { maxLength: 4 }),
        invoice,
        fc.constantFrom(', ', '\n', '\r\n', '; '),
        (said, number, between) => {
          expect(looksLikeBankDetails([...said, number].join(between))).toBe(false);
        },
      ),
    );
  });
});

describe('a document', () => {
  const pdf = (options: ConstructorParameters<typeof PDFDocument>[0], text = 'Hello'): Promise<Uint8Array> => {
    const document = new PDFDocument(options);
    const chunks: Buffer[] = [];
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    const made = new Promise<Uint8Array>((done) => {
      document.on('end', () => done(Buffer.concat(chunks)));
    });
    document.text(text).end();
    return made;
  };

  it('is told by its very first bytes, so that it is nothing else besides', async () => {
    expect(typeOfBytes(await pdf({}))).toBe('application/pdf');
    for (const before of [' ', 'MZ\u0090\u0000', '<!--', 'PK\u0003\u0004', '\u007fELF', '#!/bin/sh\n']) {
      expect(typeOfBytes(Buffer.from(`${before}%PDF-1.4`)), before).toBeUndefined();
    }
    expect(typeOfBytes(Uint8Array.of(0xff, 0xd8, 0xff, 0xdb))).toBe('image/jpeg');
    expect(typeOfBytes(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a))).toBe('image/png');
    expect(typeOfBytes(Buffer.from('MZ'))).toBeUndefined();
    expect(typeOfBytes(new Uint8Array())).toBeUndefined();
  });

  it('is saved under a name of its type, whatever it was called', () => {
    expect(savedAs('Invoice 2041.pdf', 'application/pdf')).toBe('Invoice 2041.pdf');
    expect(savedAs('Scan.JPEG', 'image/jpeg')).toBe('Scan.jpg');
    expect(savedAs('inv.exe', 'application/pdf')).toBe('inv.pdf');
    expect(savedAs('x.html', 'image/png')).toBe('x.png');
    expect(savedAs('without', 'application/pdf')).toBe('without.pdf');
  });

  it('is called what somebody calls it, whether they say how its name ends or not', () => {
    expect(namedAs('Invoice no.2041', 'application/pdf')).toBe('Invoice no.2041.pdf');
    expect(namedAs('scan.JPEG', 'image/jpeg')).toBe('scan.JPEG');
    expect(namedAs('scan.pdf', 'image/png')).toBe('scan.pdf.png');
  });

  it('has a name that ends as its type does', () => {
    expect(endsAs('a.PDF', 'application/pdf')).toBe(true);
    expect(endsAs('a.jpeg', 'image/jpeg')).toBe(true);
    expect(endsAs('a.png', 'image/jpeg')).toBe(false);
    expect(endsAs('pdf', 'application/pdf')).toBe(false);
  });

  it('that needs a password, or is locked otherwise, is known', async () => {
    expect(isPasswordProtected(await pdf({ userPassword: 'x' }))).toBe(true);
    expect(isPasswordProtected(await pdf({ ownerPassword: 'x' }))).toBe(true);
    expect(isPasswordProtected(await pdf({}, 'How to /Encrypt 5 0 R a file'))).toBe(false);
  });
});
