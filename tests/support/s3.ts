import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { createFaults } from '../../infra/local/aws/faults.ts';
import { createLeadingKeys } from '../../infra/local/aws/leading-keys.ts';
import { createPermissions } from '../../infra/local/aws/permissions.ts';
import { createAwsProxy } from '../../infra/local/aws/proxy.ts';
import { createS3Gate } from '../../infra/local/s3/gate.ts';
import { createObjects } from '../../infra/local/s3/objects.ts';
import { createUploads } from '../../infra/local/s3/uploads.ts';
import { close, listen } from '../../infra/local/servers.ts';
import { openState } from '../../infra/local/state.ts';
import { createTime } from '../../infra/local/time.ts';
import { region, testDeployment } from './deployment.ts';

/** S3 on this machine by itself, asked by the SDK as one function or another, each of which may do what it was synthesized with. */
export async function startS3() {
  const deployment = testDeployment();
  const { buckets, keyPolicies, naming, functions } = deployment;
  const folder = mkdtempSync(join(tmpdir(), 'hub-s3-'));
  const state = openState(folder, false);
  const time = createTime(state, undefined);
  const [objects, uploads] = [createObjects(state, time), createUploads(state)];
  const permissions = createPermissions(naming);
  const callers = new Map(functions.map((fn) => [fn.environment.POWERTOOLS_SERVICE_NAME ?? '', fn]));
  const server = createServer(
    createAwsProxy({
      known: { naming, leadingKeys: createLeadingKeys([]) },
      permissions,
      faults: createFaults(),
      callers,
      engines: () => ({}),
      s3: createS3Gate({ buckets, keyPolicies, objects, uploads, permissions, naming, callers, time }),
      ownServices: {},
      keyPolicies,
      accepted: () => undefined,
      kill: () => undefined,
    }),
  );
  const endpoint = `http://127.0.0.1:${await listen(server, 0)}`;
  const environment = callers.get('bookings-admin')?.environment;
  const bucket = environment?.DOCUMENTS_BUCKET ?? '';
  return {
    bucket,
    /** Of the documents' key. */
    keyArn: environment?.DOCUMENTS_KEY ?? '',
    time,
    denied: permissions.denied,
    /** Keys of all that lies in the documents' bucket. */
    objects: () => objects.versions(bucket, '').map(({ key }) => key),
    object: (key: string) => objects.get(bucket, key),
    /** Keys of all that is being written there by parts. */
    uploads: () => uploads.list(bucket).map(({ key }) => key),
    /** @param name - of the Lambda, as its area calls it, which is its access key here */
    clientOf: (name: string) =>
      new S3Client({
        endpoint,
        region,
        forcePathStyle: true,
        credentials: { accessKeyId: name, secretAccessKey: 'local' },
        requestChecksumCalculation: 'WHEN_REQUIRED',
        responseChecksumValidation: 'WHEN_REQUIRED',
        maxAttempts: 1,
      }),
    async stop() {
      await close(server);
      state.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type TestS3 = Awaited<ReturnType<typeof startS3>>;
