import { NodeHttpHandler } from '@smithy/node-http-handler';

/** Shorter than any function's time, so that a connection that hangs is tried again within the same request. */
export const requestHandler = ({
  keepAlive = true,
  requestTimeout = 5000,
}: {
  readonly keepAlive?: boolean;
  /** Milliseconds. */
  readonly requestTimeout?: number;
} = {}) =>
  new NodeHttpHandler({
    connectionTimeout: 1000,
    requestTimeout,
    throwOnRequestTimeout: true,
    ...(keepAlive ? {} : { httpAgent: { keepAlive }, httpsAgent: { keepAlive } }),
  });
