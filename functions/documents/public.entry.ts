import { createHttpHandler } from '#http/http-handler.ts';
import { readEnv } from '#platform/env.ts';
import { opensFundingLink } from '#records/funding/links.ts';
import { openRecords } from '#records/open-records.ts';
import { documents } from './contract.ts';
import { DocumentsPublicEnv } from './env.ts';
import { openStore } from './open-store.ts';
import { publicUseCases } from './public-use-cases.ts';
import { wireForUploaders } from './wiring.ts';

const env = readEnv(DocumentsPublicEnv, process.env);
const deps = wireForUploaders(openRecords(env, 'provide-services'), openStore(env));

export const handler = createHttpHandler({
  ...deps,
  allowedOrigins: env.ALLOWED_ORIGINS,
  area: documents,
  audience: 'public',
  opensLink: opensFundingLink(deps.fundingLinks),
  useCases: publicUseCases({ ...deps, siteUrl: env.SITE_URL }),
});
