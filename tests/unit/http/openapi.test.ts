import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { areas } from '../../../functions/contracts.ts';
import { openApiDocument } from '../../../shared/http/openapi.ts';
import { problems, problemType } from '../../../shared/http/problems.ts';
import { area, everyone, isWrite, problemsOf, route } from '../../../shared/http/route.ts';

const facts = { title: 'Training hub', version: '1.2.3' };
const routes = areas.flatMap((each) => Object.values(each.routes));

// Read as its readers do: as JSON, of which nothing is known beforehand.
type Json = { readonly [name: string]: Json } & readonly Json[] & string;
const read = (document: unknown): Json => JSON.parse(JSON.stringify(document));
const document = read(openApiDocument(areas, facts));

const operationOf = ({ path, method }: { path: string; method: string }, inDocument = document): Json => {
  const operation = inDocument.paths?.[path]?.[method.toLowerCase()];
  if (!operation) throw new Error(`the document has no ${method} ${path}`);
  return operation;
};

const referencesIn = (value: unknown): string[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([name, inner]) => (name === '$ref' ? [inner] : referencesIn(inner)));

function dereferenced(value: Json | undefined): Json {
  const reference = value?.$ref;
  const found =
    reference === undefined
      ? value
      : reference
          .slice(2)
          .split('/')
          .reduce<Json | undefined>((at, name) => at?.[name], document);
  if (found === undefined) throw new Error(`${reference} leads nowhere`);
  return found;
}

/** The request that a reader would put together from the examples that stand beside the fields. */
function exampleOf(schema: Json | undefined): unknown {
  const { example, enum: choices, type, properties = {} } = dereferenced(schema);
  if (example !== undefined) return example;
  if (choices) return choices[0];
  if (type === 'object') {
    return Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, exampleOf(field as Json)]));
  }
  return undefined;
}

describe('the OpenAPI document', () => {
  it('is valid by an independent validator', async () => {
    const { valid, errors } = await new Validator().validate(document as unknown as Record<string, unknown>);
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
  });

  it('has no reference that leads nowhere', () => {
    const references = referencesIn(document);
    expect(references.length).toBeGreaterThan(routes.length);
    for (const reference of references) dereferenced({ $ref: reference } as unknown as Json);
  });

  it('is the same to the letter each time', () => {
    expect(JSON.stringify(openApiDocument(areas, facts))).toBe(JSON.stringify(openApiDocument(areas, facts)));
  });

  it('has each route of the contract and no other', () => {
    const documented = Object.entries(document.paths ?? {}).flatMap(([path, operations]) =>
      Object.entries(operations as Json).map(([method, { operationId }]) => `${operationId} ${method} ${path}`),
    );
    const declared = routes.map(({ operationId, method, path }) => `${operationId} ${method.toLowerCase()} ${path}`);
    expect(documented.toSorted()).toEqual(declared.toSorted());
  });

  describe.each(routes.map((declared) => ({ declared, operationId: declared.operationId })))(
    '$operationId',
    ({ declared }) => {
      const operation = operationOf(declared);

      it('documents each reply and each problem that it may answer', () => {
        const answers = Object.entries(operation.responses ?? {}).flatMap(([status, response]) => {
          const { content } = dereferenced(response as Json);
          const types = content?.['application/problem+json']?.schema?.properties?.type?.enum;
          return types ? types.map((type) => `${status} ${type}`) : [status];
        });
        const expected = [
          ...Object.keys(declared.replies),
          ...problemsOf(declared).map((code) => `${problems[code].status} ${problemType(code)}`),
        ];
        expect(answers.toSorted()).toEqual(expected.toSorted());
      });

      it('says when to try again, wherever trying again may help', () => {
        for (const status of ['429', '503', '504']) {
          expect(dereferenced(operation.responses?.[status]).headers).toHaveProperty('Retry-After');
        }
      });

      it('says who may call it', () => {
        const schemes = { public: [], 'manage-link': ['manageLink'], learner: ['learnerToken'], staff: ['staffToken'] };
        const named = operation.security?.flatMap((requirement) => Object.keys(requirement));
        expect(named).toEqual(schemes[declared.audience.kind]);
        if (declared.audience.kind === 'staff') {
          for (const group of declared.audience.groups) expect(operation.description).toContain(`\`${group}\``);
        }
      });

      it('has its path parameters and, where it writes, an optional Idempotency-Key', () => {
        const parameters = (operation.parameters ?? []).map(dereferenced);
        const inPath = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => `{${name}}`);
        expect(inPath).toEqual(declared.path.match(/\{\w+\}/g) ?? []);
        const key = parameters.filter(({ name }) => name === 'Idempotency-Key');
        expect(key).toMatchObject(isWrite(declared) ? [{ in: 'header', required: false }] : []);
      });

      it.runIf(declared.input.body)('shows a request by its examples that the service would take', () => {
        const example = exampleOf(operation.requestBody?.content?.['application/json']?.schema);
        expect(declared.input.body?.safeParse(example).error).toBeUndefined();
      });
    },
  );

  it('shows what a request may leave out, and what its reply always has', () => {
    const Thing = z.object({ size: z.int().default(3) }).meta({ id: 'ThingOfThisTest' });
    const things = area('things', {
      makeThing: route({
        operationId: 'makeThing',
        method: 'POST',
        path: '/v1/things',
        summary: 'Make a thing',
        audience: everyone,
        input: { body: Thing },
        replies: { 201: Thing },
        problems: [],
      }),
    });
    const { schemas } = read(openApiDocument([things], facts)).components ?? {};
    expect(schemas?.ThingOfThisTest?.required).toBeUndefined();
    expect(schemas?.ThingOfThisTestOutput?.required).toEqual(['size']);
  });

  it('forbids undeclared fields in requests, and lets replies gain fields', () => {
    expect(document.components?.schemas?.NewBooking?.additionalProperties).toBe(false);
    expect(document.components?.schemas?.BookingReceipt?.additionalProperties).toBeUndefined();
  });

  it('refuses two routes of one name, and two of one method and path', () => {
    const declared = route({
      operationId: 'listThings',
      method: 'GET',
      path: '/v1/things',
      summary: 'List the things',
      audience: everyone,
      input: {},
      replies: { 200: z.object({}) },
      problems: [],
    });
    const one = area('one', { listThings: declared });
    const sameName = area('two', { listThings: { ...declared, path: '/v1/others' } });
    const samePath = area('two', { listOthers: { ...declared, operationId: 'listOthers' } });
    expect(() => openApiDocument([one, sameName], facts)).toThrow('Two routes are called listThings');
    expect(() => openApiDocument([one, samePath], facts)).toThrow('Two routes are GET /v1/things');
  });
});
