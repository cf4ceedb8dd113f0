import { join } from 'node:path';
import { readAssembly, synthesize } from '../../infra/local/template/assembly.ts';
import { type Deployment, deploymentOf } from '../../infra/local/template/deployment.ts';

export const root = join(import.meta.dirname, '..', '..');
export const region = 'eu-west-2';

/** As tests call a table: by its name in the stack, `records`. */
export const plainTableName = ({ name }: Pick<Deployment['tables'][number], 'name'>): string =>
  /Records|Audit|Demographics/.exec(name)?.[0].toLowerCase() ?? name;

let made: Promise<string> | undefined;

/** The sources are read once: nobody changes them while tests run. */
export const assemblyFolder = (): Promise<string> => {
  made ??= synthesize(root, () => undefined);
  return made;
};

/** What would be deployed, of the account that tests have. */
export const testDeployment = async (): Promise<Deployment> =>
  deploymentOf(readAssembly(await assemblyFolder()), {
    account: '000000000000',
    region,
    queueEndpoint: 'http://127.0.0.1',
  });
