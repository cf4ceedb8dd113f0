import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createMacKey } from '#platform/mac-key.ts';
import { createFaults, FaultRequest } from '../../../infra/local/aws/faults.ts';
import { createLeadingKeys } from '../../../infra/local/aws/leading-keys.ts';
import { createPermissions } from '../../../infra/local/aws/permissions.ts';
import { createAwsProxy } from '../../../infra/local/aws/proxy.ts';
import { createMacKeys } from '../../../infra/local/kms/mac-keys.ts';
import { openState, type State } from '../../../infra/local/state.ts';
import type { Deployment } from '../../../infra/local/template/deployment.ts';
import { deployedFunction, testDeployment } from '../../support/deployment.ts';

const callers = { AKIALOCAL1: 'bookings-public', AKIALOCAL2: 'calendar-public' } as const;

describe('KMS on this machine, asked by the client that functions use', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hub-kms-'));
  const faults = createFaults();
  const permissions = createPermissions({ account: '000000000000', region: 'eu-west-2', queueEndpoint: '' });
  let deployment: Deployment;
  let subjects: string;
  let state: State;
  let server: Server;

  /** Begins anew with what is in the folder, as a restart does. */
  function start(): void {
    state = openState(folder, false);
    server.removeAllListeners('request').on(
      'request',
      createAwsProxy({
        known: { naming: deployment.naming, leadingKeys: createLeadingKeys([]) },
        permissions,
        faults,
        callers: new Map(Object.entries(callers).map(([key, name]) => [key, deployedFunction(deployment, name)])),
        engines: () => ({}),
        s3: () => Promise.reject(new Error('not asked')),
        ownServices: { kms: createMacKeys(state, deployment.macKeys) },
        keyPolicies: deployment.keyPolicies,
        accepted: () => undefined,
        kill: () => undefined,
      }),
    );
  }

  beforeAll(async () => {
    deployment = testDeployment();
    [subjects = ''] = deployment.macKeys;
    server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const address = server.address();
    process.env.AWS_ENDPOINT_URL_KMS = `http://127.0.0.1:${typeof address === 'object' && address?.port}`;
    process.env.AWS_REGION = 'eu-west-2';
    process.env.AWS_SECRET_ACCESS_KEY = 'local';
    start();
  });
  beforeEach(() => {
    process.env.AWS_ACCESS_KEY_ID = 'AKIALOCAL1';
    faults.clear();
  });
  afterAll(async () => {
    state.close();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
    rmSync(folder, { recursive: true, force: true });
  });

  const made = async (label: string, keyArn = subjects) =>
    (await createMacKey(keyArn, label)()).export().toString('hex');

  it('makes 32 bytes of each label, always the same, over a restart as well', async () => {
    const before = await made('one');
    expect(before).toMatch(/^[0-9a-f]{64}$/);
    expect(await made('two')).not.toBe(before);
    expect(await made('one')).toBe(before);
    state.close();
    start();
    expect(await made('one')).toBe(before);
  });

  it('has a key of its own on every machine', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'hub-kms-'));
    const other = openState(elsewhere, false);
    const Message = Buffer.from('one').toString('base64');
    const answer = createMacKeys(other, [subjects])({ KeyId: subjects, MacAlgorithm: 'HMAC_SHA_256', Message });
    expect('body' in answer && answer.body.Mac).not.toBe(Buffer.from(await made('one'), 'hex').toString('base64'));
    other.close();
    rmSync(elsewhere, { recursive: true, force: true });
  });

  it('refuses a function whose policy does not let it ask', async () => {
    process.env.AWS_ACCESS_KEY_ID = 'AKIALOCAL2';
    await expect(made('one')).rejects.toThrow('calendarpublic');
    expect(permissions.denied).toMatchObject([{ action: 'kms:GenerateMac', resource: subjects }]);
  });

  it('refuses a key that is there for something else', async () => {
    const [encrypting = ''] = [...deployment.keyPolicies.keys()].filter((arn) => arn !== subjects);
    await expect(made('one', encrypting)).rejects.toThrow('not authorized');
    const Message = Buffer.from('one').toString('base64');
    const answer = createMacKeys(state, [subjects])({ KeyId: encrypting, MacAlgorithm: 'HMAC_SHA_256', Message });
    expect(answer).toMatchObject({ refused: 'InvalidKeyUsageException' });
  });

  it('is asked again by the next call where it could not answer', async () => {
    const key = createMacKey(subjects, 'one');
    faults.add(FaultRequest.parse({ service: 'kms', error: 'DependencyTimeoutException', status: 400 }));
    await expect(key()).rejects.toThrow();
    expect((await key()).export().toString('hex')).toBe(await made('one'));
  });
});
