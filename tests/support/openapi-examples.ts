import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Route } from '../../shared/http/route.ts';
import { root } from './dynamodb.ts';

interface Schema {
  readonly $ref?: string;
  readonly example?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

const document = JSON.parse(readFileSync(join(root, 'docs', 'openapi.json'), 'utf8'));

function resolved(schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const found = schema.$ref
    .slice(2)
    .split('/')
    .reduce((place, name) => place[name], document) as Schema;
  const { $ref: _, ...beside } = schema;
  return { ...found, ...beside };
}

function exampleOf(schema: Schema): unknown {
  const { example, enum: choices, properties } = resolved(schema);
  if (example !== undefined || !properties) return example ?? choices?.[0];
  return Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, exampleOf(field)]));
}

/** The body that a reader of the API's document would send, from the examples that stand there; none for a route without one. */
export function exampleBodyOf({ method, path }: Route): unknown {
  const schema = document.paths[path]?.[method.toLowerCase()]?.requestBody?.content['application/json']?.schema;
  return schema && exampleOf(schema as Schema);
}
