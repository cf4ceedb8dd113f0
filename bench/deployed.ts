import { join } from 'node:path';
import { readAssembly, synthesize } from '../infra/local/template/assembly.ts';
import { type DeployedFunction, type Deployment, deploymentOf } from '../infra/local/template/deployment.ts';

export const root = join(import.meta.dirname, '..');
/** What is made here and may be kept from one run to the next. */
export const benchFolder = join(root, '.build', 'bench');

export const region = 'eu-west-2';

let made: Promise<Deployment> | undefined;

/** What the stacks deploy, synthesized from the sources as they are. */
export function deployed(): Promise<Deployment> {
  made ??= synthesize(root, () => undefined).then((folder) =>
    deploymentOf(readAssembly(folder), { account: '000000000000', region, queueEndpoint: 'https://sqs.example' }),
  );
  return made;
}

/** The name that a Lambda goes by, as in `bookings-public`. */
export const nameOf = ({ environment }: DeployedFunction): string => environment.POWERTOOLS_SERVICE_NAME ?? '';

export async function functionNamed(name: string): Promise<DeployedFunction> {
  const { functions } = await deployed();
  const found = functions.find((fn) => nameOf(fn) === name);
  if (!found) throw new Error(`There is no function ${name}`);
  return found;
}

/** What a function is given on Lambda, and no variable of whoever runs this. */
export const environmentOf = ({ environment }: DeployedFunction): NodeJS.ProcessEnv => ({
  ...environment,
  PATH: process.env.PATH,
  TZ: 'UTC',
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: 'a',
  AWS_SECRET_ACCESS_KEY: 'b',
});
