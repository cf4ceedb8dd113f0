import { readFileSync } from 'node:fs';
import { areas } from '../functions/contracts.ts';
import { openApiDocument } from '../shared/http/openapi.ts';
import { southEastLondon } from '../shared/hub/south-east-london.ts';
import { privacyPolicy } from '../shared/privacy/policy-document.ts';

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

/** Every generated document, as it should stand now; paths are from the repository's root. */
export function generatedDocuments(): GeneratedDocument[] {
  const openApi = openApiDocument(areas, { title: 'Training hub', version: apiVersion() });
  return [
    { path: 'docs/openapi.json', text: `${JSON.stringify(openApi, null, 2)}\n` },
    // The first hub's; another hub's is made by the same function.
    { path: 'docs/privacy-policy.md', text: privacyPolicy(southEastLondon) },
  ];
}
