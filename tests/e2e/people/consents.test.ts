import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { areas } from '#functions/contracts.ts';
import { accepted } from '#http/client.ts';
import { southEastLondon } from '#hub/south-east-london.ts';
import { startTestPlatform, type TestPlatform, until } from '../../support/platform.ts';
import { searchEverywhere, storesIn } from '../../support/search-everywhere.ts';

let hub: TestPlatform;
beforeAll(async () => {
  hub = await startTestPlatform();
});
afterAll(() => hub.stop());

/** So seldom that nothing else says it. */
const gender = 'non-binary';
const told = { wordingVersion: 1, gender, yearOfBirth: 1931, ethnicity: 'G', disability: 'yes' } as const;
const whereIsIt = async () => storesIn(await searchEverywhere(hub, gender));

describe('what somebody tells of themselves', () => {
  it('is kept in one table under one key, and shown to its owner alone', async () => {
    const me = { token: await hub.register('tells@nhs.net') };
    const other = { token: await hub.register('other@nhs.net') };
    const before = accepted(await hub.api.getDemographics({}, me)).body;
    expect(before).toMatchObject({ told: null, choice: null });
    expect(before.asked.map(({ field }) => field)).toEqual(['gender', 'yearOfBirth', 'ethnicity', 'disability']);
    const saved = await hub.api.saveDemographics({ body: told }, { ...me, idempotencyKey: 'tells-once' });
    expect(JSON.stringify(accepted(saved).body)).not.toContain(gender);
    accepted(await hub.api.saveDemographics({ body: told }, { ...me, idempotencyKey: 'tells-once' }));

    const { wordingVersion: _, ...values } = told;
    expect(accepted(await hub.api.getDemographics({}, me)).body.told).toMatchObject(values);
    expect(accepted(await hub.api.getDemographics({}, other)).body.told).toBeNull();
    expect(await whereIsIt()).toEqual(['items Demographics']);
    expect(await hub.denied()).toEqual([]);

    const held = accepted(await hub.api.listMyHoldings({ query: { limit: 100 } }, me)).body.items;
    expect(JSON.stringify(held)).not.toContain(gender);
    const consent = held.find(({ kind }) => kind === 'choice');
    expect(consent?.classes.flatMap(({ shownAt }) => shownAt ?? [])).toEqual(['GET /v1/me/demographics']);
  });

  it('has no operation for staff', () => {
    const answering = areas
      .flatMap(({ routes }) => Object.values(routes))
      .filter(({ replies }) =>
        JSON.stringify(Object.values(replies).map((reply) => reply.toJSONSchema())).includes('yearOfBirth'),
      );
    expect(answering.map(({ operationId, audience }) => [operationId, audience.kind])).toEqual([
      ['getDemographics', 'learner'],
    ]);
  });

  it('is refused in other words than today’s, of no known code and of no possible year, and no problem repeats it', async () => {
    const me = { token: await hub.register('wrong@nhs.net') };
    const save = (body: object) => hub.api.saveDemographics({ body: { ...told, ...body } as never }, me);
    expect(await save({ wordingVersion: 2 })).toMatchObject({
      code: 'consent-changed',
      problem: { status: 409, wording: { version: 1, text: expect.stringContaining('I agree') } },
    });
    for (const [field, value] of [
      ['gender', 'Squirrel'],
      ['ethnicity', 'Q'],
      ['yearOfBirth', 1899],
      ['yearOfBirth', 2019],
      ['yearOfBirth', '14/02/1988'],
    ] as const) {
      const refused = await save({ [field]: value });
      expect(refused, field).toMatchObject({
        code: 'not-valid',
        problem: { status: 422, errors: [{ pointer: `/${field}` }] },
      });
      // But for the request's id, in which any four digits may stand.
      const said = JSON.stringify(refused, (name, each) => (name === 'instance' ? undefined : each));
      expect(said, field).not.toMatch(/Squirrel|1899|2019|14\/02/);
    }
    expect(accepted(await hub.api.getDemographics({}, me)).body.told).toBeNull();
  });

  it('is taken back by an email to the hub, from when staff record it, and is then nowhere', async () => {
    const workEmail = 'tells@nhs.net';
    const me = { token: await hub.tokenOf(workEmail) };
    const staff = { token: await hub.tokenOf('data-protection') };
    const { personId } = accepted(await hub.api.findPerson({ body: { workEmail, why: 'objection' } }, staff)).body;
    const body = { channel: 'email', receivedAt: (await hub.now()).toISOString(), words: 'Please delete it.' } as const;
    const path = { personId: personId ?? '', purpose: 'demographics' } as const;
    const [sent] = [await hub.emailsTo(workEmail)];
    const withdrawn = accepted(await hub.api.withdrawConsent({ path, body }, staff)).body;
    expect(withdrawn.choices).toMatchObject([{ purpose: 'demographics', endedBy: 'email' }]);
    expect(accepted(await hub.api.getDemographics({}, me)).body.told).toBeNull();
    await until(whereIsIt, (stores) => stores.length === 0, 20_000, 'the deletion');
    const [email] = await hub.untilEmails(workEmail, sent.length + 1);
    expect(email?.subject).toBe('You have taken back your consent');
    expect(email?.text).not.toContain(gender);
    // The words stand in the ledger, for them to see.
    const held = accepted(await hub.api.listMyHoldings({ query: { limit: 100 } }, me)).body.items;
    const choice = held.find(({ kind }) => kind === 'choice');
    expect(JSON.stringify(choice)).toContain('Please delete it.');
    expect(choice?.classes.some(({ shownAt }) => shownAt !== undefined)).toBe(false);
  });

  it('goes with an account that nobody uses, and its consent is kept as proof that it was given', async () => {
    const workEmail = 'goes@nhs.net';
    const me = { token: await hub.register(workEmail) };
    accepted(await hub.api.saveDemographics({ body: told }, me));
    accepted(await hub.api.giveConsent({ path: { purpose: 'news' }, body: { wordingVersion: 1 } }, me));
    accepted(await hub.api.object({ path: { purpose: 'report-on-funding' } }, me));
    const { accountYearsFromLastActivity: years } = southEastLondon.retention;
    const end = await hub.now();
    end.setUTCFullYear(end.getUTCFullYear() + years, end.getUTCMonth(), end.getUTCDate() + 1);
    await hub.moveClockTo(end);
    await hub.sweep();
    await until(whereIsIt, (stores) => stores.length === 0, 30_000, 'the end');
    const places = () => searchEverywhere(hub, 'account-ended', ['items']);
    await until(places, (all) => all.length === 2, 20_000, 'the end of what they consented to');
    // What they objected to outlives the account.
    const objections = (await searchEverywhere(hub, 'objection', ['items'])).map(({ key }) => key);
    expect(new Set(objections.filter((key) => key.startsWith('CHOICES#'))).size).toBe(1);
    expect(await hub.denied()).toEqual([]);
  });
});
