import type { LambdaClient } from '@aws-sdk/client-lambda';

interface Call {
  /** By the name that its requests are signed for, and that its address begins with. */
  readonly service: 'acm' | 'ssm' | 'sts';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Asks a service of AWS, and answers the text of its reply. @throws RefusedCall */
export type SignedCall = (call: Call) => Promise<string>;

/** What a service answered where it did not do what was asked. */
export class RefusedCall extends Error {}

/** By the SDK's own variables, so that another address can be put in the place of AWS's. */
const endpointOf = (service: string, region: string): URL =>
  new URL(
    process.env[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] ??
      process.env.AWS_ENDPOINT_URL ??
      `https://${service}.${region}.amazonaws.com`,
  );

/**
 * For services of which one operation is asked by whoever deploys: their clients would be a package each.
 *
 * @param client - whose credentials and region sign
 */
export function createSignedCall({ config }: Pick<LambdaClient, 'config'>): SignedCall {
  return async ({ service, headers, body }) => {
    const [region, signer] = await Promise.all([config.region(), config.signer()]);
    const url = endpointOf(service, region);
    const request = {
      method: 'POST',
      protocol: url.protocol,
      hostname: url.hostname,
      path: url.pathname,
      query: {},
      headers: { ...headers, host: url.host },
      body,
    };
    const signed = await signer.sign(request, { signingService: service, signingRegion: region });
    const signal = AbortSignal.timeout(10_000);
    const response = await fetch(url, { method: 'POST', headers: signed.headers, body, signal });
    const text = await response.text();
    if (!response.ok) throw new RefusedCall(text);
    return text;
  };
}
