import { createHash } from 'node:crypto';
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

type Values = string | readonly string[];

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** What a function's policies hold the values of each key of a request against, where they hold them against patterns. */
function patternsOf({ policies }: DeployedFunction): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  for (const { Condition = {} } of policies.flatMap(({ Statement }) => Statement)) {
    for (const [operator, keys] of Object.entries(Condition as Record<string, Record<string, unknown>>)) {
      if (!operator.endsWith('StringLike')) continue;
      for (const [key, patterns] of Object.entries(keys)) {
        const known = found.get(key) ?? new Set();
        found.set(key, known);
        for (const pattern of list(patterns)) known.add(String(pattern));
      }
    }
  }
  return new Map([...found].map(([key, patterns]) => [key, [...patterns]]));
}

/** A `*` stands at the end alone, for whatever follows; a `?` is one character. */
const isLike = (value: string, pattern: string): boolean =>
  pattern.endsWith('*')
    ? value.startsWith(pattern.slice(0, -1))
    : value.length === pattern.length && [...pattern].every((each, at) => each === '?' || each === value[at]);

/** To IAM a line's end is a character like any other. The simulator takes it for none that `*` or `?` stand for; no policy names one. */
const withoutLineEnds = (value: string): string => value.replaceAll(/[\n\r\u2028\u2029]/g, '~');

/** What was decided, by all that it depends on: the policies, and the request as far as it matters to them. */
export type Decisions = Map<string, Promise<boolean>>;

/** Of every platform that this process starts. */
const decidedHere: Decisions = new Map();

const digests = new WeakMap<object, string>();

function digestOf(policies: object): string {
  const digest = digests.get(policies) ?? createHash('sha256').update(JSON.stringify(policies)).digest('base64url');
  digests.set(policies, digest);
  return digest;
}

/** Asks an IAM simulator with exactly the policies that a function's role was synthesized with. */
export function createPermissions(naming: Naming, run = runSimulation, decisions = decidedHere): Permissions {
  const denied: Denial[] = [];
  const patterns = new Map<string, ReadonlyMap<string, readonly string[]>>();

  /** A request as far as it matters to the policies, which is how many requests there can be: there is no end of keys of records. */
  function asDecided(
    fn: DeployedFunction,
    { action, resource, context = {} }: RequestedAction,
    resourcePolicy: ResourcePolicy | undefined,
  ): string {
    const ofFunction = patterns.get(fn.name) ?? patternsOf(fn);
    patterns.set(fn.name, ofFunction);
    const told = ([key, values]: [string, Values]) => {
      const held = key === 'dynamodb:LeadingKeys' ? (ofFunction.get(key) ?? []) : undefined;
      if (!held) return [key, values];
      return [
        key,
        [...new Set(list(values).map((value) => held.filter((it) => isLike(String(value), it)).join()))].sort(),
      ];
    };
    return JSON.stringify([
      digestOf(fn.policies),
      resourcePolicy && digestOf(resourcePolicy),
      naming.account,
      fn.name,
      action,
      resource,
      Object.entries<Values>(context).map(told),
    ]);
  }

  async function simulate(
    fn: DeployedFunction,
    { action, resource, context = {} }: RequestedAction,
    resourcePolicy: ResourcePolicy | undefined,
  ): Promise<boolean> {
    const answer = await run(
      {
        request: {
          action,
          principal: `arn:aws:sts::${naming.account}:assumed-role/${fn.name}/local`,
          resource: { resource, accountId: naming.account },
          contextVariables: Object.fromEntries(
            Object.entries<Values>(context).map(([key, values]) => [
              key,
              typeof values === 'string' ? withoutLineEnds(values) : values.map(withoutLineEnds),
            ]),
          ),
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
      const id = asDecided(fn, requested, resourcePolicy);
      const decision = decisions.get(id) ?? simulate(fn, requested, resourcePolicy);
      decisions.set(id, decision);
      decision.catch(() => decisions.delete(id));
      const allowed = await decision;
      if (!allowed) denied.push({ ...requested, function: fn.name, at: new Date().toISOString() });
      return allowed;
    },
  };
}
