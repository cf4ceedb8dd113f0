import { execFile } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningCognito, startCognito } from '../../../infra/local/engines/cognito.ts';
import { chooseEngine, type RunningDynamoDb, startDynamoDb } from '../../../infra/local/engines/dynamodb.ts';
import type { Deployment } from '../../../infra/local/template/deployment.ts';
import { region, root, testDeployment } from '../../support/deployment.ts';
import { newStateFolder } from '../../support/state-folder.ts';

describe('npm run first-admin', () => {
  let stateDir: string;
  let deployment: Deployment;
  let cognito: RunningCognito;
  let dynamoDb: RunningDynamoDb;
  /** Answers for the services of which there is no engine apart from the platform: which functions there are, and a key. */
  let aws: Server;

  beforeAll(async () => {
    stateDir = newStateFolder('hub-first-admin');
    mkdirSync(join(stateDir, 'logs'), { recursive: true });
    deployment = testDeployment();
    cognito = await startCognito(stateDir, region, deployment.pools);
    dynamoDb = await startDynamoDb(chooseEngine(), stateDir, region);
    for (const table of deployment.tables) await dynamoDb.createTable(table);
    const functions = deployment.functions.map(({ name, environment }) => ({
      FunctionName: name,
      Environment: { Variables: environment },
    }));
    aws = createServer((request, response) => {
      const isKey = request.headers['x-amz-target'] === 'TrentService.GenerateMac';
      const body = isKey ? { Mac: Buffer.alloc(32, 1).toString('base64') } : { Functions: functions };
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => aws.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    aws?.close();
    dynamoDb?.client.destroy();
    await cognito?.process.stop();
    await dynamoDb?.process.stop();
    rmSync(stateDir, { recursive: true, force: true });
  });

  /** As whoever deploys runs it, with the SDK's own variables in place of an account. */
  const firstAdmin = (...args: string[]) =>
    new Promise<{ code: number; said: string }>((resolve) => {
      const other = `http://127.0.0.1:${(aws.address() as AddressInfo).port}`;
      const env = {
        ...process.env,
        AWS_ENDPOINT_URL_LAMBDA: other,
        AWS_ENDPOINT_URL_KMS: other,
        AWS_ENDPOINT_URL_DYNAMODB: dynamoDb.endpoint,
        AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: cognito.endpoint,
        AWS_ACCESS_KEY_ID: 'local',
        AWS_SECRET_ACCESS_KEY: 'local',
      };
      execFile(process.execPath, ['scripts/first-admin.ts', ...args], { cwd: root, env }, (error, out, err) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, said: (out + err).trim() }),
      );
    });

  it('makes two of a stage, from nothing but its name, and no third', async () => {
    const first = await firstAdmin('dev', 'Grace.Mensah@hub.example', 'Grace Mensah');
    expect(first).toEqual({
      code: 0,
      said: 'grace.mensah@hub.example is admin, and is sent an invitation that is good for three days. To make somebody else admin takes two: make the second one by this command, too.',
    });
    expect((await firstAdmin('dev', 'grace.mensah@hub.example', 'Grace Mensah')).said).toContain('is admin already');
    expect(await firstAdmin('dev', 'ann.bell@hub.example', 'Ann Bell')).toEqual({
      code: 0,
      said: 'ann.bell@hub.example is admin, and is sent an invitation that is good for three days.',
    });
    expect(await firstAdmin('dev', 'bob@hub.example', 'Bob')).toEqual({
      code: 1,
      said: 'There are 2 admins already, who make others admin',
    });
    const users = JSON.stringify(
      await cognito.usersOf(deployment.pools.find(({ groups }) => groups.length > 0)?.poolId ?? ''),
    );
    expect(users).toContain('grace.mensah@hub.example');
    expect(users).not.toContain('bob@hub.example');
  });

  it('says what it needs, and where there is no such stage', async () => {
    expect(await firstAdmin('dev', 'no address', 'Nobody')).toEqual({
      code: 1,
      said: expect.stringContaining('Say of which stage, and who'),
    });
    expect((await firstAdmin('production', 'grace@hub.example', 'Grace')).said).toBe(
      'There is no people-admin of south-east-london-production in this account: deploy the stage first',
    );
  });
});
