import font from 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf';
import { createHttpHandler } from '#http/http-handler.ts';
import { readEnv } from '#platform/env.ts';
import { openRecords } from '#records/open-records.ts';
import { cpd } from './contract.ts';
import { createGetCpdLog } from './cpd/get-cpd-log.ts';
import { wireForLogs } from './cpd/wiring.ts';
import { TrainingMeEnv } from './env.ts';

const env = readEnv(TrainingMeEnv, process.env);
const deps = wireForLogs(openRecords(env, 'provide-services'), { siteUrl: env.SITE_URL, font });

export const handler = createHttpHandler({
  ...deps,
  allowedOrigins: env.ALLOWED_ORIGINS,
  area: cpd,
  audience: 'me',
  useCases: { getCpdLog: createGetCpdLog(deps) },
});
