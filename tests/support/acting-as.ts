import { AsyncLocalStorage } from 'node:async_hooks';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { readCall } from '../../infra/local/aws/actions.ts';
import { createLeadingKeys } from '../../infra/local/aws/leading-keys.ts';
import { createPermissions } from '../../infra/local/aws/permissions.ts';
import type { Deployment } from '../../infra/local/template/deployment.ts';
import { declaring } from './declared.ts';
import { plainTableName, testDeployment } from './deployment.ts';

type Use = (...args: never[]) => unknown;

/** What was refused: a test ends with none, though what was under way may have caught it. */
export const refusals: string[] = [];

const acting = new AsyncLocalStorage<string | undefined>();

/** One thing that a Lambda does, as {@link actingAs}. */
export const acts = <Does extends Use>(name: string, does: Does): Does =>
  ((...args: never[]) => acting.run(name, () => does(...args))) as Does; // With the very arguments that it takes.

/**
 * What is done as a Lambda may do on the tables what its synthesized policies let it do, and nothing else: what it forgets to be
 * allowed fails in the test of the use case, and not first on AWS; as does what its contract does not declare.
 *
 * @param name - of the Lambda, as its area calls it
 */
export const actingAs = <UseCases extends Readonly<Record<string, Use>>>(name: string, useCases: UseCases): UseCases =>
  Object.fromEntries(
    Object.entries(useCases).map(([operation, use]) => [operation, acts(name, declaring(operation, use))]),
  ) as UseCases; // Each by its name, which `fromEntries` forgets.

/** What a test does by itself while a use case is under way: as nobody in particular. */
export const asNobody = <T>(act: () => T): T => acting.run(undefined, act);

const text = (body: string | Uint8Array): string => (typeof body === 'string' ? body : new TextDecoder().decode(body));

function createGuard({ naming, tables, functions }: Deployment) {
  const permissions = createPermissions(naming);
  const known = { naming, leadingKeys: createLeadingKeys(tables) };
  const physical = new Map(tables.map((table) => [plainTableName(table), table.name]));
  const byName = new Map(functions.map((fn) => [fn.environment.POWERTOOLS_SERVICE_NAME, fn]));
  const withPhysicalNames = (body: string): string =>
    [...physical].reduce(
      (replaced, [name, table]) =>
        replaced
          .replaceAll(`"TableName":"${name}"`, `"TableName":"${table}"`)
          .replaceAll(`"${name}":{"Keys":`, `"${table}":{"Keys":`),
      body,
    );

  return async (
    name: string,
    request: { readonly headers: Record<string, string>; readonly body: string | Uint8Array },
  ) => {
    const fn = byName.get(name);
    if (!fn) throw new Error(`There is no Lambda ${name}`);
    const call = readCall('dynamodb', request.headers, Buffer.from(withPhysicalNames(text(request.body))), known);
    for (const action of call?.actions ?? []) {
      if (await permissions.isAllowed(fn, action)) continue;
      const refusal = `${name} may not ${action.action} on ${JSON.stringify(action.context)}`;
      refusals.push(refusal);
      throw new Error(refusal);
    }
  };
}

type Guard = ReturnType<typeof createGuard>;
let guard: Guard | undefined;

/** Holds what is done as a Lambda against its policies, on this client. */
export function guarded(client: DynamoDBDocumentClient): DynamoDBDocumentClient {
  client.middlewareStack.add(
    (next) => async (args) => {
      const name = acting.getStore();
      if (name !== undefined) {
        guard ??= createGuard(testDeployment());
        await guard(name, args.request as Parameters<Guard>[1]);
      }
      return next(args);
    },
    { step: 'build', name: 'policiesOfLambdas', override: true },
  );
  return client;
}
