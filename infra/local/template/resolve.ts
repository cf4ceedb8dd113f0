import { StartFault } from '../fault.ts';
import type { Assembly, Resource } from './assembly.ts';
import { intrinsics, type Json, type Scope } from './intrinsics.ts';
import { attributeOf, type Naming, referenceOf } from './physical-names.ts';

/** One resource of any stack, with every intrinsic function worked out. */
export interface ResolvedResource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** What `Ref` gives for it. */
  readonly ref: string;
}

type Fields = Readonly<Record<string, Json>>;

const isFields = (value: Json): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Works out a whole assembly at once, stack by stack, with what one reads of another's outputs. Only the functions that the CDK writes are known;
 * any other stops the start and is named.
 */
export function resolveAssembly(assembly: Assembly, naming: Naming): ResolvedResource[] {
  const outputsOf = new Map(assembly.templates.map(({ stack, outputs }) => [stack, outputs]));
  const resourcesOf = new Map(assembly.templates.map(({ stack, resources }) => [stack, resources]));

  const pseudo: Readonly<Record<string, string>> = {
    'AWS::AccountId': naming.account,
    'AWS::Region': naming.region,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::NoValue': '',
  };

  function resourceNamed(stack: string, logicalId: string): Resource {
    const resource = resourcesOf.get(stack)?.[logicalId];
    if (!resource) throw new StartFault(`The template of ${stack} refers to "${logicalId}", which is not there`);
    return resource;
  }

  function resolveResource(stack: string, logicalId: string): ResolvedResource {
    const { Type: type, Properties = {} } = resourceNamed(stack, logicalId);
    // A name may be given in the properties, so those that give names are worked out first.
    const properties = resolve(stack, Properties) as Fields;
    return { stack, logicalId, type, properties, ref: referenceOf(naming, { stack, logicalId, type, properties }) };
  }

  const byId = new Map<string, ResolvedResource>();
  function lookUp(stack: string, logicalId: string): ResolvedResource {
    const id = `${stack}/${logicalId}`;
    const known = byId.get(id);
    if (known) return known;
    const resolved = resolveResource(stack, logicalId);
    byId.set(id, resolved);
    return resolved;
  }

  const scope: Scope = {
    resolve,
    reference: (stack, name) => (name.startsWith('AWS::') ? (pseudo[name] ?? stack) : lookUp(stack, name).ref),
    attribute: (stack, logicalId, name) => attributeOf(naming, lookUp(stack, logicalId), name),
    outputOf(stack, name) {
      const outputs = outputsOf.get(stack) ?? {};
      return name in outputs ? { value: outputs[name] } : undefined;
    },
  };

  function resolve(stack: string, value: Json): Json {
    if (Array.isArray(value)) return value.map((item) => resolve(stack, item));
    if (!isFields(value)) return value;
    const [name, ...others] = Object.keys(value);
    if (name !== undefined && others.length === 0 && (name === 'Ref' || name.startsWith('Fn::'))) {
      const apply = intrinsics[name];
      if (!apply) throw new StartFault(`The template of ${stack} uses ${name}, which the local platform does not know`);
      return apply(scope, stack, value[name]);
    }
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(stack, item)]));
  }

  return assembly.templates.flatMap(({ stack, resources }) => Object.keys(resources).map((id) => lookUp(stack, id)));
}
