import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { hubById } from '#hub/hubs.ts';
import { createRecords } from '#records/engine/records.ts';
import { sayLoad } from '#records/people/load-in-words.ts';
import { type HowToLoad, loadPractices } from '#records/people/load-practices.ts';
import type { Deployment } from './template/deployment.ts';
import type { Time } from './time.ts';

/** What a load of practices comes to, in words. */
export type LoadPractices = (file: Uint8Array, how: HowToLoad) => Promise<{ refused: boolean; lines: string[] }>;

const longestMs = 60_000;

/** Loads the NHS's file of practices as an operator does: past every function and its permissions. */
export function createLoadPractices({
  client,
  deployment,
  time,
}: {
  readonly client: DynamoDBClient;
  readonly deployment: Pick<Deployment, 'functions'>;
  readonly time: Time;
}): LoadPractices {
  const environment = deployment.functions.find((fn) => 'RECORDS_TABLE' in fn.environment)?.environment;
  // An app that is not ours has no such table, and no practices.
  if (!environment) return async () => ({ refused: true, lines: ['There is no table of records here'] });
  const { HUB = '', RECORDS_TABLE = '' } = environment;
  const openRecords = () =>
    createRecords({
      client: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
      tableName: RECORDS_TABLE,
      clock: time.now,
      retention: hubById(HUB).retention,
      purposes: [],
      subjectsKey: undefined,
      report: () => undefined,
    });
  return async (file, how) => {
    const records = openRecords();
    const work = { signal: AbortSignal.timeout(longestMs), deadline: performance.now() + longestMs };
    return sayLoad(loadPractices({ records, clock: time.now }, file, how, work));
  };
}
