import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { DeployedFunction } from '../template/deployment.ts';
import type { Naming } from '../template/physical-names.ts';
import type { RequestedAction } from './actions.ts';

export interface Denial extends RequestedAction {
  readonly function: string;
  readonly at: string;
}

/** What a resource itself says of who may do what with it. */
export interface ResourcePolicy {
  readonly Version: string;
  readonly Statement: readonly unknown[];
}

export interface Permissions {
  isAllowed(fn: DeployedFunction, requested: RequestedAction, resourcePolicy?: ResourcePolicy): Promise<boolean>;
  readonly denied: readonly Denial[];
}

/** Asks an IAM simulator with exactly the policies that a function's role was synthesized with. */
export function createPermissions(naming: Naming): Permissions {
  const decisions = new Map<string, Promise<boolean>>();
  const denied: Denial[] = [];

  async function simulate(
    fn: DeployedFunction,
    { action, resource, context = {} }: RequestedAction,
    resourcePolicy: ResourcePolicy | undefined,
  ): Promise<boolean> {
    const answer = await runSimulation(
      {
        request: {
          action,
          principal: `arn:aws:sts::${naming.account}:assumed-role/${fn.name}/local`,
          resource: { resource, accountId: naming.account },
          contextVariables: { ...context },
        },
        identityPolicies: fn.policies.map((policy, index) => ({ name: `policy-${index}`, policy })),
        serviceControlPolicies: [],
        resourceControlPolicies: [],
        ...(resourcePolicy && { resourcePolicy }),
      },
      {},
    );
    return 'overallResult' in answer && answer.overallResult === 'Allowed';
  }

  return {
    denied,
    async isAllowed(fn, requested, resourcePolicy) {
      const id = JSON.stringify([fn.name, requested.action, requested.resource, requested.context]);
      const decision = decisions.get(id) ?? simulate(fn, requested, resourcePolicy);
      decisions.set(id, decision);
      decision.catch(() => decisions.delete(id));
      const allowed = await decision;
      if (!allowed) denied.push({ ...requested, function: fn.name, at: new Date().toISOString() });
      return allowed;
    },
  };
}
