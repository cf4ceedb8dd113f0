import { createSecretKey } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createExports } from '#documents/exports.ts';
import { createBookPlace } from '#functions/bookings/places/book-place.ts';
import { wireForStaff } from '#functions/bookings/wiring/for-staff.ts';
import { southEastLondon } from '#hub/south-east-london.ts';
import { type Clock, systemClock } from '#platform/clock.ts';
import { createIds } from '#platform/ids.ts';
import { type Purpose, purposes } from '#privacy/vocabulary.ts';
import { createAuditHeads } from '#records/engine/audit-heads.ts';
import { createAuditTrail } from '#records/engine/audit-trail.ts';
import { createRecords } from '#records/engine/records.ts';
import { subjectsUnder } from '#records/engine/subjects.ts';
import { nameMailboxUnder } from '#records/people/unsubscribed.ts';
import { chooseEngine, startDynamoDb } from '../infra/local/engines/dynamodb.ts';
import { countLines } from './counted-table.ts';
import { deployed, region } from './deployed.ts';
import { publishing } from './published-session.ts';
import { personOf } from './stored-bookings.ts';
import { countCalls } from './tally.ts';
import { workOf } from './work.ts';

/** Who acts for the hub, and an entry of the trail says so. */
export const asStaff = (sub = 'bench') => ({
  caller: { kind: 'staff', sub, workEmail: 'bench@hub.example', groups: ['admin'] } as const,
  work: workOf(),
  once: undefined,
});

/** A folder for an engine, which goes when the hub on it is stopped. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hub-bench-'));
  mkdirSync(join(folder, 'logs'));
  return folder;
}

/** The engine with the tables that the stacks deploy. Nobody reads a stream here, and the engine slows down as one piles up. */
async function startEngine(stateDir: string) {
  const { tables } = await deployed();
  const engine = await startDynamoDb(chooseEngine(), stateDir, region);
  for (const { StreamSpecification: _, ...table } of tables) await engine.createTable(table);
  const named = (table: string) => tables.find(({ name }) => name.includes(table))?.name ?? '';
  return { engine, tableName: named('Records'), auditTableName: named('Audit') };
}

/**
 * The stores on an engine of their own.
 *
 * @param stateDir - the engine's folder, which goes when it is stopped
 */
export async function startBenchHub(stateDir = temporaryFolder(), clock: Clock = systemClock) {
  const { engine, tableName, auditTableName } = await startEngine(stateDir);
  const tally = countCalls(engine.client);
  const newId = createIds(clock);
  const hub = southEastLondon;
  const { retention } = hub;
  const client = DynamoDBDocumentClient.from(engine.client, { marshallOptions: { removeUndefinedValues: true } });
  const subjectsKey = createSecretKey(new Uint8Array(32));
  const auditTrail = createAuditTrail({ tableName: auditTableName, clock, newId, retention });
  const records = createRecords({
    client,
    tableName,
    clock,
    retention,
    purposes: Object.keys(purposes) as Purpose[],
    subjectsKey: async () => subjectsKey,
    report: ({ key }) => {
      throw new Error(`What was filled in cannot be read: ${key}`);
    },
    auditTrail,
  });
  const exports = createExports({ begin: countLines });
  const counter = { count: () => undefined, flush: () => undefined };
  const log = { event: () => undefined, begin: () => undefined };
  const nameMailbox = nameMailboxUnder(async () => subjectsKey);
  const open = { hub, clock, newId, records, log, counter, nameMailbox };
  const deps = wireForStaff(open, exports);
  const bookPlace = createBookPlace(deps);

  return {
    ...deps,
    records,
    /** What an area is wired on. */
    open,
    client,
    tableName,
    tally,
    endpoint: engine.endpoint,
    subjectOf: subjectsUnder(subjectsKey),
    trail: createAuditHeads({ client, tableName: auditTableName }),
    publishedSession: publishing(deps),
    book: (sessionId: string, workEmail: string) =>
      bookPlace(
        { path: undefined, query: undefined, body: { sessionId, person: personOf(workEmail) } },
        { caller: { kind: 'guest' }, work: workOf(), once: undefined },
      ),
    /** @param keeping - leaves the folder where it is */
    async stop({ keeping = false } = {}) {
      client.destroy();
      await engine.process.stop();
      if (!keeping) rmSync(stateDir, { recursive: true, force: true });
    },
  };
}

export type BenchHub = Awaited<ReturnType<typeof startBenchHub>>;
