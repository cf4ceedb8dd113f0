import { SQSClient } from '@aws-sdk/client-sqs';
import { createCognitoClient } from '#platform/cognito.ts';
import { readEnv } from '#platform/env.ts';
import { requestHandler } from '#platform/request-handler.ts';
import { createUserDirectory } from '#platform/user-directory.ts';
import { openRecords } from '#records/open-records.ts';
import { createFindMoved, createIsSignedUpAgain } from '#records/people/account-endings.ts';
import { createRemoveTraining } from '#records/training/removing.ts';
import { createEndUsers } from './accounts/end-users.ts';
import { EndUsersEnv } from './env.ts';

const env = readEnv(EndUsersEnv, process.env);
const { log, counter, records } = openRecords(env, 'provide-services');

export const handler = createEndUsers({
  directory: createUserDirectory({ client: createCognitoClient(), poolId: env.LEARNER_POOL }),
  isSignedUpAgain: createIsSignedUpAgain({ records }),
  findMoved: createFindMoved({ records }),
  removeTraining: createRemoveTraining({ records }),
  sqs: new SQSClient({ requestHandler: requestHandler() }),
  queueUrl: env.QUEUE_URL,
  log,
  counter,
});
