import { type LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda';
import type { StageSettings } from '../infra/config/settings.ts';

/**
 * What a function of a stage was deployed with: where its tables and pools are, without a table of their names.
 *
 * @param functionName - as its area names it: `people-admin`
 * @throws where the stage has no such function
 */
export async function environmentOf(
  client: LambdaClient,
  { hub, stage }: Pick<StageSettings, 'hub' | 'stage'>,
  functionName: string,
): Promise<Readonly<Record<string, string>>> {
  const stack = `${hub}-${stage}-api-`;
  for await (const { Functions = [] } of paginateListFunctions({ client }, {})) {
    for (const { FunctionName = '', Environment: { Variables = {} } = {} } of Functions) {
      if (FunctionName.startsWith(stack) && Variables.POWERTOOLS_SERVICE_NAME === functionName) return Variables;
    }
  }
  throw new Error(`There is no ${functionName} of ${hub}-${stage} in this account: deploy the stage first`);
}
