import { readFileSync } from 'node:fs';
import { areas } from '#functions/contracts.ts';
import { openApiDocument } from '#http/openapi.ts';
import { roleList } from '#hub/job-roles.ts';
import { markdownOf } from '#privacy/page.ts';
import { privacyPolicy } from '#privacy/policy-document.ts';
import { recordOfProcessingOf } from '#privacy/processing.ts';
import { recordOfProcessingPage } from '#privacy/record-page.ts';
import { listedOf } from '#privacy/versions.ts';
import { storedFields } from '#records/stored-fields.ts';
import { settingsOf } from '../infra/config/stages.ts';
import { dependencyRule } from './dependency-rule.ts';
import { policyLinesDocument } from './policy-lines-document.ts';
import { listPath, publishedVersions, publishingHub } from './policy-versions.ts';

/** A document that is derived, yet checked in so that it can be read and compared without running anything. */
export interface GeneratedDocument {
  readonly path: string;
  readonly text: string;
}

function apiVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return version;
}

/** What is published of what is done with people's data: the first hub's; another hub's is made by the same functions. */
function privacyDocuments(): GeneratedDocument[] {
  const record = recordOfProcessingOf(publishingHub, storedFields());
  const versions = publishedVersions();
  return [
    { path: 'docs/privacy-policy.md', text: markdownOf(privacyPolicy(publishingHub)) },
    { path: 'docs/record-of-processing.json', text: `${JSON.stringify(record, null, 2)}\n` },
    { path: 'docs/record-of-processing.md', text: markdownOf(recordOfProcessingPage(record)) },
    { path: 'docs/policy/lines.md', text: policyLinesDocument() },
    { path: listPath, text: `${JSON.stringify(listedOf(versions), null, 2)}\n` },
    ...versions.map(({ version, page }) => ({
      path: `docs/policy/${publishingHub.id}/${version}.md`,
      text: markdownOf(page),
    })),
  ];
}

/** Every generated document, as it should stand now; paths are from the repository's root. */
export function generatedDocuments(): GeneratedDocument[] {
  const { boroughs, funding, retention, name, contact } = publishingHub;
  const { throttling, siteUrl } = settingsOf('production');
  const openApi = openApiDocument(areas, {
    title: 'Training hub',
    version: apiVersion(),
    // The API's own address is made by its deployment; what serves this document serves the API beside it.
    servers: [{ url: '/', description: 'Where this document is served' }],
    hub: {
      roleGroups: roleList,
      boroughs,
      providers: funding.providers.map(({ providerId, name: called }) => ({ providerId, name: called })),
      repliesToRetriesDays: retention.repliesToRetriesDays,
      limits: throttling,
    },
    contact: { name, url: siteUrl, email: contact.email },
  });
  return [
    { path: 'docs/openapi.json', text: `${JSON.stringify(openApi, null, 2)}\n` },
    { path: 'biome.dependency-rule.json', text: `${JSON.stringify(dependencyRule, null, 2)}\n` },
    ...privacyDocuments(),
  ];
}
