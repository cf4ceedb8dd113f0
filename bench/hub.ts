import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createExports } from '#documents/exports.ts';
import { createBookPlace } from '#functions/bookings/places/book-place.ts';
import { draftOf } from '#functions/bookings/sessions/new-session.ts';
import { NewSession } from '#functions/bookings/sessions/schemas.ts';
import { wireForStaff } from '#functions/bookings/wiring.ts';
import { southEastLondon } from '#hub/south-east-london.ts';
import { systemClock } from '#platform/clock.ts';
import { createIds } from '#platform/ids.ts';
import type { Work } from '#platform/work.ts';
import { type Purpose, purposes } from '#privacy/inventory.ts';
import { createAuditTrail } from '#records/engine/audit-trail.ts';
import { createRecords } from '#records/engine/records.ts';
import { chooseEngine, startDynamoDb } from '../infra/local/engines/dynamodb.ts';
import { readAssembly, synthesize } from '../infra/local/template/assembly.ts';
import { deploymentOf } from '../infra/local/template/deployment.ts';
import { countCalls } from './tally.ts';

export const root = join(import.meta.dirname, '..');
export const tableName = 'records';
const auditTableName = 'audit';

export const workOf = (): Work => ({ signal: AbortSignal.timeout(60_000), deadline: performance.now() + 60_000 });

/** The stores on an engine of their own, in a folder that goes when it is stopped. */
export async function startBenchHub() {
  const stateDir = mkdtempSync(join(tmpdir(), 'hub-bench-'));
  mkdirSync(join(stateDir, 'logs'));
  const assembly = readAssembly(await synthesize(root, () => undefined));
  const { tables } = deploymentOf(assembly, {
    account: '000000000000',
    region: 'eu-west-2',
    queueEndpoint: 'http://127.0.0.1',
  });
  const engine = await startDynamoDb(chooseEngine(), stateDir, 'eu-west-2');
  for (const { StreamSpecification, ...table } of tables) {
    // Nobody reads a stream here, and the engine slows down as one piles up.
    await engine.createTable({ ...table, name: StreamSpecification ? tableName : auditTableName });
  }

  const tally = countCalls(engine.client);
  const clock = systemClock;
  const newId = createIds(clock);
  const hub = southEastLondon;
  const { retention } = hub;
  const client = DynamoDBDocumentClient.from(engine.client, { marshallOptions: { removeUndefinedValues: true } });
  const auditTrail = createAuditTrail({ tableName: auditTableName, clock, newId, retention });
  const records = createRecords({
    client,
    tableName,
    clock,
    retention,
    purposes: Object.keys(purposes) as Purpose[],
    subjectsKey: async () => new Uint8Array(32),
    report: () => undefined,
    auditTrail,
  });
  const exports = createExports({ begin: () => Promise.reject(new Error('No table here is that large')) });
  const counter = { count: () => undefined, flush: () => undefined };
  const log = { event: () => undefined, begin: () => undefined };
  const deps = wireForStaff({ hub, clock, newId, records, log, counter }, exports);
  const bookPlace = createBookPlace(deps);

  return {
    ...deps,
    records,
    client,
    tally,
    /** A published session, without an audit trail: what is measured here is what the public does. */
    async publishedSession(capacity: number, inDays = 30): Promise<string> {
      const sessionId = newId();
      const startsAt = new Date(clock().getTime() + inDays * 86_400_000).toISOString();
      const endsAt = new Date(Date.parse(startsAt) + 3_600_000).toISOString();
      const draft = draftOf(
        hub,
        NewSession.parse({
          title: 'A session',
          description: 'To be measured',
          format: 'webinar',
          provider: 'A provider',
          joinLink: 'https://webinars.example/a',
          startsAt,
          endsAt,
          capacity,
        }),
        { sessionId, createdAt: clock().toISOString() },
      );
      const change = { work: workOf(), once: undefined };
      await deps.sessions.add([draft], undefined, change);
      const changes = { status: 'published', publishedAt: clock().toISOString() } as const;
      await deps.sessions.plan(draft, { session: changes }).keep(change);
      return sessionId;
    },
    book: (sessionId: string, workEmail: string) =>
      bookPlace(
        {
          path: undefined,
          query: undefined,
          body: {
            sessionId,
            person: {
              name: 'A Person',
              workEmail,
              workplace: { odsCode: 'G85001', borough: 'Lambeth' },
              jobRole: 'practice-nurse',
              jobTitle: 'Nurse',
            },
          },
        },
        { caller: { kind: 'guest' }, work: workOf(), once: undefined },
      ),
    async stop() {
      client.destroy();
      await engine.process.stop();
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
}

export type BenchHub = Awaited<ReturnType<typeof startBenchHub>>;
