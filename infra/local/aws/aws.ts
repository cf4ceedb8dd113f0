import type { RequestListener } from 'node:http';
import type { Engines } from '../engines/engines.ts';
import { createOutbox, type Outbox } from '../engines/ses.ts';
import { createMacKeys } from '../kms/mac-keys.ts';
import type { Functions } from '../lambda/functions.ts';
import { createMailGate } from '../mail-gate.ts';
import { openToPagesAt } from '../s3/cors.ts';
import { createS3Gate } from '../s3/gate.ts';
import { createObjects, type Objects } from '../s3/objects.ts';
import { type Scanner, startScanner } from '../s3/scanner.ts';
import { createUploads, type Uploads } from '../s3/uploads.ts';
import type { State } from '../state.ts';
import { createSuppressionList, type SuppressionList } from '../suppression-list.ts';
import type { Deployment } from '../template/deployment.ts';
import type { Time } from '../time.ts';
import type { Bell } from '../triggers/bell.ts';
import type { Notifications } from '../triggers/notifications.ts';
import type { AwsCall } from './actions.ts';
import { createFaults, type Faults } from './faults.ts';
import { invokeService } from './invoke.ts';
import { createLeadingKeys } from './leading-keys.ts';
import { scanService, suppressionService } from './own-services.ts';
import { createPermissions, type Permissions } from './permissions.ts';
import { createAwsProxy } from './proxy.ts';

export interface AwsDeps {
  readonly deployment: Deployment;
  readonly engines: Engines;
  readonly functions: Functions;
  readonly notifications: Notifications;
  readonly state: State;
  readonly time: Time;
  /** To be rung at each write of a function to a table. */
  readonly written: Bell;
  /** Where the pages are. */
  readonly url: string;
}

export interface Aws {
  /** Answers what functions and browsers ask of AWS. */
  readonly answer: RequestListener;
  readonly outbox: Outbox;
  readonly objects: Objects;
  readonly uploads: Uploads;
  readonly suppressionList: SuppressionList;
  readonly permissions: Permissions;
  readonly faults: Faults;
  readonly scanner: Scanner;
}

const isWrite = ({ operation }: AwsCall): boolean => /Put|Update|Delete|Write/.test(operation);

/** AWS as functions meet it: the engines behind their permissions, and what we stand in for ourselves. */
export function startAws({ deployment, engines, functions, notifications, state, time, written, url }: AwsDeps): Aws {
  const { naming, tables, keyPolicies, macKeys } = deployment;
  const buckets = openToPagesAt(url, deployment);
  const { callers, kill, runtimeOf } = functions;
  const outbox = createOutbox(state, time);
  const suppressionList = createSuppressionList(state);
  const permissions = createPermissions(naming);
  const faults = createFaults();
  const objects = createObjects(state, time);
  const uploads = createUploads(state);
  const scanner = startScanner({ objects, notifications, state, buckets });
  const keepEmail = createMailGate({ outbox, suppressionList, notifications, deployment, state, time });
  const answer = createAwsProxy({
    known: { naming, leadingKeys: createLeadingKeys(tables) },
    permissions,
    faults,
    callers,
    s3: createS3Gate({ buckets, keyPolicies, objects, uploads, permissions, naming, callers, time }),
    engines: () => ({
      dynamodb: engines.dynamoDb.endpoint,
      sqs: engines.queues.endpoint,
      ses: engines.mail.endpoint,
      'cognito-idp': engines.cognito.endpoint,
    }),
    ownServices: {
      sesv2: suppressionService(suppressionList.clear),
      guardduty: scanService(scanner.scanAgain),
      kms: createMacKeys(state, macKeys),
      lambda: invokeService(runtimeOf),
      // The engine does not know it, and keeps no session that would have to end: a token of who is gone is refused at the gateway.
      'cognito-idp:AdminUserGlobalSignOut': () => ({ body: {} }),
    },
    keyPolicies,
    kill,
    accepted: (call, { body }) => {
      if (call.service === 'dynamodb' && isWrite(call)) written.ring();
      if (call.service === 'ses') keepEmail(call, body.toString('utf8'));
    },
  });
  return { answer, outbox, objects, uploads, suppressionList, permissions, faults, scanner };
}
