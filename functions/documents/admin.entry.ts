import { createHttpHandler } from '#http/http-handler.ts';
import { readEnv } from '#platform/env.ts';
import { documents } from './contract.ts';
import { createDocumentsDependencies } from './dependencies.ts';
import { DocumentsAdminEnv } from './env.ts';
import { createGetDocumentLink } from './get-document-link.ts';

const env = readEnv(DocumentsAdminEnv, process.env);
const deps = createDocumentsDependencies(env, env.AUDIT_TABLE);

export const handler = createHttpHandler({
  ...deps,
  allowedOrigins: env.ALLOWED_ORIGINS,
  area: documents,
  audience: 'admin',
  useCases: { getDocumentLink: createGetDocumentLink(deps) },
});
