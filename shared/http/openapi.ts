import { STATUS_CODES } from 'node:http';
import * as z from 'zod';
import {
  createDocument,
  type ZodOpenApiObject,
  type ZodOpenApiOperationObject,
  type ZodOpenApiOverride,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponseObject,
} from 'zod-openapi';
import { publishedPatterns } from '#domain/text/plain-text.ts';
import { formTypes } from './form-body.ts';
import { largestBody } from './json-body.ts';
import { describeApi, type HubFacts, problemCatalogue } from './openapi-description.ts';
import { type ExampleSchema, exampleDocuments, exampleOfSchema } from './openapi-examples.ts';
import { Problem } from './problem-schema.ts';
import { type ProblemCode, problemContentType, problems, problemType } from './problems.ts';
import { type Area, type Audience, isBinary, isWrite, problemsOf, type Route } from './route.ts';

export type OpenApiDocument = ReturnType<typeof createDocument>;

interface DocumentFacts {
  readonly title: string;
  /** Of the API, not of OpenAPI. */
  readonly version: string;
  readonly servers?: readonly { readonly url: string; readonly description?: string }[];
  readonly hub?: HubFacts;
  readonly contact?: { readonly name: string; readonly url: string; readonly email: string };
}

const securitySchemes = {
  staffToken: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'The ID token of a member of the hub’s staff, who must be in a group that the operation names.',
  },
  learnerToken: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'The ID token of a person who signed in with their work email.',
  },
  manageLink: {
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    description: 'The token of the link in a person’s email, sent as `Manage <token>`.',
  },
} as const;

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Makes a repeat of this request safe: see *Idempotency* above. A new one, such as a UUID, for each thing to be done; the same again when it is not known whether it was.',
  schema: { type: 'string', pattern: '^[!-~]{1,255}$', minLength: 1, maxLength: 255 },
  example: '0f8e7d0c-6d0f-4b8e-9b8e-2f1f6f4f7a10',
} as const;

const retryAfter = {
  description: 'Whole seconds to wait before trying again',
  schema: { type: 'integer', minimum: 0 },
  example: 5,
} as const;

const entityTag = {
  description: 'Names what was answered: send it as `If-None-Match` to be answered 304 while it is the same',
  schema: { type: 'string' },
  example: 'W/"0f1e2d3c4b5a69788796a5b4c3d2e1f0"',
} as const;

/**
 * The OpenAPI 3.1 document of an API, from its contract alone: the same contract gives the same document, to the letter.
 *
 * @throws where two routes share an operation id, or a method and path
 */
export function openApiDocument(
  areas: readonly Area[],
  { title, version, servers, hub, contact }: DocumentFacts,
): OpenApiDocument {
  const routes = areas.flatMap((area) => Object.values(area.routes));
  refuseTwins(
    'are called',
    routes.map(({ operationId }) => operationId),
  );
  refuseTwins(
    'are',
    routes.map(({ method, path }) => `${method} ${path}`),
  );

  const document: ZodOpenApiObject = {
    openapi: '3.1.1',
    info: {
      title,
      version,
      description: describeApi(hub),
      ...(contact && { contact }),
      license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
    },
    ...(servers && { servers: servers.map((server) => ({ ...server })) }),
    tags: groupsOf(areas).map(({ name, description }) => ({ name, description })),
    'x-tagGroups': audienceNames.map((name) => ({
      name,
      tags: groupsOf(areas)
        .filter((group) => group.audience === name)
        .map((group) => group.name),
    })),
    'x-problems': problemCatalogue,
    ...(hub && {
      'x-lists': { roleGroups: hub.roleGroups, boroughs: hub.boroughs, courseProviders: hub.providers },
    }),
    'x-limits': { bodyBytes: largestBody, ...hub?.limits },
    paths: pathsOf(areas),
    components: {
      securitySchemes,
      schemas: { Problem },
      parameters: { IdempotencyKey: idempotencyKey },
      headers: { RetryAfter: retryAfter, ETag: entityTag },
      responses: problemResponses(routes),
    },
  };
  return withExamples(createDocument(document, { override: forReaders }));
}

/** Puts a whole example beside each body, made of those of its fields. */
function withExamples(document: OpenApiDocument): OpenApiDocument {
  const resolve = ($ref: string): ExampleSchema => {
    let found: unknown = document;
    for (const name of $ref.slice(2).split('/')) found = (found as Record<string, unknown>)[name];
    return found as ExampleSchema;
  };
  const illustrate = (content: Record<string, unknown> | undefined, io: 'request' | 'reply') => {
    for (const type of ['application/json', ...formTypes]) {
      const body = content?.[type] as { schema: ExampleSchema; example?: unknown } | undefined;
      if (body) body.example = exampleOfSchema(body.schema, io, resolve);
    }
  };
  for (const operations of Object.values(document.paths ?? {})) {
    for (const operation of Object.values(operations) as Operation[]) {
      illustrate(operation.requestBody?.content, 'request');
      for (const reply of Object.values(operation.responses)) illustrate(reply.content, 'reply');
    }
  }
  return document;
}

interface Operation {
  readonly requestBody?: { readonly content: Record<string, unknown> };
  readonly responses: Readonly<Record<string, { readonly content?: Record<string, unknown> }>>;
}

const writtenDay = '^\\d{4}-\\d{2}-\\d{2}$';
const writtenInstant = '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?(Z|[+-]\\d{2}:\\d{2})$';

const published = (pattern: string): string => publishedPatterns.get(pattern) ?? pattern;

/** What zod says exactly, said as a reader of the API needs it. */
const forReaders: ZodOpenApiOverride = ({ jsonSchema, io }) => {
  // Replies may gain fields, and a caller that checks replies by this document must not break when they do.
  if (io === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
  if (jsonSchema.pattern !== undefined) jsonSchema.pattern = published(jsonSchema.pattern);
  for (const part of jsonSchema.allOf ?? []) {
    if (typeof part === 'object' && 'pattern' in part && part.pattern !== undefined)
      part.pattern = published(part.pattern);
  }
  // Which of them are dates is for the format to say; zod's own pattern does, in several lines. Ours may say more.
  if (jsonSchema.format === 'date-time') jsonSchema.pattern = writtenInstant;
  if (jsonSchema.format === 'date' && jsonSchema.pattern === z.regexes.date.source) jsonSchema.pattern = writtenDay;
  // What we answer has been through these already.
  if (io === 'output' && jsonSchema.type === 'string') {
    delete jsonSchema.pattern;
    delete jsonSchema.allOf;
  }
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
};

function refuseTwins(verb: string, names: readonly string[]): void {
  const twin = names.find((name, index) => names.indexOf(name) !== index);
  if (twin !== undefined) throw new Error(`Two routes ${verb} ${twin}`);
}

function pathsOf(areas: readonly Area[]): ZodOpenApiPathsObject {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const area of areas) {
    for (const route of Object.values(area.routes)) {
      paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(area, route) };
    }
  }
  return paths;
}

const contentOf = ({ form }: Route, schema: z.ZodObject) =>
  form ? Object.fromEntries(formTypes.map((type) => [type, { schema }] as const)) : { 'application/json': { schema } };

function operationOf(area: Area, route: Route): ZodOpenApiOperationObject {
  const { operationId, summary, audience, input } = route;
  const description = [route.description, whoMayCall(audience)].filter((part) => part !== undefined).join('\n\n');
  return {
    operationId,
    tags: [groupOf(area, route).name],
    'x-audience': audienceOf(audience),
    summary,
    ...(description !== '' && { description }),
    security: securityOf(audience),
    ...((input.path || input.query) && {
      requestParams: { ...(input.path && { path: input.path }), ...(input.query && { query: input.query }) },
    }),
    ...(isWrite(route) && { parameters: [{ $ref: '#/components/parameters/IdempotencyKey' }] }),
    ...(input.body && {
      requestBody: {
        required: !input.body.safeParse({}).success,
        content: contentOf(route, input.body),
      },
    }),
    responses: { ...repliesOf(route), ...problemReferencesOf(route) },
  };
}

const audienceNames = ['Everybody', 'Who has a link', 'Learners', 'Staff'] as const;
type AudienceName = (typeof audienceNames)[number];

const nameOfAudience = {
  public: 'Everybody',
  'manage-link': 'Who has a link',
  learner: 'Learners',
  staff: 'Staff',
} as const satisfies Record<Audience['kind'], AudienceName>;

const aboutAudience: Readonly<Record<AudienceName, string>> = {
  Everybody: 'Nobody needs to sign in',
  'Who has a link': 'With the token of the link in an email: `Authorization: Manage <token>`',
  Learners: 'Signed in with their work email',
  Staff: 'Members of the hub’s staff, in a group that the operation names',
};

/** Operations of one area for one audience: what a person who reads the document has to do with. */
function groupOf({ name }: Area, { audience }: Route) {
  const who = nameOfAudience[audience.kind];
  return { name: `${who}: ${name}`, audience: who, description: aboutAudience[who] };
}

/** By audience, then as the areas come. */
function groupsOf(areas: readonly Area[]) {
  const all = areas.flatMap((area) => Object.values(area.routes).map((route) => groupOf(area, route)));
  const byName = new Map(all.map((group) => [group.name, group]));
  return audienceNames.flatMap((who) => [...byName.values()].filter(({ audience }) => audience === who));
}

const audienceOf = (audience: Audience) =>
  audience.kind === 'staff' ? { kind: audience.kind, groups: [...audience.groups] } : { kind: audience.kind };

function whoMayCall(audience: Audience): string | undefined {
  if (audience.kind !== 'staff') return undefined;
  return `For hub staff in the group ${audience.groups.map((group) => `\`${group}\``).join(' or ')}.`;
}

function securityOf({ kind }: Audience): Record<string, string[]>[] {
  switch (kind) {
    case 'public':
      return [];
    case 'manage-link':
      return [{ manageLink: [] }];
    case 'learner':
      return [{ learnerToken: [] }];
    case 'staff':
      return [{ staffToken: [] }];
  }
}

function repliesOf({ replies, files = [], fileLink, revalidates }: Route): Record<string, ZodOpenApiResponseObject> {
  const content: Record<string, NonNullable<ZodOpenApiResponseObject['content']>> = {};
  for (const [status, schema] of Object.entries(replies)) content[status] = { 'application/json': { schema } };
  if (fileLink) content[201] = { 'application/json': { schema: fileLink } };
  for (const mediaType of files) {
    content[200] = {
      ...content[200],
      [mediaType]: isBinary(mediaType)
        ? { schema: { contentMediaType: mediaType } }
        : { schema: { type: 'string' }, example: exampleDocuments[mediaType] },
    };
  }
  const headers = revalidates && { ETag: { $ref: '#/components/headers/ETag' } };
  return {
    ...Object.fromEntries(
      Object.entries(content).map(([status, own]) => [
        status,
        { description: STATUS_CODES[status] ?? status, content: own, ...(headers && { headers }) },
      ]),
    ),
    ...(headers && { 304: { description: 'Nothing has changed since', headers } }),
  };
}

/** The problems of one status that a route may answer: in OpenAPI they share a response. */
interface ProblemGroup {
  /** Of the response among the document's components. */
  readonly name: string;
  readonly status: number;
  readonly codes: readonly ProblemCode[];
}

function problemGroupsOf(route: Route): ProblemGroup[] {
  const byStatus = Map.groupBy(problemsOf(route).toSorted(), (code) => problems[code].status);
  return [...byStatus].map(([status, codes]) => ({ name: codes.map(pascalCase).join('Or'), status, codes }));
}

const problemReferencesOf = (route: Route): Record<string, { $ref: string }> =>
  Object.fromEntries(
    problemGroupsOf(route).map(({ status, name }) => [status, { $ref: `#/components/responses/${name}` }]),
  );

function problemResponses(routes: readonly Route[]): Record<string, ZodOpenApiResponseObject> {
  const groups = routes.flatMap(problemGroupsOf).toSorted((a, b) => a.status - b.status || (a.name < b.name ? -1 : 1));
  return Object.fromEntries(groups.map((group) => [group.name, problemResponse(group)]));
}

const retryable: readonly number[] = [429, 503, 504];

function problemResponse({ status, codes }: ProblemGroup): ZodOpenApiResponseObject {
  const examples = codes.map((code) => [code, { summary: problems[code].title, value: exampleOf(code) }]);
  return {
    description: codes.map((code) => problems[code].title).join('. Or: '),
    ...(retryable.includes(status) && { headers: { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } } }),
    content: {
      [problemContentType]: {
        schema: {
          allOf: [{ $ref: '#/components/schemas/Problem' }],
          properties: { type: { enum: codes.map(problemType) } },
        },
        examples: Object.fromEntries(examples),
      },
    },
  };
}

const exampleOf = (code: ProblemCode) => ({
  type: problemType(code),
  title: problems[code].title,
  status: problems[code].status,
  instance: '3e1a2b6c-6f0e-4f43-9d9a-1f6f1f1c7c52',
  ...(code === 'not-valid' && {
    errors: [{ in: 'body', pointer: '/person/workEmail', detail: 'Enter an email address, like name@nhs.net' }],
  }),
});

const pascalCase = (kebab: string): string =>
  kebab
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
