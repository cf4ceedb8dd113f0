import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { areas } from '#functions/contracts.ts';
import { type Audience, type Route, staffGroups } from '#http/route.ts';
import { exampleBodyOf } from '../../support/openapi-examples.ts';
import { startTestPlatform, type TestPlatform } from '../../support/platform.ts';

/** Everybody who may knock: the rows of the matrix. */
const callers = ['nobody', "a stranger's token", "another guest's link", 'a learner', ...staffGroups] as const;
type Caller = (typeof callers)[number];

/** Whether the contract lets this caller past the door; what they find behind it is another matter. */
function isWelcome(audience: Audience, caller: Caller): boolean {
  switch (audience.kind) {
    case 'public':
      return true;
    case 'manage-link':
      return false;
    case 'learner':
      return caller === 'a learner';
    case 'staff':
      return audience.groups.some((group) => group === caller);
  }
}

const routes = areas.flatMap((area) => Object.values(area.routes));

describe('who may call what, by the contract', () => {
  let hub: TestPlatform;
  let sessionId: string;
  let bookingId: string;
  let ownLink: string;
  let headerOf: Record<Caller, string | undefined>;

  beforeAll(async () => {
    hub = await startTestPlatform();
    sessionId = await hub.publishSession();
    ({ id: bookingId, token: ownLink } = await hub.booked(sessionId, 'guest@nhs.net'));
    const another = await hub.booked(sessionId, 'another.guest@nhs.net');
    const staffTokens = await Promise.all(
      staffGroups.map(async (group) => [group, `Bearer ${await hub.tokenOf(group)}`] as const),
    );
    const forged = `${(await hub.tokenOf('admin')).split('.').slice(0, 2).join('.')}.c2lnbmF0dXJl`;
    headerOf = {
      nobody: undefined,
      "a stranger's token": `Bearer ${forged}`,
      "another guest's link": `Manage ${another.token}`,
      'a learner': `Bearer ${await hub.tokenOf('learner@practice.example')}`,
      ...(Object.fromEntries(staffTokens) as Record<(typeof staffGroups)[number], string>),
    };
  });
  afterAll(() => hub.stop());

  const call = (route: Route, authorization: string | undefined, body: string) =>
    fetch(`${hub.url}${route.path.replace('{bookingId}', bookingId).replace(/\{\w+\}/g, sessionId)}`, {
      method: route.method,
      headers: {
        'Content-Type': 'application/json',
        ...(authorization !== undefined && { Authorization: authorization }),
      },
      ...(route.method !== 'GET' && { body }),
    });

  describe.each(routes)('$method $path', (route) => {
    it.each(callers)('%s', async (caller) => {
      // Who is not welcome is told so before anything is said of what they sent.
      const body = isWelcome(route.audience, caller) ? JSON.stringify(exampleBodyOf(route) ?? {}) : '{"no JSON';
      const response = await call(route, headerOf[caller], body);
      const { status } = response;
      const answered = await response.text();
      if (isWelcome(route.audience, caller)) {
        expect([401, 403], answered).not.toContain(status);
        expect(status, answered).toBeLessThan(500);
      } else {
        expect([401, 403], answered).toContain(status);
        expect(response.headers.get('content-type')).toBe('application/problem+json');
        // Nothing of what is behind the door.
        expect(answered).not.toMatch(/guest@nhs\.net|Asthma/);
      }
    });
  });

  it('opens a booking to who holds its own link', async () => {
    const reply = await hub.api.getBooking({ path: { bookingId } }, { token: ownLink });
    expect(reply).toMatchObject({ ok: true, body: { bookingId } });
  });

  it('says the same to a wrong link whether or not the booking is there', async () => {
    const answers = await Promise.all(
      [bookingId, '01J00000000000000000000000'].map(async (id) => {
        const reply = await hub.api.getBooking({ path: { bookingId: id } }, { token: 'a'.repeat(43) });
        return reply.ok ? reply : { code: reply.code, title: reply.problem.title, status: reply.status };
      }),
    );
    expect(answers[0]).toEqual(answers[1]);
  });

  it('sends a learner who is no member of staff away from the staff’s routes even with a staff-shaped claim', async () => {
    const token = await hub.tokenOf('bookings@practice.example');
    expect(await hub.api.listAllSessions({}, { token })).toMatchObject({ ok: false, code: 'sign-in-needed' });
  });
});
