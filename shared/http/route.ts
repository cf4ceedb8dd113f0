import type * as z from 'zod';
import type { StaffGroup } from '#domain/people/staff.ts';
import { type ProblemCode, passingProblems } from './problems.ts';

export { type StaffGroup, staffGroups } from '#domain/people/staff.ts';

/** Who may call a route. It decides the authorizer at the gateway, the check in the pipeline and the Lambda that answers. */
export type Audience =
  | { readonly kind: 'public' }
  | { readonly kind: 'manage-link' }
  | { readonly kind: 'learner' }
  | { readonly kind: 'staff'; readonly groups: readonly StaffGroup[] };

export const everyone = { kind: 'public' } as const satisfies Audience;
/** A guest who follows the link in an email: `Authorization: Manage <token>`. */
export const manageLink = { kind: 'manage-link' } as const satisfies Audience;
export const learner = { kind: 'learner' } as const satisfies Audience;
/** Hub staff in one of these groups; `admin` always may. */
export const staff = <const G extends readonly StaffGroup[]>(...groups: G) =>
  ({ kind: 'staff', groups: ['admin', ...groups] }) as const satisfies Audience;

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** Bytes and no text, which the gateway lets through as they are only where it was told of their type. */
export const binaryTypes = ['application/pdf'] as const;
export type BinaryType = (typeof binaryTypes)[number];

/** What a route may answer that is not JSON: for another program, such as a spreadsheet or a calendar, or a page for people. */
export type MediaType = 'text/csv' | 'text/calendar' | 'text/html' | BinaryType;

export const isBinary = (mediaType: string): mediaType is BinaryType => binaryTypes.some((each) => each === mediaType);

export type ContentOf<M extends MediaType> = M extends BinaryType ? Uint8Array : string;

export interface RouteInput {
  readonly path?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodObject;
}

export interface Route {
  /** Unique, imperative; also the name of the use case and of the typed client's function. */
  readonly operationId: string;
  readonly method: Method;
  /** In API Gateway's form: `/v1/sessions/{sessionId}`. */
  readonly path: string;
  readonly summary: string;
  readonly description?: string;
  readonly audience: Audience;
  readonly input: RouteInput;
  /** Of whose body nothing is kept for a retry, not even what tells one body from another: it is soon guessed. */
  readonly forgetsBody?: true;
  /** Whether its body is a form, as browsers and mail programs send one, in place of JSON. */
  readonly form?: true;
  /** By status. The reply is parsed by its schema before it leaves, so that nothing undeclared does. */
  readonly replies: Readonly<Record<number, z.ZodType>>;
  /** What may stand in place of the JSON of a 200 when the caller prefers it; with no `replies`, all that there is. */
  readonly files?: readonly MediaType[];
  /** Where a file may be larger than can be answered: what a 201 then says of where it lies. */
  readonly fileLink?: z.ZodType;
  /** Whether it is asked for again and again: whoever has the latest is told so (304), and sent nothing. Only what is everybody's. */
  readonly revalidates?: true;
  /** Those particular to this route; `problemsOf` adds those that its shape implies. */
  readonly problems: readonly ProblemCode[];
}

/** The schema of a status that is answered in JSON, if the route declares it. */
export const schemaOf = ({ replies, fileLink }: Route, status: number): z.ZodType | undefined =>
  replies[status] ?? (status === 201 ? fileLink : undefined);

/** Declares a route, keeping its exact types. */
export const route = <const R extends Route>(declaration: R): R => declaration;

export interface Area<Routes extends Readonly<Record<string, Route>> = Readonly<Record<string, Route>>> {
  readonly name: string;
  readonly routes: Routes;
  /** In place of one function for each audience: the one that answers all of them, since no other may touch what they are about. */
  readonly answeredBy?: string;
}

/** One area of the API. Each route stands under its own operation id, so that a use case and a client call are found by it. */
export function area<const Routes extends { readonly [K in keyof Routes & string]: Route & { operationId: K } }>(
  name: string,
  routes: Routes,
  { answeredBy }: Pick<Area, 'answeredBy'> = {},
): Area<Routes> {
  return { name, routes, ...(answeredBy !== undefined && { answeredBy }) };
}

const lambdaSuffix = { public: 'public', 'manage-link': 'public', learner: 'me', staff: 'admin' } as const;

export type LambdaSuffix = (typeof lambdaSuffix)[Audience['kind']];

export const isFor = (suffix: LambdaSuffix, { audience }: Route): boolean => lambdaSuffix[audience.kind] === suffix;

/** The Lambda that answers a route: one for each area and audience, where the area does not say otherwise. */
export const lambdaOf = ({ name, answeredBy }: Area, { audience }: Route): string =>
  `${name}-${answeredBy ?? lambdaSuffix[audience.kind]}`;

export const isWrite = ({ method }: Route): boolean => method !== 'GET';

const bodyOfJson = ['malformed-json', 'not-json', 'too-large'] as const satisfies readonly ProblemCode[];

/**
 * Every problem that a route may answer: its own, those of its shape, and those of any request (`not-allowed` among
 * them, since the firewall may refuse anybody).
 */
export function problemsOf(declaration: Route): ProblemCode[] {
  const { audience, input } = declaration;
  const codes = new Set<ProblemCode>(declaration.problems);
  if (audience.kind !== 'public') codes.add('sign-in-needed');
  if (audience.kind === 'manage-link') codes.add('link-not-valid');
  if (input.path || input.query || input.body) codes.add('not-valid');
  const ofBody = declaration.form ? (['not-a-form', 'too-large'] as const) : bodyOfJson;
  if (input.body) for (const code of ofBody) codes.add(code);
  if (isWrite(declaration)) codes.add('key-used-for-another-request');
  for (const code of ['not-allowed', ...passingProblems] as const) codes.add(code);
  return [...codes];
}

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;

/** What a use case receives: each declared part, parsed. */
export interface InputOf<R extends Route> {
  readonly path: Parsed<R['input']['path']>;
  readonly query: Parsed<R['input']['query']>;
  readonly body: Parsed<R['input']['body']>;
}

type ListedIn<Files> = Files extends readonly (infer M extends MediaType)[] ? M : never;

/** The media types of the files that a route declares. */
export type FileTypeOf<R extends Route> = ListedIn<R['files']>;

/** What a caller may ask a route for, by `Accept`. */
export type AcceptsOf<R extends Route> =
  | ([keyof R['replies'] & number] extends [never] ? never : 'application/json')
  | FileTypeOf<R>;

interface FileOfType<M extends MediaType> {
  readonly mediaType: M;
  readonly content: ContentOf<M>;
  /** What it is called where it is saved. Without it, a browser may show it instead. */
  readonly filename?: string;
  /** How long anybody on its way may keep it, which only what is everybody's may be; otherwise nobody keeps it. */
  readonly cacheSeconds?: number;
  /** Tells one version of a file from another where `content` does not; of a route that revalidates. */
  readonly tag?: string;
}

/** What is for another program, or to be looked at by itself. */
export type RouteFile<M extends MediaType = MediaType> = M extends MediaType ? FileOfType<M> : never;

type FileOf<R extends Route> = R['audience'] extends { readonly kind: 'public' }
  ? RouteFile<FileTypeOf<R>>
  : RouteFile<FileTypeOf<R>> & { readonly cacheSeconds?: never };

type FileReplyOf<R extends Route> = [FileTypeOf<R>] extends [never]
  ? never
  : { readonly status: 200; readonly file: FileOf<R> };

/** What a route says of where a file lies that is too large to be answered. */
export type FileLinkOf<R extends Route> = Extract<R['fileLink'], z.ZodType>;

type LinkReplyOf<R extends Route> = [FileLinkOf<R>] extends [never]
  ? never
  : { readonly status: 201; readonly body: z.input<FileLinkOf<R>> };

/** What a use case answers: one of the declared statuses with a body that its schema accepts, or a declared file or the link to it. */
export type ReplyOf<R extends Route> =
  | {
      [S in keyof R['replies'] & number]: { readonly status: S; readonly body: z.input<R['replies'][S]> };
    }[keyof R['replies'] & number]
  | FileReplyOf<R>
  | LinkReplyOf<R>;
