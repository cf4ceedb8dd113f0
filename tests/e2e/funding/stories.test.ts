import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accepted } from '#http/client.ts';
import { aFundingRequest, aPot } from '../../support/funding-nouns.ts';
import { fundingVisitorOf } from '../../support/funding-visitor.ts';
import { startTestPlatform, type TestPlatform, until } from '../../support/platform.ts';
import { searchEverywhere } from '../../support/search-everywhere.ts';
import { expectHistoriesLead, expectMoneyRight } from '../../support/stored-funding.ts';
import { uploadStatement } from '../../support/uploads.ts';

/** Each story is told from the first click to the last, by people with links and staff with tokens. */
describe('funding, from “may I?” to a finished course', () => {
  let hub: TestPlatform;
  let people: ReturnType<typeof fundingVisitorOf>;

  beforeAll(async () => {
    hub = await startTestPlatform();
    people = fundingVisitorOf(hub);
  });
  afterAll(() => hub.stop());

  const on = (day: string) => hub.moveClockTo(new Date(`${day}T09:00:00.000Z`));

  it('Advanced Practice: three statements, two people who decide, 60/40, and progress that is chased', async () => {
    await on('2026-11-02');
    const potId = await people.pot(
      aPot(
        {
          name: 'Advanced Practice 2026-27',
          scheme: 'advanced-practice',
          eligible: { jobRoles: ['practice-nurse', 'paramedic'], employers: [], boroughs: [] },
          caps: { yearPence: null, severalYears: null },
          partPayment: false,
          statements: ['applicant', 'employer', 'supervisor'],
          stages: [
            { after: 'started', percent: 60 },
            { after: 'finished', percent: 40 },
          ],
          progress: ['started', 'half-way', 'finished'],
          twoPeopleAbovePence: 500_000,
        },
        { budgetPence: 2_000_000 },
      ),
    );
    const course = {
      name: 'MSc Advanced Clinical Practice, first year',
      provider: { providerId: 'kings-college-london' },
      level: 'level-7' as const,
      startsOn: '2027-01-11',
      endsOn: '2027-03-19',
    };
    const own = await people.begin(
      aFundingRequest('advanced@nhs.net', { potId, course, costPence: 800_001, amountPence: 800_001 }),
    );
    const { fundingRequestId, token } = own;
    // Saved, and gone on with later, from the link in the email.
    await on('2026-11-05');
    const draft = accepted(await hub.api.getFundingRequest({ path: { fundingRequestId } }, { token })).body;
    const body = { version: draft.version, applicantStatement: 'I want to lead our long-term conditions clinic.' };
    accepted(await hub.api.changeFundingRequest({ path: { fundingRequestId }, body }, { token }));

    // The employer uploads a signed statement, the supervisor writes theirs.
    const employer = await people.asked(own, 'employer', 'employer@practice.example');
    expect(employer.email.text).toContain("Siobhán O'Brien");
    const seen = accepted(await hub.api.getStatement({ path: employer }, { token: employer.token })).body;
    expect(Object.keys(seen).sort()).toEqual(
      [
        'amountPence',
        'applicant',
        'authorName',
        'costPence',
        'course',
        'endsAt',
        'kind',
        'statementId',
        'status',
      ].sort(),
    );
    const signed = await uploadStatement(hub, employer.statementId, employer.token);
    const answer = {
      supports: true,
      releaseTime: 'paid' as const,
      excessPaidBy: 'nobody' as const,
      documentIds: [signed.documentId],
    };
    accepted(
      await hub.api.giveStatement(
        { path: { statementId: employer.statementId }, body: answer },
        { token: employer.token },
      ),
    );
    await people.supported(own, 'supervisor', 'supervisor@practice.example');
    expect((await people.submitted(own)).status).toBe('submitted');
    await people.review(fundingRequestId);

    const first = accepted(await people.approve(fundingRequestId, potId, 800_001)).body;
    expect(first).toMatchObject({ status: 'in-review', proposal: { pence: 800_001 } });
    expect(await people.approve(fundingRequestId, potId, 800_001)).toMatchObject({
      ok: false,
      code: 'needs-another-person',
    });
    const second = accepted(
      await people.approve(fundingRequestId, potId, 800_001, 'admin', 'Report to us each term.'),
    ).body;
    expect(second).toMatchObject({ status: 'approved', award: { stages: [{ pence: 480_000 }, { pence: 320_001 }] } });
    expect((await people.untilTold('advanced@nhs.net', 'funding-approved')).text).toContain('Report to us each term.');

    await on('2027-01-11');
    await hub.fire('tend-funding');
    await people.untilTold('advanced@nhs.net', 'progress-due');
    await people.progress(own, 'started');
    const learner = "Siobhán O'Brien";
    const claim = (number: string, pence: number, issuedOn: string) =>
      people.claim(own, number, { totalPence: pence, lines: [{ learner, pence }], issuedOn });
    const start = accepted(await claim('KCL-1', 480_000, '2027-01-11')).body;
    expect((await people.paid(start.invoiceId)).status).toBe('paid');
    expect(await claim('KCL-2', 320_001, '2027-01-11')).toMatchObject({ ok: false, code: 'too-early' });

    await on('2027-03-08');
    await hub.fire('tend-funding');
    await people.untilTold('advanced@nhs.net', 'progress-overdue');
    await people.progress(own, 'half-way');
    await on('2027-03-20');
    await people.progress(own, 'finished');
    const rest = accepted(await claim('KCL-2', 320_001, '2027-03-20')).body;
    await people.paid(rest.invoiceId);
    expect(await people.potStands(potId)).toMatchObject({
      availablePence: 1_199_999,
      committedPence: 0,
      spentPence: 800_001,
    });
    const done = accepted(
      await hub.api.getAnyFundingRequest({ path: { fundingRequestId } }, { token: await hub.tokenOf('funding') }),
    ).body;
    expect(done.status).toBe('completed');
    expect(done.history.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['start', 'review', 'propose-award', 'approve', 'enrol', 'pay-invoice', 'complete']),
    );
    expect(done.documents.map(({ purpose }) => purpose)).toContain('statement');
  });

  it('Non-Medical Prescribing: the last place is taken, and who comes after is told so', async () => {
    await on('2026-11-02');
    const potId = await people.pot(
      aPot(
        {
          name: 'Non-Medical Prescribing 2026-27',
          scheme: 'nmp',
          eligible: { jobRoles: ['practice-nurse', 'pharmacist'], employers: [], boroughs: [] },
          caps: { yearPence: null, severalYears: null },
        },
        { places: 2, budgetPence: 10_000_000 },
      ),
    );
    const requests = [];
    for (const name of ['first', 'second', 'third']) {
      const own = await people.begin(aFundingRequest(`${name}.nmp@nhs.net`, { potId }));
      await people.supported(own, 'manager', `${name}.manager@practice.example`);
      await people.submitted(own);
      await people.review(own.fundingRequestId);
      requests.push(own);
    }
    // Three decisions at once, for two places.
    const decided = await Promise.all(
      requests.map(({ fundingRequestId }) => people.approve(fundingRequestId, potId, 120_000)),
    );
    expect(decided.filter(({ ok }) => ok)).toHaveLength(2);
    expect(decided.find(({ ok }) => !ok)).toMatchObject({
      code: 'pot-exhausted',
      problem: { detail: 'Every place of this pot is taken' },
    });
    expect(await people.potStands(potId)).toMatchObject({ placesTaken: 2, committedPence: 240_000 });
    // Somebody withdraws, and the place is another's.
    const lucky = requests.filter((_, index) => decided[index]?.ok)[0];
    const left = requests.find((_, index) => !decided[index]?.ok);
    if (!lucky || !left) throw new Error('nobody was left out');
    accepted(
      await hub.api.withdrawFundingRequest(
        { path: { fundingRequestId: lucky.fundingRequestId }, body: {} },
        { token: lucky.token },
      ),
    );
    accepted(await people.approve(left.fundingRequestId, potId, 120_000));
  });

  it('a pharmacist asks for the nurses’ pot, and is led to theirs', async () => {
    await on('2026-11-02');
    const nurses = await people.pot(aPot());
    const pharmacists = await people.pot(
      aPot({
        name: 'Pharmacists 2026-27',
        scheme: 'pharmacy',
        eligible: { jobRoles: ['pharmacist', 'pharmacy-technician'], employers: [], boroughs: [] },
      }),
    );
    const question = { jobRole: 'pharmacist' as const, employer: 'gp-practice' as const, borough: 'Lambeth' };
    const { items } = accepted(await hub.api.checkEligibility({ body: { ...question, amountPence: 33_333 } })).body;
    const fitting = items.filter(({ fits }) => fits).map(({ pot }) => pot.potId);
    expect(fitting).toContain(pharmacists);
    expect(fitting).not.toContain(nurses);
    const refused = items.find(({ pot }) => pot.potId === nurses);
    expect(refused?.clauses.filter(({ passed }) => !passed).map(({ clause }) => clause)).toEqual(['role']);

    const own = await people.begin(aFundingRequest('pharmacist@nhs.net', { potId: nurses }, { jobRole: 'pharmacist' }));
    const { fundingRequestId, token } = own;
    await people.supported(own, 'manager', 'pharmacy.manager@practice.example');
    const sent = await hub.api.submitFundingRequest({ path: { fundingRequestId } }, { token });
    expect(sent).toMatchObject({ ok: false, code: 'not-eligible' });
    expect(JSON.stringify(sent)).toContain('Pharmacists 2026-27');
    // They do not know which pot, and staff do.
    const { version } = accepted(await hub.api.getFundingRequest({ path: { fundingRequestId } }, { token })).body;
    accepted(
      await hub.api.changeFundingRequest({ path: { fundingRequestId }, body: { version, potId: null } }, { token }),
    );
    await people.submitted(own);
    await people.review(fundingRequestId);
    expect(await people.approve(fundingRequestId, nurses, 33_333)).toMatchObject({ ok: false, code: 'not-eligible' });
    expect(accepted(await people.approve(fundingRequestId, pharmacists, 33_333)).body.potId).toBe(pharmacists);
  });

  it('a manager’s address that does not exist is shown to the applicant and to staff', async () => {
    await on('2026-11-02');
    const own = await people.begin(aFundingRequest('bounces@nhs.net'));
    const { fundingRequestId, token } = own;
    const body = { kind: 'manager' as const, authorName: 'Pat', authorEmail: 'bounce+pat@simulator.amazonses.com' };
    accepted(await hub.api.askStatement({ path: { fundingRequestId }, body }, { token }));
    const read = async () =>
      accepted(await hub.api.getFundingRequest({ path: { fundingRequestId } }, { token })).body.statements;
    const [statement] = await until(read, ([first]) => first?.emailReturned === true, 15_000, 'the bounce to show');
    const seen = accepted(
      await hub.api.getAnyFundingRequest({ path: { fundingRequestId } }, { token: await hub.tokenOf('funding') }),
    ).body;
    expect(seen.statements[0]).toMatchObject({ emailReturned: true, status: 'asked' });
    // Asked at another address, the first link is nobody's any more.
    await hub.advance(11 * 60_000);
    const path = { fundingRequestId, statementId: statement?.statementId ?? '' };
    const to = { authorName: 'Pat Manager', authorEmail: 'pat.elsewhere@practice.example' };
    accepted(await hub.api.resendStatement({ path, body: { to } }, { token }));
    expect((await read()).map(({ authorEmail, emailReturned }) => [authorEmail, emailReturned])).toEqual([
      ['pat.elsewhere@practice.example', false],
    ]);
  });

  it('an invoice that does not match is queried, replaced and paid', async () => {
    await on('2026-11-02');
    const potId = await people.pot(aPot({ scheme: 'cpd-invoices' }));
    const own = await people.begin(aFundingRequest('claims@nhs.net', { potId }));
    const { fundingRequestId, token } = own;
    await people.supported(own, 'manager', 'claims.manager@practice.example');
    await people.submitted(own);
    await people.review(fundingRequestId);
    accepted(await people.approve(fundingRequestId, potId, 33_333));
    await on('2027-02-03');
    await people.progress(own, 'started');
    const wrong = accepted(
      await people.claim(own, 'LSBU-7', { totalPence: 40_000, lines: [{ learner: 'Somebody Else', pence: 40_000 }] }),
    ).body;
    const matched = await people.match(wrong.invoiceId);
    expect(matched).toMatchObject({ ok: false, code: 'invoice-does-not-match' });
    expect(JSON.stringify(matched)).toContain('No line is for this learner');
    const finance = { token: await hub.tokenOf('finance') };
    const { items } = accepted(await hub.api.listInvoices({ query: { status: 'received' } }, finance)).body;
    expect(items.find(({ invoiceId }) => invoiceId === wrong.invoiceId)?.mismatches.map(({ what }) => what)).toEqual([
      'learner',
    ]);
    const bank = { question: 'Pay to 12-34-56, account 12345678?' };
    const path = { invoiceId: wrong.invoiceId };
    expect(await hub.api.queryInvoice({ path, body: bank }, finance)).toMatchObject({ ok: false, code: 'not-valid' });
    const question = { question: 'For whom is this?' };
    accepted(await hub.api.queryInvoice({ path, body: question }, finance));
    expect((await people.untilTold('claims@nhs.net', 'invoice-queried')).text).toContain('For whom is this?');

    const again = await people.claim(own, 'lsbu 7');
    expect(again).toMatchObject({ ok: false, code: 'nothing-to-claim' });
    const right = accepted(await people.claim(own, 'lsbu 7', { replaces: wrong.invoiceId })).body;
    await people.paid(right.invoiceId);
    expect((await people.untilTold('claims@nhs.net', 'invoice-paid')).text).toContain('£333.33');
    const state = accepted(await hub.api.getFundingRequest({ path: { fundingRequestId } }, { token })).body;
    expect(state.invoices.map(({ status }) => status)).toEqual(['replaced', 'paid']);
    expect(state.allowance).toEqual({ inYear: 0, overYears: 66_667 });
  });

  it('the year ends: who has not enrolled is warned and lapses, what was claimed is paid, the rest goes back', async () => {
    await on('2027-02-15');
    const potId = await people.pot(aPot({ scheme: 'cpd-year-end' }, { budgetPence: 100_000 }));
    const startsOn = '2027-03-01';
    const decided = [];
    for (const name of ['idle', 'claimed']) {
      const course = { ...aFundingRequest('x@nhs.net').course, startsOn } as ReturnType<
        typeof aFundingRequest
      >['course'];
      const own = await people.begin(aFundingRequest(`${name}@nhs.net`, { potId, course }));
      await people.supported(own, 'manager', `${name}.manager@practice.example`);
      await people.submitted(own);
      await people.review(own.fundingRequestId);
      accepted(await people.approve(own.fundingRequestId, potId, 33_333));
      decided.push(own);
    }
    const [, claims] = decided;
    if (!claims) throw new Error('nobody claims');
    await on('2027-03-05');
    await hub.fire('tend-funding');
    expect((await people.untilTold('idle@nhs.net', 'award-about-to-lapse')).text).toContain('31 March 2027');
    await people.progress(claims, 'started');
    await hub.moveClockTo(new Date('2027-03-31T22:30:00.000Z'));
    const { invoiceId } = accepted(await people.claim(claims, 'LAST-1', { issuedOn: '2027-03-31' })).body;
    const funding = { token: await hub.tokenOf('funding') };
    expect(await hub.api.closeYear({ path: { potId } }, funding)).toMatchObject({ ok: false, code: 'too-early' });
    expect(await people.potStands(potId)).toMatchObject({ atRiskPence: 100_000 });

    // Midnight in London, an hour before it is midnight in UTC.
    await hub.moveClockTo(new Date('2027-03-31T23:00:00.000Z'));
    await hub.fire('tend-funding');
    await hub.fire('tend-funding');
    await people.untilTold('idle@nhs.net', 'award-lapsed');
    expect((await hub.emailsTo('idle@nhs.net')).filter(({ tags }) => tags.kind === 'award-lapsed')).toHaveLength(1);
    expect(await people.potStands(potId)).toMatchObject({ availablePence: 66_667, committedPence: 33_333 });
    expect(accepted(await hub.api.closeYear({ path: { potId } }, funding)).body).toEqual({
      potId,
      lapsedPence: 66_667,
    });
    await people.paid(invoiceId);
    expect(await people.potStands(potId)).toMatchObject({
      closed: true,
      availablePence: 0,
      committedPence: 0,
      spentPence: 33_333,
      lapsedPence: 66_667,
    });
    const csv = await fetch(`${hub.url}/v1/admin/pots/${potId}/ledger`, {
      headers: { Authorization: `Bearer ${await hub.tokenOf('finance')}`, Accept: 'text/csv' },
    });
    const lines = (await csv.text()).trim().split('\r\n');
    expect(lines).toHaveLength(1 + 6);
    expect(lines.at(-1)).toContain('payment');
    expect(lines.join('\n')).not.toContain("'");
  });

  it('tells staff once a day what has waited long', async () => {
    await on('2027-05-03');
    const own = await people.begin(
      aFundingRequest('waits@nhs.net', {
        course: { ...aFundingRequest('x@nhs.net').course, startsOn: '2027-09-01', endsOn: '2027-12-01' } as never,
      }),
    );
    await people.supported(own, 'manager', 'waits.manager@practice.example');
    await people.submitted(own);
    await on('2027-05-11');
    await hub.fire('funding-digest');
    await hub.fire('funding-digest');
    const digest = await people.untilTold('info@seltraininghub.co.uk', 'funding-digest');
    expect(digest.text).toContain('Requests to take up');
    const subjects = (await hub.emailsTo('info@seltraininghub.co.uk')).map(({ subject }) => subject);
    expect(subjects.filter((subject) => subject.includes('11 May 2027'))).toHaveLength(1);
  });

  it('left everything right: money, histories, permissions and logs', async () => {
    const stored = await hub.storedFunding();
    expectMoneyRight(stored);
    expectHistoriesLead(stored);
    expect(await hub.denied()).toEqual([]);
    for (const text of ["O'Brien", 'nhs.net', 'practice.example', 'LSBU', 'INV-'])
      expect(await searchEverywhere(hub, text, ['log']), text).toEqual([]);
  });
});
