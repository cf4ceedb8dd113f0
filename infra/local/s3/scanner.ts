import * as z from 'zod';
import type { State } from '../state.ts';
import type { DeployedBucket } from '../template/deployment.ts';
import { type Loop, startLoop } from '../triggers/loop.ts';
import type { Notifications } from '../triggers/notifications.ts';
import type { Objects, StoredObject } from './objects.ts';

/** The file that every scanner takes for a virus, and that harms nobody (eicar.org), in two parts so that this one is not taken for it. */
const eicar = Buffer.from(`${'X5O!P%@AP[4\\PZX54(P^)7CC)7}'}${'$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'}`);

/** As long as a moment: so that what is not yet scanned can be seen to be refused. */
const scanTakesMs = 250;

const scanResultOf = ({ body }: StoredObject): 'THREATS_FOUND' | 'NO_THREATS_FOUND' =>
  body.includes(eicar) ? 'THREATS_FOUND' : 'NO_THREATS_FOUND';

/** What GuardDuty puts on the event bus (GuardDuty user guide, “Monitoring S3 object scans with EventBridge”). */
const eventOf = ({ bucket, key, eTag, versionId }: StoredObject, scanResultStatus: string) => ({
  version: '0',
  source: 'aws.guardduty',
  'detail-type': 'GuardDuty Malware Protection Object Scan Result',
  detail: {
    schemaVersion: '1.0',
    scanStatus: 'COMPLETED',
    resourceType: 'S3_OBJECT',
    s3ObjectDetails: { bucketName: bucket, objectKey: key, eTag, versionId, s3Throttled: false },
    scanResultDetails: {
      scanResultStatus,
      threats: scanResultStatus === 'THREATS_FOUND' ? [{ name: 'EICAR-Test-File (not a virus)' }] : null,
    },
  },
});

const SendObjectMalwareScan = z.object({
  s3Object: z.object({ bucket: z.string(), key: z.string(), versionId: z.string().optional() }),
});

export interface Scanner extends Loop {
  /** Holds scanning up, or goes on with it: to see what is uploaded and not yet scanned. */
  hold(held: boolean): void;
  /** Scans a version again that is asked for (GuardDuty API reference, SendObjectMalwareScan); false where there is none. */
  scanAgain(asked: unknown): boolean;
}

/** GuardDuty's Malware Protection: scans what is new, tags it and says so, be it after the platform was killed. */
export function startScanner(deps: {
  readonly objects: Objects;
  readonly notifications: Notifications;
  readonly state: State;
  readonly buckets: readonly DeployedBucket[];
}): Scanner {
  const { objects, notifications, state } = deps;
  const prefixes = new Map(deps.buckets.map(({ name, scannedPrefixes }) => [name, scannedPrefixes]));
  const isScanned = (bucket: string, key: string) =>
    prefixes.get(bucket)?.some((prefix) => key.startsWith(prefix)) ?? false;
  let isHeld = false;
  const loop = startLoop(async () => {
    const object = isHeld ? undefined : objects.unscanned();
    if (!object) return { waitMs: scanTakesMs };
    if (!isScanned(object.bucket, object.key)) {
      objects.tag(object.versionId, {});
      return { waitMs: 0 };
    }
    const result = scanResultOf(object);
    state.together(() => {
      objects.tag(object.versionId, { GuardDutyMalwareScanStatus: result });
      notifications.publishToBus(eventOf(object, result));
    });
    return { waitMs: 0 };
  });
  return {
    ...loop,
    hold: (held) => {
      isHeld = held;
    },
    scanAgain: (asked) => {
      const { bucket, key, versionId } = SendObjectMalwareScan.parse(asked).s3Object;
      const object = isScanned(bucket, key) ? objects.get(bucket, key, versionId) : undefined;
      if (object) objects.untag(object.versionId);
      return object !== undefined;
    },
  };
}
