import { existsSync, readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { basename, dirname, extname, join } from 'node:path';
import { type Answer, json } from './answers.ts';

const swagger = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.png': 'image/png',
};

const docsPage = `<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>API of the training hub</title>
<link rel="stylesheet" href="/docs/swagger-ui.css"></head>
<body><div id="api"></div><script src="/docs/swagger-ui-bundle.js"></script>
<script>SwaggerUIBundle({ url: '/openapi.json', dom_id: '#api', docExpansion: 'none' })</script></body></html>`;

/** The API's description, and a page to read it on. @param openApi - file of the description */
export const docsRoutes = (openApi: string): Readonly<Record<string, Answer>> => ({
  'GET /openapi.json': async (_request, response) => {
    if (!existsSync(openApi)) return json(response, 404, { detail: 'Run npm run generate first' });
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(readFileSync(openApi));
  },
  'GET /docs': async (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' }).end(docsPage);
  },
});

/** What the page is made of. */
export async function showAsset(response: ServerResponse, path: string): Promise<void> {
  const file = join(swagger, basename(path));
  const contentType = contentTypes[extname(file)];
  if (contentType === undefined || !existsSync(file)) return json(response, 404, { detail: 'Not there' });
  response.writeHead(200, { 'Content-Type': contentType }).end(readFileSync(file));
}
