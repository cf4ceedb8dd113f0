import * as z from 'zod';
import { formTypes } from './form-body.ts';
import { Problem } from './problem-schema.ts';
import { type ProblemBody, type ProblemCode, problemContentType, problems, problemType } from './problems.ts';
import {
  type AcceptsOf,
  type Area,
  type ContentOf,
  type FileLinkOf,
  type FileTypeOf,
  isBinary,
  type MediaType,
  problemsOf,
  type Route,
  schemaOf,
} from './route.ts';

type QueryValue = string | number | boolean;

type Part = 'path' | 'query' | 'body';
type PartsOf<R extends Route> = keyof R['input'] & Part;

/** A part as its schema accepts it. */
type Accepts<R extends Route, P extends PartsOf<R>> = z.input<Extract<R['input'][P], z.ZodType>>;

/** A part as it is given: a path has only text, and what is undefined is left out of a query. */
type Given<R extends Route, P extends PartsOf<R>> = P extends 'path'
  ? { readonly [K in keyof Accepts<R, P>]: string }
  : P extends 'query'
    ? { readonly [K in keyof Accepts<R, P>]: (Accepts<R, P>[K] & QueryValue) | undefined }
    : Accepts<R, P>;

/** A part may be left out when its schema accepts an empty one. */
type OptionalPartsOf<R extends Route> = {
  [P in PartsOf<R>]: Record<never, never> extends Accepts<R, P> ? P : never;
}[PartsOf<R>];

/** What a call gives: the parts that its route declares, each as its schema accepts it. */
export type RequestOf<R extends Route> = {
  readonly [P in Exclude<PartsOf<R>, OptionalPartsOf<R>>]: Given<R, P>;
} & {
  readonly [P in OptionalPartsOf<R>]?: Given<R, P>;
};

export interface CallOptions {
  /** Sent in the scheme of the route's audience: a link's token as `Manage`, a person's as `Bearer`; never to a public route. */
  readonly token?: string;
  readonly idempotencyKey?: string;
  /** Stand above every header that the client would send itself. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** For a route that has files. */
interface Accept<A extends AcceptsOf<Route>> {
  /** Which of them is wanted, or its JSON. */
  readonly accept?: A;
}

/** What a call asks for where it does not say: JSON, if the route has any. */
type UsualOf<R extends Route> = 'application/json' extends AcceptsOf<R> ? 'application/json' : AcceptsOf<R>;

type JsonOf<R extends Route, Status extends keyof R['replies']> = {
  [S in Status]: {
    readonly ok: true;
    readonly status: S;
    readonly body: z.output<R['replies'][S]>;
    readonly headers: Headers;
  };
}[Status];

/** A file that the route declares, as it came. */
interface DocumentIn<M extends MediaType> {
  readonly ok: true;
  readonly status: 200;
  readonly mediaType: M;
  readonly body: ContentOf<M>;
  readonly headers: Headers;
}

/** Where a file lies that is too large to be answered. */
type LinkIn<R extends Route> = [FileLinkOf<R>] extends [never]
  ? never
  : {
      readonly ok: true;
      readonly status: 201;
      readonly body: z.output<FileLinkOf<R>>;
      readonly headers: Headers;
    };

/** One of the replies that the route declares, parsed; where a file was asked for, that or its link in place of the JSON of a 200. */
export type AcceptedOf<R extends Route, A extends AcceptsOf<R> = UsualOf<R>> = A extends MediaType
  ? DocumentIn<A> | LinkIn<R> | JsonOf<R, Exclude<keyof R['replies'] & number, 200>>
  : JsonOf<R, keyof R['replies'] & number>;

/** One of the problems that the route declares. */
export interface Refused {
  readonly ok: false;
  readonly status: number;
  readonly code: ProblemCode;
  readonly problem: ProblemBody;
  readonly headers: Headers;
}

type ArgumentsOf<R extends Route, Options> =
  Record<never, never> extends RequestOf<R>
    ? [request?: RequestOf<R>, options?: Options]
    : [request: RequestOf<R>, options?: Options];

type Call<R extends Route> = [FileTypeOf<R>] extends [never]
  ? (...args: ArgumentsOf<R, CallOptions>) => Promise<AcceptedOf<R> | Refused>
  : <A extends AcceptsOf<R> = UsualOf<R>>(
      ...args: ArgumentsOf<R, CallOptions & Accept<A>>
    ) => Promise<AcceptedOf<R, A> | Refused>;

/** A function for each route of an area, under its operation id. */
export type Client<A extends Area> = { readonly [K in keyof A['routes']]: Call<A['routes'][K]> };

export interface ClientOptions {
  /** Where the paths of the contract begin, without a slash at the end. */
  readonly baseUrl: string;
  /** For every call that is not given its own. */
  readonly token?: string;
  readonly fetch?: typeof fetch;
}

/** The service answered something that its contract does not declare. */
export class ContractBrokenError extends Error {
  override readonly name = 'ContractBrokenError';
}

/**
 * The API as functions, derived from its contract. For several areas, spread a client of each into one object.
 *
 * It holds the service to the contract: a status, a field or a problem that the route does not declare is an error, not a reply.
 *
 * @throws ContractBrokenError from a call, where the reply is not one of those declared
 */
export function createClient<A extends Area>(area: A, options: ClientOptions): Client<A> {
  const calls = Object.entries(area.routes).map(([operationId, route]) => [operationId, callOf(route, options)]);
  return Object.fromEntries(calls) as Client<A>;
}

/**
 * The reply of a call that is expected to succeed, for whoever has no use for a problem, such as a seed.
 *
 * @throws Error naming the problem, where it was refused
 */
export function accepted<Reply extends { readonly ok: true }>(reply: Reply | Refused): Reply {
  if (reply.ok) return reply;
  const { title, detail, errors, instance } = reply.problem;
  const fields = errors?.map((error) => `${error.in} ${error.pointer}: ${error.detail}`) ?? [];
  throw new Error(
    [`${reply.status} ${reply.code} (request ${instance})`, title, detail, ...fields]
      .filter((part) => part !== undefined)
      .join(' — '),
  );
}

interface AnyRequest {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, QueryValue | undefined>>;
  readonly body?: unknown;
}

function callOf(route: Route, { baseUrl, token: usualToken, fetch: send = fetch }: ClientOptions) {
  const usual = Object.keys(route.replies).length > 0 ? (['application/json'] as const) : (route.files ?? []);
  return async (request: AnyRequest = {}, options: CallOptions & Accept<AcceptsOf<Route>> = {}): Promise<AnyReply> => {
    const wanted = options.accept === undefined ? usual : [options.accept];
    const token = options.token ?? usualToken;
    const response = await send(`${baseUrl}${pathOf(route, request)}${queryOf(request)}`, {
      method: route.method,
      headers: {
        Accept: [...wanted, problemContentType].join(', '),
        ...(request.body !== undefined && { 'Content-Type': route.form ? formTypes[0] : 'application/json' }),
        ...authorizationOf(route, token),
        ...(options.idempotencyKey !== undefined && { 'Idempotency-Key': options.idempotencyKey }),
        ...options.headers,
      },
      ...(request.body !== undefined && { body: route.form ? formOf(request.body) : JSON.stringify(request.body) }),
      ...(options.signal && { signal: options.signal }),
    });
    return replyOf(route, wanted, response);
  };
}

const pathOf = ({ operationId, path }: Route, request: AnyRequest): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = request.path?.[name];
    if (!value) throw new Error(`${operationId} needs the path parameter ${name}`);
    return encodeURIComponent(value);
  });

const formOf = (body: unknown): string =>
  new URLSearchParams(Object.entries(body as Record<string, string>)).toString();

function queryOf({ query = {} }: AnyRequest): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) given.append(name, String(value));
  return given.size > 0 ? `?${given}` : '';
}

function authorizationOf({ audience }: Route, token: string | undefined): Record<string, string> {
  if (token === undefined || audience.kind === 'public') return {};
  return { Authorization: `${audience.kind === 'manage-link' ? 'Manage' : 'Bearer'} ${token}` };
}

type AnyReply = AcceptedOf<Route, AcceptsOf<Route>> | Refused;

async function replyOf(route: Route, wanted: readonly string[], response: Response): Promise<AnyReply> {
  const { status, headers } = response;
  const answered = `${route.operationId} answered ${status}`;
  const bytes = new Uint8Array(await response.arrayBuffer());
  const text = new TextDecoder().decode(bytes);
  const contentType = headers.get('content-type')?.split(';')[0];

  // What a firewall answers, and a gateway that has a page for people as well, is JSON of no particular kind.
  const ofNoFunction = status >= 400 && contentType === 'application/json';
  if (contentType === problemContentType || ofNoFunction) {
    return { ok: false, status, headers, ...refusal(route, status, parsedJson(text, answered), answered) };
  }
  const mediaType = route.files?.find((declared) => declared === contentType);
  if (status === 200 && !wanted.includes(mediaType ?? 'application/json')) {
    throw new ContractBrokenError(`${answered} as ${contentType}, where ${wanted.join(' or ')} was asked for`);
  }
  if (status === 200 && mediaType)
    return isBinary(mediaType)
      ? { ok: true, status, mediaType, body: bytes, headers }
      : { ok: true, status, mediaType, body: text, headers };
  const askedForFile = wanted.some((type) => type !== 'application/json');
  const schema = askedForFile ? schemaOf(route, status) : route.replies[status];
  if (!schema) throw new ContractBrokenError(`${answered}, which its contract does not declare`);
  const received = parsedJson(text, answered);
  const body = parsed(schema, received, answered);
  const undeclared = [...undeclaredFields(received, body)];
  if (undeclared.length > 0) {
    throw new ContractBrokenError(
      `${answered} with fields that its contract does not declare: ${undeclared.join(', ')}`,
    );
  }
  return { ok: true, status, body, headers };
}

function refusal(route: Route, status: number, received: unknown, answered: string): Pick<Refused, 'code' | 'problem'> {
  const problem = parsed(Problem, received, answered);
  const code = problemsOf(route).find((declared) => problemType(declared) === problem.type);
  if (code === undefined) {
    throw new ContractBrokenError(`${answered} with a problem that its contract does not declare: ${problem.type}`);
  }
  if (status !== problems[code].status || status !== problem.status) {
    throw new ContractBrokenError(`${answered} with the problem ${code}, whose status is ${problems[code].status}`);
  }
  return { code, problem: problem as ProblemBody };
}

function parsed<S extends z.ZodType>(schema: S, received: unknown, answered: string): z.output<S> {
  const result = schema.safeParse(received);
  if (result.success) return result.data;
  throw new ContractBrokenError(`${answered} with a body that breaks its contract:\n${z.prettifyError(result.error)}`);
}

function parsedJson(text: string, answered: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ContractBrokenError(`${answered} with a body that is not JSON`, { cause });
  }
}

/** JSON Pointers of what was received and parsing dropped. */
function* undeclaredFields(received: unknown, kept: unknown, pointer = ''): Generator<string> {
  if (typeof received !== 'object' || received === null) return;
  for (const [name, value] of Object.entries(received)) {
    const at = `${pointer}/${name}`;
    if (typeof kept !== 'object' || kept === null || !Object.hasOwn(kept, name)) yield at;
    else yield* undeclaredFields(value, (kept as Record<string, unknown>)[name], at);
  }
}
