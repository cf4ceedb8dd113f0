import { join } from 'node:path';
import { inject } from 'vitest';
import { readAssembly } from '../../infra/local/template/assembly.ts';
import { type DeployedFunction, type Deployment, deploymentOf } from '../../infra/local/template/deployment.ts';

export const root = join(import.meta.dirname, '..', '..');
export const region = 'eu-west-2';

/** As tests call a table: by its name in the stack, `records`. */
export const plainTableName = ({ name }: Pick<Deployment['tables'][number], 'name'>): string =>
  /Records|Audit|Demographics/.exec(name)?.[0].toLowerCase() ?? name;

/** Where `synthesized.ts` has made the stacks. */
export function assemblyFolder(): string {
  const made = inject('assembly');
  if (made === undefined) throw new Error('In vitest.config.ts, give the project of this test synthesized.ts');
  if ('fault' in made) throw new Error(made.fault);
  return made.folder;
}

const read = new Map<string, Deployment>();

/** What would be deployed, of the account that tests have: nobody changes what they are given. */
export function testDeployment(): Deployment {
  const folder = assemblyFolder();
  const naming = { account: '000000000000', region, queueEndpoint: 'http://127.0.0.1' };
  const deployment = read.get(folder) ?? deploymentOf(readAssembly(folder), naming);
  read.set(folder, deployment);
  return deployment;
}

/** One function as it would be deployed, by the name that its log and its metrics bear: `bookings-public`. */
export function deployedFunction({ functions }: Deployment, name: string): DeployedFunction {
  const fn = functions.find(({ environment }) => environment.POWERTOOLS_SERVICE_NAME === name);
  if (!fn) throw new Error(`There is no function ${name}`);
  return fn;
}
