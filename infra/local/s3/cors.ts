import type { DeployedBucket, DeployedFunction } from '../template/deployment.ts';

/**
 * The buckets, open to the pages as they are served here, wherever the settings have the site.
 *
 * @param url - the platform's own
 */
export function openToPagesAt(
  url: string,
  {
    buckets,
    functions,
  }: { readonly buckets: readonly DeployedBucket[]; readonly functions: readonly DeployedFunction[] },
): DeployedBucket[] {
  const sites = new Set(functions.map(({ environment }) => environment.SITE_URL));
  const here = (origin: string) => (sites.has(origin) ? url : origin);
  return buckets.map((bucket) => ({
    ...bucket,
    corsRules: bucket.corsRules.map((rule) => ({ ...rule, AllowedOrigins: rule.AllowedOrigins.map(here) })),
  }));
}

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
