import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Route } from '#http/route.ts';
import { root } from './deployment.ts';
import { arbitraryOf, type DocumentSchema } from './openapi-arbitrary.ts';

interface Parameter {
  readonly $ref?: string;
  readonly in: string;
  readonly name: string;
  readonly required?: boolean;
  readonly schema: DocumentSchema;
}

const document = JSON.parse(readFileSync(join(root, 'docs', 'openapi.json'), 'utf8'));
const resolve = ($ref: string): DocumentSchema =>
  $ref
    .slice(2)
    .split('/')
    .reduce((place, name) => place[name], document);

export interface GeneratedRequest {
  readonly query: Readonly<Record<string, unknown>>;
  readonly path: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** Requests that the API's document calls valid, as somebody would make them who has nothing but the document. */
export function validRequestsOf({ method, path }: Route): fc.Arbitrary<GeneratedRequest> {
  const { parameters = [], requestBody } = document.paths[path][method.toLowerCase()];
  const inPart = (part: string) => {
    const own = (parameters as Parameter[]).filter((each) => each.in === part);
    const fields = own.map(({ name, schema }) => [name, arbitraryOf(schema, resolve)] as const);
    const requiredKeys = own.filter(({ required }) => required).map(({ name }) => name) as never[];
    return fc.record(Object.fromEntries(fields), { requiredKeys }) as fc.Arbitrary<Record<string, unknown>>;
  };
  const content: Readonly<Record<string, { readonly schema: DocumentSchema }>> = requestBody?.content ?? {};
  const schema = Object.values(content)[0]?.schema;
  return fc.record({
    query: inPart('query'),
    path: inPart('path'),
    body: schema ? arbitraryOf(schema, resolve) : fc.constant(undefined),
  });
}
