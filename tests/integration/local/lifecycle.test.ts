import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endByLifecycle } from '../../../infra/local/s3/lifecycle.ts';
import { createObjects, type Objects } from '../../../infra/local/s3/objects.ts';
import { openState, type State } from '../../../infra/local/state.ts';
import type { DeployedBucket } from '../../../infra/local/template/deployment.ts';

const rule = (Prefix: string, ExpirationInDays: number, NoncurrentDays: number) => ({
  Status: 'Enabled' as const,
  Prefix,
  ExpirationInDays,
  NoncurrentVersionExpiration: { NoncurrentDays },
});
const bucket = (name: string, changes: Partial<DeployedBucket> = {}): DeployedBucket => ({
  name,
  arn: `arn:aws:s3:::${name}`,
  corsRules: [],
  policies: [],
  scannedPrefixes: [],
  lockedDays: 0,
  isVersioned: true,
  lifecycleRules: [rule('', 100, 100), rule('exports/', 1, 1)],
  ...changes,
});

describe('the lifecycle of objects on this machine', () => {
  const versioned = bucket('versioned');
  const plain = bucket('plain', { isVersioned: false, lifecycleRules: [rule('', 10, 1)] });
  let folder: string;
  let state: State;
  let objects: Objects;
  let now: Date;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hub-lifecycle-'));
    state = openState(folder, false);
    now = new Date('2027-01-04T09:00:00.000Z');
    objects = createObjects(state, { now: () => now });
  });
  afterEach(() => {
    state.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const put = (name: string, key: string) =>
    objects.put({ bucket: name, key, contentType: '', encryption: '', encryptionKey: '', body: Buffer.from('x') });
  const keysAt = (instant: string, name = 'versioned') => {
    now = new Date(instant);
    endByLifecycle([versioned, plain], objects, now);
    return objects.versions(name, '').map(({ key, isDeleteMarker }) => (isDeleteMarker ? `${key} hidden` : key));
  };

  it('hides an object at the midnight after its days, and then deletes what is hidden', () => {
    put('versioned', 'exports/1.csv');
    expect(keysAt('2027-01-05T23:59:59.000Z')).toEqual(['exports/1.csv']);
    expect(keysAt('2027-01-06T00:00:00.000Z')).toEqual(['exports/1.csv hidden', 'exports/1.csv']);
    expect(keysAt('2027-01-07T00:00:00.000Z')).toEqual([]);
  });

  it('does all of that at once where nobody looked in between', () => {
    put('versioned', 'exports/1.csv');
    expect(keysAt('2027-02-01T00:00:00.000Z')).toEqual([]);
  });

  it('keeps what another rule ends later, and an old version as long as it has been one', () => {
    put('versioned', 'documents/1');
    now = new Date('2027-03-04T09:00:00.000Z');
    put('versioned', 'documents/1');
    expect(keysAt('2027-05-30T00:00:00.000Z')).toEqual(['documents/1', 'documents/1']);
    expect(keysAt('2027-06-13T00:00:00.000Z')).toEqual(['documents/1 hidden', 'documents/1']);
    expect(keysAt('2027-09-30T00:00:00.000Z')).toEqual([]);
  });

  it('deletes at once where the bucket has no versions', () => {
    put('plain', 'log');
    expect(keysAt('2027-01-14T23:00:00.000Z', 'plain')).toEqual(['log']);
    expect(keysAt('2027-01-15T00:00:00.000Z', 'plain')).toEqual([]);
  });

  it('deletes nothing that is locked', () => {
    const { versionId } = put('versioned', 'exports/1.csv');
    objects.lock(versionId, Date.parse('2027-02-01T00:00:00.000Z'));
    expect(keysAt('2027-01-31T00:00:00.000Z')).toEqual(['exports/1.csv hidden', 'exports/1.csv']);
    expect(keysAt('2027-02-01T00:00:00.000Z')).toEqual([]);
  });
});
