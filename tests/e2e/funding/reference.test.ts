import { afterAll, beforeAll, expect, it } from 'vitest';
import { accepted } from '#http/client.ts';
import { aFundingRequest } from '../../support/funding-nouns.ts';
import { aBooking } from '../../support/hub.ts';
import { startTestPlatform, type TestPlatform } from '../../support/platform.ts';

let hub: TestPlatform;
beforeAll(async () => {
  hub = await startTestPlatform();
});
afterAll(() => hub.stop());

const reference = async () => accepted(await hub.api.getReference()).body;

it('what forms offer to choose from is what the forms take, and who has it already is told that nothing changed', async () => {
  const { boroughs, roleGroups, employers, courseProviders } = await reference();
  const sessionId = await hub.publishSession();
  const jobRoles = roleGroups.flatMap((group) => group.jobRoles);
  expect(jobRoles).toContainEqual({ jobRole: 'practice-nurse', label: 'Practice nurse' });
  for (const [index, borough] of boroughs.entries()) {
    const { person } = aBooking(sessionId, `chosen${index}@nhs.net`);
    const jobRole = jobRoles[index]?.jobRole ?? person.jobRole;
    const workplace = { ...person.workplace, borough };
    accepted(await hub.api.bookPlace({ body: { sessionId, person: { ...person, jobRole, workplace } } }));
  }
  const { course, ...request } = aFundingRequest('chosen@nhs.net');
  if (!course) throw new Error('It is for a course');
  for (const [index, { employer }] of employers.entries()) {
    const { providerId = '' } = courseProviders[index % courseProviders.length] ?? {};
    const person = { ...request.person, employer, workEmail: `chosen${index}@nhs.net` };
    const body = { ...request, person, course: { ...course, provider: { providerId } } };
    accepted(await hub.api.startFundingRequest({ body }));
  }
  const latest = await fetch(`${hub.url}/v1/reference`);
  const headers = { 'If-None-Match': latest.headers.get('etag') ?? '' };
  expect((await fetch(`${hub.url}/v1/reference`, { headers })).status).toBe(304);
});
