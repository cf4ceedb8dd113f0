import { createHttpHandler } from '#http/http-handler.ts';
import { readEnv } from '#platform/env.ts';
import { opensFundingLink } from '#records/funding/links.ts';
import { openRecords } from '#records/open-records.ts';
import { funding } from './contract.ts';
import { FundingPublicEnv } from './env.ts';
import { publicUseCases } from './public-use-cases.ts';
import { wireForApplicants } from './wiring.ts';

const env = readEnv(FundingPublicEnv, process.env);
const deps = wireForApplicants(openRecords(env, 'provide-services', 'run-reliably'));

export const handler = createHttpHandler({
  ...deps,
  allowedOrigins: env.ALLOWED_ORIGINS,
  area: funding,
  audience: 'public',
  opensLink: opensFundingLink(deps.fundingLinks),
  useCases: publicUseCases(deps),
});
