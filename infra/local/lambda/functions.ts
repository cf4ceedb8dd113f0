import { signInPath } from '../sign-in/sign-in.ts';
import type { DeployedFunction } from '../template/deployment.ts';
import { createRuntime, type Runtime, type RuntimeDeps } from './runtime.ts';

export interface Functions {
  /** By access key id. */
  readonly callers: ReadonlyMap<string, DeployedFunction>;
  /** By ARN or, as event source mappings have it, by name. */
  runtimeOf(arnOrName: string): Runtime | undefined;
  /** Whether any of them does something, or has something to do. */
  isBusy(): boolean;
  /** Ends every process of the function with this access key. */
  kill(accessKeyId: string): void;
  stop(): Promise<void>;
}

const endpoints = ['DYNAMODB', 'SQS', 'SES', 'SESV2', 'S3', 'GUARDDUTY', 'KMS', 'LAMBDA', 'COGNITO_IDENTITY_PROVIDER'];

/** The name under which a person knows a function; AWS's own would be longer. */
export const accessKeyOf = (index: number): string => `AKIALOCAL${String(index).padStart(11, '0')}`;

/** Lambda with every function of the templates, each with an access key of its own and AWS where the proxy is. */
export function createFunctions(
  functions: readonly DeployedFunction[],
  deps: Omit<RuntimeDeps, 'environment'> & {
    readonly region: string;
    readonly proxyUrl: string;
    /** Where the pages are, and the API is called. */
    readonly url: string;
  },
): Functions {
  const { region, proxyUrl, url, ...runtimeDeps } = deps;
  const callers = new Map(functions.map((fn, index) => [accessKeyOf(index), fn]));
  const accessKeys = new Map([...callers].map(([key, fn]) => [fn.arn, key]));
  const byName = new Map(functions.map(({ name, arn }) => [name, arn]));
  const environment = (fn: DeployedFunction) => ({
    AWS_REGION: region,
    AWS_LAMBDA_FUNCTION_NAME: fn.name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.MemorySize),
    AWS_ACCESS_KEY_ID: accessKeys.get(fn.arn) ?? '',
    AWS_SECRET_ACCESS_KEY: 'local',
    ...Object.fromEntries(endpoints.map((service) => [`AWS_ENDPOINT_URL_${service}`, proxyUrl])),
    TZ: 'UTC',
    // Those of the settings answer to nobody here.
    ...('API_URL' in fn.environment && { API_URL: url }),
    ...('SITE_URL' in fn.environment && { SITE_URL: url }),
    ...('SIGN_IN_URL' in fn.environment && { SIGN_IN_URL: `${url}${signInPath}` }),
  });
  const runtimes = new Map(functions.map((fn) => [fn.arn, createRuntime(fn, { ...runtimeDeps, environment })]));
  return {
    callers,
    runtimeOf: (arnOrName) => runtimes.get(byName.get(arnOrName) ?? arnOrName),
    isBusy: () => [...runtimes.values()].some((runtime) => runtime.isBusy()),
    kill(accessKeyId) {
      const fn = callers.get(accessKeyId);
      if (fn) runtimes.get(fn.arn)?.kill();
    },
    async stop() {
      await Promise.all([...runtimes.values()].map((runtime) => runtime.stop()));
    },
  };
}
