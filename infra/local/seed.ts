import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartFault } from './fault.ts';
import { pots, rulesOf, seededLearner, sessions, staff } from './seed-data.ts';

const day = 86_400_000;
const hour = 3_600_000;

const practices = join(import.meta.dirname, 'seed-practices.csv');

/** Loads a small believable hub, through the API as its staff would, once for each state folder. */
export async function seed(url: string, stateDir: string, report: (line: string) => void): Promise<void> {
  const marker = join(stateDir, 'seeded');
  if (existsSync(marker)) return;
  const token = await (await fetch(`${url}/_local/token?for=admin`)).text();
  const { now } = (await (await fetch(`${url}/_local/clock`)).json()) as { now: string };

  async function post(path: string, body: unknown, as = `Bearer ${token}`): Promise<{ sessionId: string }> {
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { Authorization: as, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok)
      throw new StartFault(
        `The hub to look at could not be loaded: ${path} answered ${response.status} ${await response.text()}`,
      );
    return (await response.json()) as { sessionId: string };
  }

  /** As somebody who asks for an account, and uses the link in the email. */
  async function register(): Promise<void> {
    const { workEmail } = seededLearner;
    await post('/v1/people', { person: seededLearner });
    const inbox = await fetch(`${url}/_local/emails?wait=30&to=${encodeURIComponent(workEmail)}`);
    const [email] = (await inbox.json()) as { text: string }[];
    const [, registrationId, manage] = /\/(\w{26})\?token=([\w-]+)/.exec(email?.text ?? '') ?? [];
    await post('/v1/people/confirm', { registrationId }, `Manage ${manage}`);
  }

  for (const { inDays, hours, ...details } of sessions) {
    // One in the afternoon, by the clock of winter.
    const startsAt = new Date(`${new Date(Date.parse(now) + inDays * day).toISOString().slice(0, 10)}T13:00:00.000Z`);
    const endsAt = new Date(startsAt.getTime() + hours * hour);
    const { sessionId } = await post('/v1/admin/sessions', { ...details, startsAt, endsAt });
    await post(`/v1/admin/sessions/${sessionId}/publish`, {});
  }
  for (const pot of pots) {
    const { budgetPence, places } = pot;
    await post('/v1/admin/pots', { rules: rulesOf(pot, now), budgetPence, places });
  }
  for (const member of staff) await post('/v1/admin/staff', member);
  await fetch(`${url}/_local/workplaces?apply=true`, { method: 'POST', body: readFileSync(practices) });
  await register();
  writeFileSync(marker, '');
  report(`
A small hub to look at was loaded:
  sessions   ${sessions.map(({ title, capacity }) => `${title} (${capacity} places)`).join(', ')}
  pots       ${pots.map(({ name }) => name).join(', ')}
  practices  twelve invented ones in the six boroughs, one of them closed: /v1/workplaces?q=st+johns
  staff      ${staff.map(({ name, groups }) => `${name} (${groups.join(', ')})`).join(', ')}, and an admin
  people     ${seededLearner.name}, who has an account (${seededLearner.workEmail}); nobody has booked or asked for anything yet`);
}
