import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAsksWrites } from '#records/people/asks.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { createTestFunding, type TestFunding } from '../../support/funding.ts';
import { aFundingRequest } from '../../support/funding-nouns.ts';
import { workOf } from '../../support/hub.ts';

const answer = () => ({
  supports: true,
  releaseTime: 'paid' as const,
  excessPaidBy: 'nobody' as const,
  text: 'Yes',
  documentIds: [],
});

describe('“I am not the right person, ask …”', () => {
  let engine: RunningEngine;
  let hub: TestFunding;

  beforeAll(async () => {
    engine = await startEngine();
    hub = createTestFunding(engine.client);
  });
  beforeEach(() => hub.time.moveTo('2027-01-04T09:00:00.000Z'));
  afterAll(() => engine.stop());

  async function asked(practice: string) {
    const applicant = `applicant@${practice}.nhs.uk`;
    const id = await hub.start(aFundingRequest(applicant));
    const authorEmail = `first@${practice}.nhs.uk`;
    const body = { kind: 'manager' as const, authorName: 'Pat First', authorEmail, documentIds: [] };
    await hub.askStatement({ ...hub.nothing, path: { fundingRequestId: id }, body }, await hub.as(id));
    const statementId = (await hub.stored(id)).statements[0]?.statementId ?? '';
    return { id, applicant, authorEmail, statementId, author: await hub.holderOf('statement', statementId) };
  }
  type By = Awaited<ReturnType<TestFunding['holderOf']>>;
  const redirect = (statementId: string, by: By, authorEmail: string, authorName = 'Sam Second') =>
    hub.redirectStatement({ ...hub.nothing, path: { statementId }, body: { authorName, authorEmail } }, by);
  const statementsOf = async (id: string) =>
    (await hub.stored(id)).statements.map(({ status, kind }) => [kind, status]);
  const kindsTo = async (address: string) => (await hub.emailsTo(address)).map(({ kind }) => kind);

  it('asks whom they name, tells the applicant, and the first link opens nothing more', async () => {
    const { id, applicant, statementId, author } = await asked('right');
    const { status, body } = await redirect(statementId, author, 'second@right.nhs.uk');
    expect([status, body.status, body.authorName]).toEqual([200, 'replaced', 'Pat First']);
    expect(await statementsOf(id)).toEqual([
      ['manager', 'replaced'],
      ['manager', 'asked'],
    ]);
    const at = { ...hub.nothing, path: { statementId } };
    for (const again of [
      () => hub.getStatement(at, author),
      () => hub.giveStatement({ ...at, body: answer() }, author),
      () => redirect(statementId, author, 'third@right.nhs.uk'),
    ])
      await expect(again()).rejects.toMatchObject({ code: 'link-not-valid' });

    const [toSecond] = await hub.emailsTo('second@right.nhs.uk');
    expect(toSecond).toMatchObject({
      kind: 'statement-asked',
      facts: { authorName: 'Sam Second', namedBy: 'Pat First', kind: 'manager', reminder: false },
    });
    const told = (await hub.emailsTo(applicant)).at(-1);
    expect(told).toMatchObject({
      kind: 'statement-redirected',
      about: { kind: 'funding-request', id },
      facts: { authorName: 'Pat First', insteadName: 'Sam Second' },
    });
    // Whom they named gives it as anybody who was asked.
    const next = toSecond?.about.id ?? '';
    const given = await hub.giveStatement(
      { ...hub.nothing, path: { statementId: next }, body: answer() },
      await hub.holderOf('statement', next),
    );
    expect(given.body.status).toBe('supported');
  });

  it('says in every later email, too, who named them, and not so to whom the applicant asks after that', async () => {
    const { id, statementId, author } = await asked('later');
    await redirect(statementId, author, 'second@later.nhs.uk');
    const second = (await hub.stored(id)).statements[1]?.statementId ?? '';
    await hub.submit(id);
    hub.time.advance(12 * 86_400_000);
    await hub.tend(id);
    const again = (body: { to?: { authorName: string; authorEmail: string } }) =>
      hub
        .as(id)
        .then((by) =>
          hub.resendStatement({ ...hub.nothing, path: { fundingRequestId: id, statementId: second }, body }, by),
        );
    await again({});
    const toSecond = await hub.emailsTo('second@later.nhs.uk');
    expect(toSecond).toMatchObject(
      [false, true, true].map((reminder) => ({ kind: 'statement-asked', facts: { namedBy: 'Pat First', reminder } })),
    );
    hub.time.advance(86_400_000);
    await again({ to: { authorName: 'Una Third', authorEmail: 'third@later.nhs.uk' } });
    const [toThird] = await hub.emailsTo('third@later.nhs.uk');
    expect(toThird?.kind).toBe('statement-asked');
    expect(toThird?.facts).not.toHaveProperty('namedBy');
  });

  it('is one, sent twice under one key', async () => {
    const { id, statementId, author } = await asked('twice');
    const once = { id: 'redirected-once', fingerprint: 'f' };
    await redirect(statementId, { ...author, once } as unknown as By, 'second@twice.nhs.uk');
    expect(await statementsOf(id)).toHaveLength(2);
    // The link is not looked at before the reply that was kept for the key is.
    await expect(hub.records.recall(once, workOf())).rejects.toMatchObject({ name: 'AlreadyDoneError' });
  });

  it('is refused for the applicant, for themselves, and for who does not know the applicant', async () => {
    const { id, statementId, author } = await asked('refused');
    const wrong = (detail: RegExp) => ({
      code: 'not-valid',
      facts: { errors: [{ pointer: '/authorEmail', detail: expect.stringMatching(detail) }] },
    });
    await expect(redirect(statementId, author, 'Applicant+x@refused.nhs.uk')).rejects.toMatchObject(
      wrong(/Somebody else must give this statement/),
    );
    await expect(redirect(statementId, author, 'first+x@refused.nhs.uk')).rejects.toMatchObject(
      wrong(/your own address/),
    );

    await redirect(statementId, author, 'stranger@refused.nhs.uk');
    const stranger = (await hub.stored(id)).statements[1]?.statementId ?? '';
    await hub.notMyStatement(
      { ...hub.nothing, path: { statementId: stranger } },
      await hub.holderOf('statement', stranger),
    );
    const body = { to: { authorName: 'Pat First', authorEmail: 'first@refused.nhs.uk' } };
    hub.time.advance(3_600_000);
    await hub.resendStatement(
      { ...hub.nothing, path: { fundingRequestId: id, statementId: stranger }, body },
      await hub.as(id),
    );
    const again = (await hub.stored(id)).statements[2]?.statementId ?? '';
    const first = await hub.holderOf('statement', again);
    // Asked anew in the stranger's place: what the stranger said holds all the same.
    expect((await hub.stored(id)).statements[1]?.status).toBe('replaced');
    await expect(redirect(again, first, 'stranger+x@refused.nhs.uk')).rejects.toMatchObject(
      wrong(/Nobody can be asked at this address/),
    );
    // Who was replaced, and had said nothing of the kind, may be asked again.
    await redirect(again, first, 'other@refused.nhs.uk');
    const other = (await hub.stored(id)).statements[3]?.statementId ?? '';
    await redirect(other, await hub.holderOf('statement', other), 'first@refused.nhs.uk');
    expect((await statementsOf(id)).at(-1)).toEqual(['manager', 'asked']);
  });

  it('is refused once it was given, or nobody waits for it any more', async () => {
    const { id, statementId, author } = await asked('over');
    const other = await asked('withdrawn');
    await hub.giveStatement({ ...hub.nothing, path: { statementId }, body: answer() }, author);
    await expect(redirect(statementId, author, 'second@over.nhs.uk')).rejects.toMatchObject({ code: 'wrong-state' });
    expect(await statementsOf(id)).toEqual([['manager', 'supported']]);
    await hub.notMyFundingRequest({ ...hub.nothing, path: { fundingRequestId: other.id } }, await hub.as(other.id));
    await expect(redirect(other.statementId, other.author, 'second@over.nhs.uk')).rejects.toMatchObject({
      code: expect.stringMatching(/wrong-state|link-not-valid/),
    });
  });

  it('writes to nobody who may be sent no more, says nothing of that, and only so often for one request', async () => {
    const { id, statementId, author } = await asked('often');
    const writes = createAsksWrites({ clock: hub.clock, hub: hub.hub });
    const most = hub.hub.openForms.mostPerMailboxAndDay;
    await hub.records.commit({ asks: writes.oneMore('busy@often.nhs.uk', undefined, most) }, { work: workOf() });
    expect((await redirect(statementId, author, 'busy@often.nhs.uk')).body.status).toBe('replaced');
    expect(await kindsTo('busy@often.nhs.uk')).toEqual([]);
    for (let asks = 3; asks <= 12; asks += 1) {
      const latest = (await hub.stored(id)).statements.at(-1)?.statementId ?? '';
      await redirect(latest, await hub.holderOf('statement', latest), `number${asks}@often.nhs.uk`);
    }
    const last = (await hub.stored(id)).statements.at(-1)?.statementId ?? '';
    await expect(redirect(last, await hub.holderOf('statement', last), 'more@often.nhs.uk')).rejects.toMatchObject({
      code: 'wrong-state',
    });
  });
});
