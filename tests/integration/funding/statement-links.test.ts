import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTellUploader } from '#functions/documents/tell-uploader.ts';
import { followUpsOf } from '#records/bookings/follow-ups.ts';
import { LinksAskedRecord } from '#records/people/items.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { createTestFunding, type TestFunding } from '../../support/funding.ts';
import { aFundingRequest } from '../../support/funding-nouns.ts';
import { day, hour, workOf } from '../../support/hub.ts';
import { scanAll } from '../../support/scan.ts';

const answer = { supports: true, releaseTime: 'paid', excessPaidBy: 'nobody', text: 'Yes' } as const;

describe('the link to a statement', () => {
  let engine: RunningEngine;
  let hub: TestFunding;

  beforeAll(async () => {
    engine = await startEngine();
    hub = createTestFunding(engine.client);
  });
  beforeEach(() => hub.time.moveTo('2027-01-04T09:00:00.000Z'));
  afterAll(() => engine.stop());

  async function asked(authorEmail: string) {
    const id = await hub.start(aFundingRequest(`of.${authorEmail}`));
    const body = { kind: 'manager' as const, authorName: 'Pat', authorEmail, documentIds: [] };
    await hub.askStatement({ ...hub.nothing, path: { fundingRequestId: id }, body }, await hub.as(id));
    const statementId = (await hub.stored(id)).statements[0]?.statementId ?? '';
    return { id, statementId, at: { ...hub.nothing, path: { statementId } } };
  }
  /** The token of the latest email to an author, kept for as long as that email's would be. */
  async function latestLink(authorEmail: string) {
    const email = (await hub.emailsTo(authorEmail)).at(-1);
    if (!email) throw new Error('no email');
    return hub.holderOf('statement', email.about.id, new Date((email.linkExpiresAt ?? 0) * 1000).toISOString());
  }
  const given = { body: { status: 'supported' } };
  const ended = { code: 'link-not-valid' };

  it('shows what was answered on its last day for a week more', async () => {
    const { id, statementId, at } = await asked('last.day@practice.example');
    const author = await latestLink('last.day@practice.example');
    const end = Date.parse((await hub.stored(id)).statements[0]?.endsAt ?? '');
    hub.time.moveTo(new Date(end - hour).toISOString());
    await hub.giveStatement({ ...hub.nothing, path: { statementId }, body: { ...answer, documentIds: [] } }, author);
    hub.time.advance(7 * day - 1);
    expect(await hub.getStatement(at, author)).toMatchObject(given);
    hub.time.advance(1);
    await expect(hub.getStatement(at, author)).rejects.toMatchObject(ended);
  });

  it('ends at its time where nobody answers, and opens again where they are asked again', async () => {
    const { id, statementId, at } = await asked('asked.again@practice.example');
    const first = await latestLink('asked.again@practice.example');
    hub.time.advance(14 * day);
    await expect(hub.getStatement(at, first)).rejects.toMatchObject(ended);
    const again = { ...hub.nothing, path: { fundingRequestId: id, statementId }, body: { to: undefined } };
    await hub.resendStatement(again, await hub.as(id));
    hub.time.advance(13 * day);
    for (const author of [first, await latestLink('asked.again@practice.example')]) {
      expect(await hub.getStatement(at, author)).toMatchObject({ body: { status: 'asked' } });
    }
    hub.time.advance(day);
    await expect(hub.getStatement(at, first)).rejects.toMatchObject(ended);
  });

  it('is the same in whichever email it comes', async () => {
    const { id, statementId } = await asked('each.email@practice.example');
    await hub.askForLinks(
      { ...hub.nothing, body: { workEmail: 'each.email@practice.example' } },
      { caller: { kind: 'guest' }, work: workOf(), once: undefined },
    );
    for (const after of await scanAll(hub.document, 'records', LinksAskedRecord)) {
      for (const followUp of followUpsOf({ before: {}, after })) await hub.followUp(followUp);
    }
    const documentId = await hub.uploaded(id, 'statement', { statementId, status: 'infected' });
    const document = await hub.documents.find(documentId, workOf());
    if (!document) throw new Error('no document');
    const refused = await createTellUploader(hub)(document, 'infected', workOf());
    const sent = await hub.emailsTo('each.email@practice.example');
    const { expiresAt } = (await hub.requests.findStatement(statementId, workOf())) ?? {};
    expect([...sent, refused].map((email) => email?.linkExpiresAt)).toEqual([expiresAt, expiresAt, expiresAt]);
  });
});
