import { SQSClient } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyEvent, Context, SQSEvent } from 'aws-lambda';
import { createHttpHandler } from '#http/http-handler.ts';
import { readEnv } from '#platform/env.ts';
import { requestHandler } from '#platform/request-handler.ts';
import { openRecords } from '#records/open-records.ts';
import { consents } from './consents/contract.ts';
import { createTendDemographics } from './consents/tend-demographics.ts';
import { createConsentUseCases } from './consents/use-cases.ts';
import { wireConsents } from './consents/wiring.ts';
import { PeopleDemographicsEnv } from './env.ts';

const env = readEnv(PeopleDemographicsEnv, process.env);
const deps = wireConsents(openRecords(env, 'answer-rights', 'provide-services'));

const answer = createHttpHandler({
  ...deps,
  allowedOrigins: env.ALLOWED_ORIGINS,
  area: consents,
  audience: 'me',
  useCases: createConsentUseCases(deps),
});

const tend = createTendDemographics({
  ...deps,
  sqs: new SQSClient({ requestHandler: requestHandler() }),
  queueUrl: env.QUEUE_URL,
});

/** Called by the gateway, and by the queue of what follows from changes: no second function may touch what this one may. */
export const handler = (event: APIGatewayProxyEvent | SQSEvent, context: Context) =>
  'Records' in event ? tend(event, context) : answer(event, context);
