import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accepted } from '#http/client.ts';
import { aFundingRequest, aPot } from '../../support/funding-nouns.ts';
import { fundingVisitorOf } from '../../support/funding-visitor.ts';
import { startTestPlatform, type TestPlatform } from '../../support/platform.ts';
import { searchEverywhere } from '../../support/search-everywhere.ts';

const hour = 3_600_000;
const learner = 'cpd.learner@nhs.net';
const words = 'I left the zebra meeting after an hour';

let hub: TestPlatform;
let token: string;
let staff: { token: string };
beforeAll(async () => {
  hub = await startTestPlatform();
  token = await hub.register(learner);
  staff = { token: await hub.tokenOf('bookings') };
}, 60_000);
afterAll(() => hub.stop());

const list = async () => accepted(await hub.api.listTrainingRecords({ query: { limit: 100 } }, { token })).body.items;
const log = async () => accepted(await hub.api.getCpdLog({}, { token })).body;

describe('the CPD log', () => {
  const attended: { sessionId: string; bookingId: string }[] = [];
  let own: string;

  /** A session of an hour and a half that has been attended. */
  async function attend(changes: Parameters<TestPlatform['publishSession']>[0]) {
    const startsAt = new Date((await hub.now()).getTime() + hour);
    const endsAt = new Date(startsAt.getTime() + 1.5 * hour);
    const times = { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() };
    const sessionId = await hub.publishSession({ ...times, ...changes });
    const { id: bookingId } = await hub.booked(sessionId, learner);
    await hub.moveClockTo(new Date(endsAt.getTime() + 60_000));
    await record(sessionId, bookingId, 'attended');
    attended.push({ sessionId, bookingId });
  }

  const record = async (sessionId: string, bookingId: string, attendance: 'attended' | 'did-not-attend') =>
    accepted(
      await hub.api.recordAttendance({ path: { sessionId }, body: { attendance: [{ bookingId, attendance }] } }, staff),
    );

  async function finishCourse() {
    const funding = fundingVisitorOf(hub);
    const potId = await funding.pot(aPot());
    const request = await funding.begin(aFundingRequest(learner));
    await funding.supported(request, 'manager', 'cpd.manager@nhs.net');
    await funding.submitted(request);
    await funding.review(request.fundingRequestId);
    accepted(await funding.approve(request.fundingRequestId, potId, 33_333));
    await hub.moveClockTo(new Date('2027-02-02T09:00:00.000Z'));
    await funding.progress(request, 'started');
    await funding.progress(request, 'finished');
  }

  it('of two sessions, a course that was paid for and one entry of their own has codes that anybody can check, and adds up', async () => {
    await hub.moveClockTo(new Date('2027-01-11T09:00:00.000Z'));
    await attend({ title: 'Asthma reviews', format: 'in-person', venue: 'Lewisham Hall' });
    await attend({ title: 'Spirometry online', format: 'webinar', joinLink: 'https://webinars.example/s' });
    // Among what has come already, each finds the email that it waits for.
    await hub.untilEmailsSent();
    await finishCourse();
    const added = accepted(
      await hub.api.addTrainingRecord(
        {
          body: {
            title: '=Basic life support',
            provider: 'St John Ambulance',
            completedOn: '2027-01-20',
            hours: 3.25,
            participatory: false,
          },
        },
        { token },
      ),
    );
    expect(added).toMatchObject({ status: 201, body: { source: 'own', duration: 'PT3H15M', version: 1 } });
    own = added.body.trainingRecordId;

    const { items, totals, name } = await log();
    expect(name).toBe("Siobhán O'Brien");
    expect(items.map(({ title, hours, source }) => [title, hours, source])).toEqual([
      ['Asthma reviews', 1.5, 'attendance'],
      ['Spirometry online', 1.5, 'attendance'],
      ['=Basic life support', 3.25, 'own'],
      ['Long-term conditions in primary care', undefined, 'funded-course'],
    ]);
    expect(totals).toEqual({
      hours: 6.25,
      participatoryHours: 1.5,
      notParticipatoryHours: 3.25,
      notSaidHours: 1.5,
      entriesWithoutHours: 1,
    });
    const codes = items.flatMap(({ certificate }) => certificate ?? []);
    expect(codes).toHaveLength(2);
    for (const { code, url } of codes) {
      expect(url).toMatch(new RegExp(`^https?://.+/certificates/${code}$`));
      expect(accepted(await hub.api.checkCertificate({ path: { code } })).body.valid).toBe(true);
    }
  });

  it('is a table for a spreadsheet, in which no text is taken for a formula, and a PDF that is tagged', async () => {
    const csv = accepted(await hub.api.getCpdLog({}, { token, accept: 'text/csv' }));
    if (csv.status !== 200) throw new Error('no table');
    const lines = csv.body.trim().split('\r\n');
    expect(lines[0]).toContain('Participatory');
    expect(lines.find((line) => line.includes('life support'))).toBe(
      "2027-01-20,'=Basic life support,St John Ambulance,3.25,No,,Entered by yourself,,",
    );
    expect(lines).toContain(',"Of these, participatory",,1.5,,,,,');
    const pdf = accepted(await hub.api.getCpdLog({}, { token, accept: 'application/pdf' }));
    if (pdf.status !== 200) throw new Error('no PDF');
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    expect(pdf.headers.get('content-disposition')).toContain('cpd-log-2024-02-02-2027-02-02.pdf');
    expect(Buffer.from(pdf.body).subarray(0, 8).toString('latin1')).toBe('%PDF-1.7');
    expect(Buffer.from(pdf.body).includes('/StructTreeRoot')).toBe(true);
  });

  it('is JSON where PDF is named after another type, since the gateway would hand on text that stands for the bytes', async () => {
    const headers = { Authorization: `Bearer ${token}`, Accept: 'text/html, application/pdf' };
    const response = await fetch(`${hub.url}/v1/me/cpd-log`, { headers });
    expect(response.headers.get('content-type')).toBe('application/json');
  });

  it('is of the days that are chosen, which must come one after the other', async () => {
    const days = { from: '2027-01-20', to: '2027-01-20' };
    expect(accepted(await hub.api.getCpdLog({ query: days }, { token })).body.items).toHaveLength(1);
    const first = await log();
    const [{ completedOn }] = first.items as [(typeof first.items)[number]];
    const ofFirst = { from: completedOn, to: completedOn };
    expect(accepted(await hub.api.getCpdLog({ query: ofFirst }, { token })).body.items.length).toBeGreaterThan(0);
    const wrong = { from: '2027-01-20', to: '2027-01-19' };
    expect(await hub.api.getCpdLog({ query: wrong }, { token })).toMatchObject({
      code: 'not-valid',
      problem: { errors: [{ in: 'query', pointer: '/to' }] },
    });
  });

  it.each([
    [{ to: '9999-12-31' }, '/to'],
    [{ to: '0001-01-01' }, '/to'],
    [{ from: '0001-01-01' }, '/from'],
    [{ from: '2024-01-01', to: '2101-01-01' }, '/to'],
  ])('is of no days that nobody means: %j', async (query, pointer) => {
    expect(await hub.api.getCpdLog({ query }, { token })).toMatchObject({
      code: 'not-valid',
      problem: { errors: [{ in: 'query', pointer }] },
    });
  });

  it('is whole of the furthest days that may be asked for', async () => {
    const { items } = await log();
    for (const query of [{ from: '1950-01-01', to: '2100-12-31' }, { from: '1950-01-01' }])
      expect(accepted(await hub.api.getCpdLog({ query }, { token })).body.items).toEqual(items);
    expect(accepted(await hub.api.getCpdLog({ query: { to: '1950-01-01' } }, { token })).body.items).toEqual([]);
  });

  it('lists the same page by page, none of them twice', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = accepted(await hub.api.listTrainingRecords({ query: { limit: 1, cursor } }, { token })).body;
      seen.push(...page.items.map(({ trainingRecordId }) => trainingRecordId));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(seen).toEqual((await list()).map(({ trainingRecordId }) => trainingRecordId));
    expect(new Set(seen).size).toBe(4);
    expect(await hub.api.listTrainingRecords({ query: { cursor: 'x' } }, { token })).toMatchObject({ ok: false });
  });

  it('is changed by its owner where they entered it, and by nobody where it was recorded here', async () => {
    const path = { trainingRecordId: own };
    const changed = await hub.api.changeTrainingRecord(
      { path, body: { version: 1, hours: 4, participatory: null } },
      { token },
    );
    expect(changed).toMatchObject({ body: { hours: 4, version: 2 } });
    expect(accepted(changed).body).not.toHaveProperty('participatory');
    expect(await hub.api.changeTrainingRecord({ path, body: { version: 1, hours: 5 } }, { token })).toMatchObject({
      code: 'stale-version',
      problem: { version: 2 },
    });
    const [here] = (await list()).filter(({ source }) => source === 'attendance');
    const herePath = { trainingRecordId: here?.trainingRecordId ?? '' };
    for (const refused of [
      await hub.api.changeTrainingRecord({ path: herePath, body: { version: 1, hours: 5 } }, { token }),
      await hub.api.deleteTrainingRecord({ path: herePath }, { token }),
      await hub.api.disputeTrainingRecord({ path, body: { words } }, { token }),
    ])
      expect(refused).toMatchObject({ code: 'wrong-state' });
    const another = await hub.register('another.learner@nhs.net');
    for (const each of [path, herePath])
      expect(await hub.api.deleteTrainingRecord({ path: each }, { token: another })).toMatchObject({
        code: 'training-record-not-found',
      });
  });

  it.each([
    [{ completedOn: '2031-01-01' }, '/completedOn'],
    [{ completedOn: '1890-01-01' }, '/completedOn'],
    [{ hours: 0 }, '/hours'],
    [{ hours: 1.3 }, '/hours'],
    [{ hours: 2001 }, '/hours'],
    [{ level: 'level-9' as never }, '/level'],
    [{ title: ' ' }, '/title'],
  ])('takes no entry with %j', async (changes, pointer) => {
    const body = { title: 'A', provider: 'B', completedOn: '2027-01-20', hours: 1, ...changes };
    expect(await hub.api.addTrainingRecord({ body }, { token })).toMatchObject({
      code: 'not-valid',
      problem: { errors: [{ in: 'body', pointer }] },
    });
  });

  it('shows staff what somebody says is wrong, follows what they correct, and tells of their answer', async () => {
    const [{ sessionId, bookingId }] = attended as [(typeof attended)[number]];
    const path = { trainingRecordId: `attendance-${bookingId}` };
    const told = await hub.api.disputeTrainingRecord({ path, body: { words } }, { token, idempotencyKey: 'dispute' });
    expect(told).toMatchObject({ status: 201, body: { dispute: { status: 'open', words } } });
    const again = await hub.api.disputeTrainingRecord({ path, body: { words } }, { token, idempotencyKey: 'dispute' });
    expect(again).toMatchObject({ status: 201, body: { dispute: { status: 'open' } } });
    expect(await hub.api.disputeTrainingRecord({ path, body: { words } }, { token })).toMatchObject({
      code: 'wrong-state',
    });
    expect((await list()).find(({ trainingRecordId }) => trainingRecordId === path.trainingRecordId)).toMatchObject({
      dispute: { status: 'open' },
    });

    const { items: open } = accepted(await hub.api.listTrainingDisputes({}, staff)).body;
    expect(open).toMatchObject([{ bookingId, sessionId, words, person: { workEmail: learner } }]);
    const [{ disputeId }] = open as [(typeof open)[number]];
    await record(sessionId, bookingId, 'did-not-attend');
    expect((await log()).items.map(({ title }) => title)).not.toContain('Asthma reviews');
    // What is recorded now is that they did not come, of which they have told already.
    expect(await hub.api.disputeTrainingRecord({ path, body: { words } }, { token })).toMatchObject({
      code: 'wrong-state',
    });

    const body = { outcome: 'corrected' as const, answer: 'The list was of another day.' };
    const settled = accepted(await hub.api.settleTrainingDispute({ path: { disputeId }, body }, staff)).body;
    expect(settled).toMatchObject({ status: 'settled', outcome: 'corrected' });
    expect(await hub.api.settleTrainingDispute({ path: { disputeId }, body }, staff)).toMatchObject({
      code: 'wrong-state',
    });
    expect(accepted(await hub.api.listTrainingDisputes({}, staff)).body.items).toEqual([]);
    expect(
      accepted(await hub.api.listTrainingDisputes({ query: { status: 'settled' } }, staff)).body.items,
    ).toHaveLength(1);
    const email = await fundingVisitorOf(hub).untilTold(learner, 'training-dispute-settled');
    expect(email.text).toContain('The list was of another day.');
    const trail = await hub.trail();
    expect(trail.find(({ action }) => action === 'training-dispute-settled')).toMatchObject({
      subjects: [`TRAINING-DISPUTE#${disputeId}`],
      facts: { outcome: 'corrected' },
    });
    for (const said of [body.answer, words]) expect(JSON.stringify(trail)).not.toContain(said);
  });

  it('shows staff for funding what somebody says is wrong with a course, and lets no other settle it', async () => {
    const [course] = (await list()).filter(({ source }) => source === 'funded-course');
    const path = { trainingRecordId: course?.trainingRecordId ?? '' };
    const told = accepted(await hub.api.disputeTrainingRecord({ path, body: { words } }, { token })).body;
    expect(told).toMatchObject({ ...path, source: 'funded-course', title: course?.title, dispute: { status: 'open' } });

    const funding = { token: await hub.tokenOf('funding') };
    expect(accepted(await hub.api.listTrainingDisputes({}, staff)).body.items).toEqual([]);
    const { items } = accepted(await hub.api.listTrainingDisputes({}, funding)).body;
    expect(items).toMatchObject([{ source: 'funded-course', words, person: { workEmail: learner } }]);
    const { disputeId = '', fundingRequestId } = items[0] ?? {};
    expect(path.trainingRecordId).toBe(`funded-course-${fundingRequestId}`);
    const body = { outcome: 'stands' as const, answer: 'The course ended on that day.' };
    expect(await hub.api.settleTrainingDispute({ path: { disputeId }, body }, staff)).toMatchObject({
      code: 'not-allowed',
    });
    const settled = await hub.api.settleTrainingDispute({ path: { disputeId }, body }, funding);
    expect(settled).toMatchObject({ status: 200, body: { status: 'settled', fundingRequestId } });
  });

  it('is among what somebody is told that is held about them', async () => {
    const kinds: string[] = [];
    let cursor: string | undefined;
    do {
      const page = accepted(await hub.api.listMyHoldings({ query: { limit: 100, cursor } }, { token })).body;
      kinds.push(...page.items.map(({ kind }) => kind));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(kinds).toEqual(expect.arrayContaining(['training-record', 'training-count', 'training-dispute']));
  });

  it('says nothing of it in any log', async () => {
    for (const said of ['zebra', 'life support', 'another day'])
      expect(await searchEverywhere(hub, said, ['log']), said).toEqual([]);
  });

  it('goes when its owner deletes it, once', async () => {
    const path = { trainingRecordId: own };
    accepted(await hub.api.deleteTrainingRecord({ path }, { token, idempotencyKey: 'gone' }));
    expect(await hub.api.deleteTrainingRecord({ path }, { token, idempotencyKey: 'gone' })).toMatchObject({ ok: true });
    expect(await hub.api.deleteTrainingRecord({ path }, { token })).toMatchObject({
      code: 'training-record-not-found',
    });
    expect((await log()).items.map(({ source }) => source)).not.toContain('own');
  });

  it('asks IAM for nothing that its policies do not give', async () => {
    expect(await hub.denied()).toEqual([]);
  });
});
