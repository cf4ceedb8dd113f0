import type { DeployedBucket } from '../template/deployment.ts';

/** What the bucket's own rules let a page of another origin do. */
export function corsHeaders(
  bucket: DeployedBucket | undefined,
  method: string,
  origin: string | undefined,
): Record<string, string> {
  const rule = bucket?.corsRules.find(
    ({ AllowedOrigins, AllowedMethods }) =>
      origin !== undefined && AllowedOrigins.includes(origin) && AllowedMethods.includes(method),
  );
  if (!rule || origin === undefined) return {};
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Methods': rule.AllowedMethods.join(', '),
    'Access-Control-Allow-Headers': rule.AllowedHeaders.join(', '),
    'Access-Control-Max-Age': String(rule.MaxAge),
    Vary: 'Origin',
  };
}
