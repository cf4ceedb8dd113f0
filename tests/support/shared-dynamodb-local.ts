import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type RunningDynamoDb, startDynamoDb } from '../../infra/local/engines/dynamodb.ts';
import { region } from './deployment.ts';
import { newStateFolder } from './state-folder.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Whoever asks here is told where DynamoDB Local answers, once it does. */
    readonly dynamoDbLocal?: string;
  }
}

/** One DynamoDB Local for all test files, each with tables of its own. It starts when the first asks for it. */
export default async function setUp(project: TestProject) {
  const stateDir = newStateFolder('hub-dynamodb-local');
  mkdirSync(join(stateDir, 'logs'));
  let started: Promise<RunningDynamoDb> | undefined;
  const server = createServer((_request, reply) => {
    started ??= startDynamoDb('dynamodb-local', stateDir, region, { shared: false });
    started.then(
      ({ endpoint }) => reply.end(endpoint),
      (error: unknown) => reply.writeHead(500).end(String(error)),
    );
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  project.provide('dynamoDbLocal', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return async () => {
    server.close();
    server.closeAllConnections();
    const running = await started?.catch(() => undefined);
    running?.client.destroy();
    await running?.process.stop();
    rmSync(stateDir, { recursive: true, force: true });
  };
}
