import { Validator } from '@seriousme/openapi-schema-validator';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { publishedPatterns } from '#domain/text/plain-text.ts';
import { areas } from '#functions/contracts.ts';
import { openApiDocument } from '#http/openapi.ts';
import { problems, problemType } from '#http/problems.ts';
import { area, everyone, isBinary, isWrite, problemsOf, route } from '#http/route.ts';
import { southEastLondon } from '#hub/south-east-london.ts';
import { generatedDocuments } from '../../../scripts/generated-documents.ts';

const facts = { title: 'Training hub', version: '1.2.3' };
const routes = areas.flatMap((each) => Object.values(each.routes));

interface Reference {
  readonly $ref?: string;
}

interface SchemaObject extends Reference {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly example?: unknown;
  readonly properties?: Readonly<Record<string, SchemaObject>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
}

interface Parameter extends Reference {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
}

type Content = Readonly<Record<string, { readonly schema: SchemaObject; readonly example?: unknown }>>;

interface ResponseObject extends Reference {
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Content;
}

interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly 'x-audience': unknown;
  readonly description?: string;
  readonly security: readonly Readonly<Record<string, unknown>>[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, ResponseObject>>;
}

/** As much of OpenAPI as is looked at here. */
interface ReadDocument {
  readonly info: { readonly description: string };
  readonly tags: readonly { readonly name: string }[];
  readonly 'x-tagGroups': readonly { readonly tags: readonly string[] }[];
  readonly 'x-problems': readonly { readonly code: string; readonly type: string; readonly when: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, SchemaObject>> };
}

const read = (document: unknown): ReadDocument => JSON.parse(JSON.stringify(document));
const document = read(openApiDocument(areas, facts));

function operationOf({ path, method }: { path: string; method: string }): Operation {
  const operation = document.paths[path]?.[method.toLowerCase()];
  if (!operation) throw new Error(`the document has no ${method} ${path}`);
  return operation;
}

function dereferenced<T extends Reference>(value: T | undefined): T {
  let found: unknown = value;
  if (value?.$ref !== undefined) {
    found = document;
    for (const name of value.$ref.slice(2).split('/')) found = (found as Record<string, unknown> | undefined)?.[name];
  }
  if (found === undefined) throw new Error(`${value?.$ref} leads nowhere`);
  return found as T;
}

const referencesIn = (value: unknown): string[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([name, inner]) => (name === '$ref' ? [inner] : referencesIn(inner)));

describe('the OpenAPI document', () => {
  it('is valid by an independent validator', async () => {
    const { valid, errors } = await new Validator().validate({ ...document });
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
  });

  it('has no reference that leads nowhere', () => {
    const references = referencesIn(document);
    expect(references.length).toBeGreaterThan(routes.length);
    for (const $ref of references) dereferenced({ $ref });
  });

  it('is the same to the letter each time', () => {
    expect(JSON.stringify(openApiDocument(areas, facts))).toBe(JSON.stringify(openApiDocument(areas, facts)));
  });

  it('has each route of the contract and no other', () => {
    const documented = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, { operationId }]) => `${operationId} ${method} ${path}`),
    );
    const declared = routes.map(({ operationId, method, path }) => `${operationId} ${method.toLowerCase()} ${path}`);
    expect(documented.toSorted()).toEqual(declared.toSorted());
  });

  describe.each(routes.map((declared) => ({ declared, operationId: declared.operationId })))(
    '$operationId',
    ({ declared }) => {
      const operation = operationOf(declared);

      it('documents each reply and each problem that it may answer', () => {
        const answers = Object.entries(operation.responses).flatMap(([status, response]) => {
          const { content } = dereferenced(response);
          const types = content?.['application/problem+json']?.schema.properties?.type?.enum;
          return types ? types.map((type) => `${status} ${type}`) : [status];
        });
        const expected = [
          ...new Set([
            ...Object.keys(declared.replies),
            ...(declared.files ? ['200'] : []),
            ...(declared.fileLink ? ['201'] : []),
          ]),
          ...(declared.revalidates ? ['304'] : []),
          ...problemsOf(declared).map((code) => `${problems[code].status} ${problemType(code)}`),
        ];
        expect(answers.toSorted()).toEqual(expected.toSorted());
      });

      it('says when to try again, wherever trying again may help', () => {
        for (const status of ['429', '503', '504']) {
          expect(dereferenced(operation.responses[status]).headers).toHaveProperty('Retry-After');
        }
      });

      it('says who may call it', () => {
        const schemes = { public: [], 'manage-link': ['manageLink'], learner: ['learnerToken'], staff: ['staffToken'] };
        const named = operation.security.flatMap((requirement) => Object.keys(requirement));
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
    },
  );

  it.each(routes)('describes $operationId in words of its own', ({ operationId, summary, description = '' }) => {
    expect(description, `Give ${operationId} a description in its contract`).not.toBe('');
    expect(description).not.toBe(summary);
  });

  it.each(routes)('shows by an example what $operationId takes and answers', (declared) => {
    const { operationId } = declared;
    const { requestBody, responses } = operationOf(declared);
    const missing = `Give each field of ${operationId} that lacks one an example, by .meta({ example })`;
    const given = Object.values(requestBody?.content ?? {})[0]?.example;
    if (declared.input.body) expect(declared.input.body.safeParse(given).error, missing).toBeUndefined();
    for (const [status, schema] of Object.entries(declared.replies)) {
      const answered = responses[status]?.content?.['application/json']?.example;
      expect(schema.safeParse(answered).error, `${missing} (reply ${status})`).toBeUndefined();
    }
    for (const mediaType of declared.files ?? []) {
      const shown = responses[200]?.content?.[mediaType];
      if (isBinary(mediaType)) expect(shown).toEqual({ schema: { contentMediaType: mediaType } });
      else expect(shown?.example).toEqual(expect.any(String));
    }
  });

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
    const { schemas } = read(openApiDocument([things], facts)).components;
    expect(schemas.ThingOfThisTest?.required).toBeUndefined();
    expect(schemas.ThingOfThisTestOutput?.required).toEqual(['size']);
  });

  it('shows the documents of a route beside its JSON, or alone where it has none', async () => {
    const things = { method: 'GET', summary: 'Things', audience: everyone, input: {}, problems: [] } as const;
    const lists = area('lists', {
      listThings: route({
        ...things,
        operationId: 'listThings',
        path: '/v1/things',
        replies: { 200: z.object({ size: z.int() }) },
        files: ['text/csv', 'text/calendar'],
      }),
      getFeed: route({
        ...things,
        operationId: 'getFeed',
        path: '/v1/things.ics',
        replies: {},
        files: ['text/calendar'],
      }),
    });
    const documented = read(openApiDocument([lists], facts));
    const { errors } = await new Validator().validate({ ...documented });
    expect(errors).toBeUndefined();
    const contentOf = (path: string) => documented.paths[path]?.get?.responses[200]?.content;
    const text = { schema: { type: 'string' }, example: expect.any(String) };
    expect(contentOf('/v1/things')).toEqual({
      'application/json': { schema: expect.objectContaining({ type: 'object' }), example: { size: 1 } },
      'text/csv': text,
      'text/calendar': text,
    });
    expect(contentOf('/v1/things.ics')).toEqual({ 'text/calendar': text });
  });

  it('forbids undeclared fields in requests, and lets replies gain fields', () => {
    expect(document.components.schemas.NewBooking?.additionalProperties).toBe(false);
    expect(document.components.schemas.BookingReceipt?.additionalProperties).toBeUndefined();
  });

  it('has the catalogue of problems, each with when it is answered', () => {
    const catalogue = document['x-problems'];
    expect(catalogue.map(({ code }) => code).toSorted()).toEqual(Object.keys(problems).toSorted());
    for (const { type, when } of catalogue) {
      expect(when).toMatch(/\.$/);
      expect(document.info.description).toContain(`\`${type}\``);
    }
  });

  it('groups its operations by who may call them', () => {
    for (const { audience, ...declared } of routes) {
      const operation = operationOf(declared);
      expect(operation['x-audience']).toEqual(
        audience.kind === 'staff' ? { kind: 'staff', groups: audience.groups } : { kind: audience.kind },
      );
    }
    const grouped = document['x-tagGroups'].flatMap(({ tags }) => tags);
    const used = Object.values(document.paths).flatMap((each) => Object.values(each).flatMap(({ tags }) => tags));
    expect(grouped).toEqual(document.tags.map(({ name }) => name));
    expect(new Set(used)).toEqual(new Set(grouped));
  });

  it('says where a request needs one of two fields', () => {
    const { Person, StatementGiven, FundingDecision, ProgressReport, NewFundingRequest } = document.components.schemas;
    expect(Person?.properties?.workplace).toMatchObject({ anyOf: [{ required: ['odsCode'] }, { required: ['name'] }] });
    expect(NewFundingRequest?.properties?.course?.properties?.provider).toMatchObject({
      oneOf: [{ required: ['providerId'] }, { required: ['name'] }],
    });
    for (const schema of [StatementGiven, FundingDecision, ProgressReport]) expect(schema).toHaveProperty('anyOf');
  });

  it('names the limits, the lists and the time that the hub has decided on, where it is one hub’s', () => {
    const [generated] = generatedDocuments();
    const { info, servers, ...ofHub } = JSON.parse(generated?.text ?? '');
    expect(servers).toHaveLength(1);
    expect(ofHub['x-limits']).toMatchObject({ bodyBytes: 65_536, perAddress: { writes: expect.any(Number) } });
    expect(ofHub['x-lists'].boroughs).toEqual(southEastLondon.boroughs);
    expect(ofHub['x-lists'].roleGroups[0].jobRoles[1]).toEqual({ jobRole: 'salaried-gp', label: 'Salaried GP' });
    for (const said of ['kept for 24 hours', '`Lambeth`', '`london-south-bank`', '`practice-nurse` Practice nurse']) {
      expect(info.description).toContain(said);
    }
  });

  it('publishes patterns that programs can compile without knowing of JavaScript, and that say the same', () => {
    const patterns = new Set(
      JSON.stringify(document)
        .match(/(?<="pattern":)"(?:[^"\\]|\\.)*"/g)
        ?.map((text) => JSON.parse(text)),
    );
    for (const pattern of patterns) {
      expect(() => new RegExp(pattern), pattern).not.toThrow();
      expect(() => new RegExp(pattern, 'u'), pattern).not.toThrow();
    }
    const said = [...publishedPatterns].map(([own, published]) => [new RegExp(own, 'u'), new RegExp(published, 'u')]);
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCodePoint(code)) }),
      fc.constantFrom('evil.com', 'Evil.Com now', 'St.Mary', 'a@b', 'J.R. Hartley', 'Zoë.Com', '\u{200D}', '\u{202E}'),
    );
    fc.assert(
      fc.property(texts, (text) => {
        fc.pre(!/\u{200C}|\u{200D}|\p{Cs}/u.test(text));
        for (const [own, published] of said) expect([text, published?.test(text)]).toEqual([text, own?.test(text)]);
      }),
    );
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
