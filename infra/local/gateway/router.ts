import type { ApiMethod } from './api.ts';

export type Match =
  | {
      readonly found: 'method';
      readonly method: ApiMethod;
      readonly pathParameters: Readonly<Record<string, string>> | null;
    }
  | { readonly found: 'nothing' };

interface Resource {
  readonly segments: readonly string[];
  /** What sorts before another resource's is what a request for both goes to. */
  readonly rank: string;
  readonly methods: ReadonlyMap<string, ApiMethod>;
}

const isParameter = (segment: string): boolean => segment.startsWith('{');
const isGreedy = (segment: string): boolean => segment.endsWith('+}');

/** Part by part: what is written out before a parameter, and that before what takes all the rest. */
const rankOf = (segments: readonly string[]): string =>
  segments.map((segment) => (isGreedy(segment) ? 'c' : isParameter(segment) ? 'b' : 'a')).join('');

function resourcesOf(methods: readonly ApiMethod[]): Resource[] {
  return [...Map.groupBy(methods, ({ resource }) => resource)]
    .map(([resource, ofResource]) => {
      const segments = resource.split('/').slice(1);
      return { segments, rank: rankOf(segments), methods: new Map(ofResource.map((each) => [each.method, each])) };
    })
    .sort((a, b) => (a.rank < b.rank ? -1 : 1));
}

/** A path that ends in a slash is the same without, but for the root. */
const withoutLastSlash = (path: string): string => path.replace(/(?<=.)\/$/, '');

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** The parts of a path as a resource takes them, one for each of its own; nothing where it takes others. */
function takenBy({ segments }: Resource, parts: readonly string[]): readonly string[] | undefined {
  const taken = segments.map((segment, index) =>
    isGreedy(segment) ? parts.slice(index).join('/') : (parts[index] ?? ''),
  );
  const takesTheRest = segments.some(isGreedy);
  const fits =
    (takesTheRest || segments.length === parts.length) &&
    segments.every((segment, index) => (isParameter(segment) ? taken[index] !== '' : segment === taken[index]));
  return fits ? taken : undefined;
}

function parametersOf({ segments }: Resource, taken: readonly string[]): Readonly<Record<string, string>> | null {
  const parameters = segments.flatMap((segment, index) =>
    isParameter(segment) ? [[segment.replace(/^\{|\+?\}$/g, ''), decoded(taken[index] ?? '')] as const] : [],
  );
  return parameters.length > 0 ? Object.fromEntries(parameters) : null;
}

/**
 * Finds the method for a request as API Gateway does: first the resource by the path, in which a literal segment wins over a parameter, and
 * that over a greedy one; then its method. A path that is there, but not by this method, goes to no other.
 */
export function createRouter(methods: readonly ApiMethod[]) {
  const resources = resourcesOf(methods);

  return (httpMethod: string, path: string): Match => {
    const parts = withoutLastSlash(path).split('/').slice(1);
    for (const resource of resources) {
      const taken = takenBy(resource, parts);
      if (!taken) continue;
      const method = resource.methods.get(httpMethod) ?? resource.methods.get('ANY');
      if (!method) return { found: 'nothing' };
      return { found: 'method', method, pathParameters: parametersOf(resource, taken) };
    }
    return { found: 'nothing' };
  };
}
