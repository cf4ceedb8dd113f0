import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartFault } from './fault.ts';

const day = 86_400_000;
const hour = 3_600_000;

/** As hubs publish theirs: two clear working days, and a fee by the length of the session. */
const withFees = {
  unit: 'working-days',
  notice: 2,
  feeBands: [
    { upToMinutes: 240, pence: 3000 },
    { upToMinutes: null, pence: 6000 },
  ],
  payer: 'practice',
  waivedBySubstitute: true,
} as const;

/** Sessions as a hub has them; days from now, and hours that they last. */
const sessions = [
  {
    title: 'Asthma reviews in primary care',
    description:
      'A practical afternoon for nurses and pharmacists who run asthma clinics: inhaler technique, spirometry and reviews by telephone.',
    format: 'in-person',
    provider: 'Primary Care Respiratory Academy',
    venue: 'Waterloo Health Centre, Lower Marsh, London SE1 7RJ',
    capacity: 24,
    audience: { roleGroups: ['nurse', 'direct-patient-care'], boroughs: [] },
    cancellationPolicy: withFees,
    minimumNumbers: 8,
    sharesAttendees: true,
    inDays: 21,
    hours: 3,
  },
  {
    title: 'Care navigation for receptionists',
    description: 'How to listen, ask and sign-post well in two minutes, with recorded calls and a chance to try.',
    format: 'webinar',
    provider: 'SEL Training Hub faculty',
    joinLink: 'https://webinars.example/care-navigation',
    capacity: 100,
    inDays: 10,
    hours: 1.5,
  },
  {
    title: 'Diabetes foot checks',
    description:
      'For healthcare assistants and nursing associates: the ten-point check, what to write down, when to refer.',
    format: 'in-person',
    provider: 'Guy’s and St Thomas’ podiatry',
    venue: 'Lewisham Shopping Centre clinic, London SE13 7EP',
    capacity: 2,
    audience: { roleGroups: [], boroughs: ['Lewisham', 'Greenwich'] },
    cancellationPolicy: withFees,
    inDays: 35,
    hours: 2,
  },
] as const;

/** Loads a small believable hub, through the API as its staff would, once for each state folder. */
export async function seed(url: string, stateDir: string, report: (line: string) => void): Promise<void> {
  const marker = join(stateDir, 'seeded');
  if (existsSync(marker)) return;
  report('Loading a small hub to look at…');
  const token = await (await fetch(`${url}/_local/token?for=bookings`)).text();
  const { now } = (await (await fetch(`${url}/_local/clock`)).json()) as { now: string };

  async function post(path: string, body: unknown): Promise<{ sessionId: string }> {
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok)
      throw new StartFault(
        `The hub to look at could not be loaded: ${path} answered ${response.status} ${await response.text()}`,
      );
    return (await response.json()) as { sessionId: string };
  }

  for (const { inDays, hours, ...details } of sessions) {
    // One in the afternoon, by the clock of winter.
    const startsAt = new Date(`${new Date(Date.parse(now) + inDays * day).toISOString().slice(0, 10)}T13:00:00.000Z`);
    const endsAt = new Date(startsAt.getTime() + hours * hour);
    const { sessionId } = await post('/v1/admin/sessions', { ...details, startsAt, endsAt });
    await post(`/v1/admin/sessions/${sessionId}/publish`, {});
  }
  writeFileSync(marker, '');
}
