import type { Deployment } from '../template/deployment.ts';
import type { Time } from '../time.ts';
import { type RunningCognito, startCognito } from './cognito.ts';
import { type DynamoDbEngine, type RunningDynamoDb, startDynamoDb } from './dynamodb.ts';
import { type RunningQueues, startQueues } from './queues.ts';
import { type RunningSes, startMail } from './ses.ts';

export interface Engines {
  readonly dynamoDb: RunningDynamoDb;
  readonly queues: RunningQueues;
  readonly mail: RunningSes;
  readonly cognito: RunningCognito;
  /** Rejects when one of them ends by itself. */
  broken(): Promise<never>;
  stop(): Promise<void>;
}

/** Everything that others have written for us to stand in for a service of AWS, with what the templates hold in it but for tables. */
export async function startEngines(options: {
  readonly dynamoDbEngine: DynamoDbEngine;
  readonly stateDir: string;
  readonly deployment: Pick<Deployment, 'naming' | 'queues' | 'pools'>;
  readonly time: Time;
}): Promise<Engines> {
  const { stateDir, deployment, time } = options;
  const { region } = deployment.naming;
  const [dynamoDb, queues, mail, cognito] = await Promise.all([
    startDynamoDb(options.dynamoDbEngine, stateDir, region),
    startQueues(stateDir, region, deployment.queues, time),
    startMail(),
    startCognito(stateDir, region, deployment.pools),
  ]);
  return {
    dynamoDb,
    queues,
    mail,
    cognito,
    broken: () => Promise.race([dynamoDb.process.ended, cognito.process.ended, queues.ended]),
    async stop() {
      for (const stop of [mail.stop, queues.stop, cognito.process.stop, dynamoDb.process.stop]) await stop();
    },
  };
}
