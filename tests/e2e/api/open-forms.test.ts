import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { areas } from '#functions/contracts.ts';
import { accepted } from '#http/client.ts';
import { isWrite, type Route } from '#http/route.ts';
import { aFundingRequest } from '../../support/funding-nouns.ts';
import { fundingVisitorOf } from '../../support/funding-visitor.ts';
import { exampleBodyOf } from '../../support/openapi-examples.ts';
import { startTestPlatform, type TestPlatform } from '../../support/platform.ts';

const openForms: readonly Route[] = areas
  .flatMap((area) => Object.values(area.routes))
  // What a link in an email opens names nobody.
  .filter((route) => route.audience.kind === 'public' && isWrite(route) && !route.path.includes('{'));

describe('forms that anybody may fill in', () => {
  let hub: TestPlatform;
  let sessionId: string;
  const known = 'known.to.us@nhs.net';

  beforeAll(async () => {
    hub = await startTestPlatform();
    sessionId = await hub.publishSession();
    await hub.booked(sessionId, known);
    await fundingVisitorOf(hub).begin(aFundingRequest(known, { course: undefined }));
  });
  afterAll(() => hub.stop());

  /** The form as the documentation shows it, for a session that is there, with this address wherever it asks for one. */
  async function send(route: Route, address: string) {
    const example = JSON.stringify(exampleBodyOf(route) ?? {}).replaceAll(/[\w.']+@[\w.]+\w/g, address);
    const { potId: _, ...body } = JSON.parse(example);
    // Who sends a form about others is none of them.
    if ('booker' in body) body.booker.workEmail = 'who.sends.it@nhs.net';
    const response = await fetch(`${hub.url}${route.path}`, {
      method: route.method,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...body, ...('sessionId' in body && { sessionId }) }),
    });
    return { status: response.status, headers: [...response.headers.keys()].sort(), text: await response.text() };
  }

  it('are there', () => expect(openForms.length).toBeGreaterThan(1));

  it.each(openForms)(
    '$method $path: answers a known and an unknown address alike, and names nothing',
    async (route) => {
      const toKnown = await send(route, known);
      expect(toKnown.status, toKnown.text).toBeLessThan(300);
      expect(await send(route, `unknown.${route.operationId.toLowerCase()}@nhs.net`)).toEqual(toKnown);
      expect(await send(route, known)).toEqual(toKnown);
      // Ids of ours, where the form did not bring them, and references.
      expect(toKnown.text).not.toMatch(/"(booking|person|fundingRequest|statement|email)Id"|"reference"/);
      expect(toKnown.text).not.toMatch(/\b[2-9B-DF-HJ-NP-TV-Z]{5}-[2-9B-DF-HJ-NP-TV-Z]{5}\b/);
    },
  );

  it('say nothing of whose address it is by a problem either', async () => {
    const full = await hub.publishSession({ capacity: 1, hasWaitingList: false });
    const holder = 'has.the.last.place@nhs.net';
    await hub.booked(full, holder);
    const answers = [];
    for (const workEmail of [holder, 'unknown.to.us@nhs.net']) {
      const { person } = aFundingRequest(workEmail);
      const { employer: _, ...booker } = person;
      const reply = await hub.api.bookPlace({ body: { sessionId: full, person: booker } });
      // The instance names the request.
      answers.push(reply.ok ? reply : { code: reply.code, problem: { ...reply.problem, instance: '' } });
    }
    expect(answers[0]).toMatchObject({ code: 'session-full', problem: { status: 409 } });
    expect(answers[1]).toEqual(answers[0]);
    // Who has the place is told so where nobody else reads it.
    const [newest] = await hub.untilEmails(holder, 2);
    expect(newest?.subject).toBe('You have booked already: Asthma reviews in primary care');
  });

  it('name nothing in a receipt that could be looked up', async () => {
    const receipt = accepted(
      await hub.api.startFundingRequest({ body: aFundingRequest(known, { course: undefined }) }),
    );
    expect(receipt.body).toEqual({ status: 'draft' });
    expect(await hub.book(await hub.publishSession(), known)).toEqual({ status: 'confirmed' });
  });
});
