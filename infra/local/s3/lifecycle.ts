import type { DeployedBucket } from '../template/deployment.ts';
import type { Objects, ObjectVersion } from './objects.ts';

const dayMs = 86_400_000;

/** S3 counts to the midnight after (Amazon S3 user guide, lifecycle configuration elements). */
const endOf = (since: number, days: number): number => Math.ceil((since + days * dayMs) / dayMs) * dayMs;

const shortest = (days: readonly (number | undefined)[]): number =>
  Math.min(...days.map((each) => each ?? Number.POSITIVE_INFINITY));

/** Of several rules for one object the shorter one is followed. */
function daysOf({ lifecycleRules }: DeployedBucket, key: string) {
  const rules = lifecycleRules.filter(({ Prefix }) => key.startsWith(Prefix));
  return {
    days: shortest(rules.map(({ ExpirationInDays }) => ExpirationInDays)),
    oldVersionDays: shortest(rules.map((rule) => rule.NoncurrentVersionExpiration?.NoncurrentDays)),
  };
}

/** What nobody noted the time of is never over. */
const isOver = (since: number | undefined, days: number, now: number): boolean =>
  since !== undefined && endOf(since, days) <= now;

function endObject(bucket: DeployedBucket, key: string, objects: Objects, now: number): void {
  const { days, oldVersionDays } = daysOf(bucket, key);
  const versions = (): ObjectVersion[] => objects.versions(bucket.name, key).filter((version) => version.key === key);
  const remove = ({ versionId }: ObjectVersion): void => {
    if (objects.lockedUntil(versionId) <= now) objects.delete(bucket.name, key, versionId);
  };

  const [latest] = versions();
  if (latest && !latest.isDeleteMarker && latest.since !== undefined && isOver(latest.since, days, now)) {
    if (bucket.isVersioned) objects.hide(bucket.name, key, endOf(latest.since, days));
    else remove(latest);
  }
  // Each is an old version since the one above it came.
  const [, ...old] = versions().map((version, index, all) => ({ version, since: all[index - 1]?.since }));
  for (const { version, since } of old) if (isOver(since, oldVersionDays, now)) remove(version);
  // A marker that hides nothing goes as well.
  const left = versions();
  if (left.length > 0 && left.every(({ isDeleteMarker }) => isDeleteMarker)) for (const marker of left) remove(marker);
}

/**
 * What the lifecycle rules of buckets have brought about by now, as if S3 had looked each day. Uploads that are not finished stay here,
 * since nothing notes when they began.
 */
export function endByLifecycle(buckets: readonly DeployedBucket[], objects: Objects, now: Date): void {
  for (const bucket of buckets) {
    const keys = new Set(objects.versions(bucket.name, '').map(({ key }) => key));
    for (const key of keys) endObject(bucket, key, objects, now.getTime());
  }
}
