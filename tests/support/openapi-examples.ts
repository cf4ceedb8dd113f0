import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Route } from '#http/route.ts';
import { root } from './deployment.ts';

const document = JSON.parse(readFileSync(join(root, 'docs', 'openapi.json'), 'utf8'));

/** The body that a reader of the API's document would send, from the example that stands there; none for a route without one. */
export function exampleBodyOf({ method, path }: Route): unknown {
  return document.paths[path]?.[method.toLowerCase()]?.requestBody?.content['application/json']?.example;
}
