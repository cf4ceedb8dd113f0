import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Route } from '#http/route.ts';
import { root } from './deployment.ts';

const document = JSON.parse(readFileSync(join(root, 'docs', 'openapi.json'), 'utf8'));

type Content = Readonly<Record<string, { readonly example?: unknown }>>;

/** The body that a reader of the API's document would send, from the example that stands there; none for a route without one. */
export function exampleBodyOf({ method, path }: Route): unknown {
  // The same, whichever way it is sent.
  const content: Content = document.paths[path]?.[method.toLowerCase()]?.requestBody?.content ?? {};
  return Object.values(content)[0]?.example;
}
