import type { ApiMethod } from './api.ts';

export type Match =
  | {
      readonly found: 'method';
      readonly method: ApiMethod;
      readonly pathParameters: Readonly<Record<string, string>> | null;
    }
  | { readonly found: 'nothing' };

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Finds the method for a request as API Gateway does: a literal segment wins over a parameter. */
export function createRouter(methods: readonly ApiMethod[]) {
  const routes = methods.map((method) => ({ method, segments: method.resource.split('/').slice(1) }));
  const literals = (segments: readonly string[]) => segments.filter((segment) => !segment.startsWith('{')).length;
  routes.sort((a, b) => literals(b.segments) - literals(a.segments));

  return (httpMethod: string, path: string): Match => {
    const parts = path.split('/').slice(1);
    const matches = routes.find(
      ({ method, segments }) =>
        method.method === httpMethod &&
        segments.length === parts.length &&
        segments.every((segment, index) => (segment.startsWith('{') ? parts[index] !== '' : segment === parts[index])),
    );
    if (!matches) return { found: 'nothing' };
    const parameters = matches.segments.flatMap((segment, index) =>
      segment.startsWith('{') ? [[segment.slice(1, -1), decoded(parts[index] ?? '')] as const] : [],
    );
    return {
      found: 'method',
      method: matches.method,
      pathParameters: parameters.length > 0 ? Object.fromEntries(parameters) : null,
    };
  };
}
