import { StartFault } from '../fault.ts';
import type { Assembly, Resource } from './assembly.ts';
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

type Json = unknown;
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

  function reference(stack: string, name: string): string {
    return name.startsWith('AWS::') ? (pseudo[name] ?? stack) : lookUp(stack, name).ref;
  }

  function attribute(stack: string, logicalId: string, name: string): string {
    return attributeOf(naming, lookUp(stack, logicalId), name);
  }

  const functions: Readonly<Record<string, (stack: string, argument: Json) => Json>> = {
    Ref: (stack, name) => reference(stack, String(name)),
    'Fn::GetAtt': (stack, argument) => {
      const [logicalId = '', name = ''] = argument as string[];
      return attribute(stack, logicalId, name);
    },
    'Fn::Join': (stack, argument) => {
      const [separator, parts] = argument as [string, Json[]];
      return (resolve(stack, parts) as string[]).join(separator);
    },
    'Fn::Sub': (stack, argument) =>
      String(argument).replaceAll(/\$\{([^!}]+)\}/g, (_, name: string) => {
        const [logicalId = '', ...rest] = name.split('.');
        return rest.length > 0 ? attribute(stack, logicalId, rest.join('.')) : reference(stack, name);
      }),
    'Fn::Select': (stack, argument) => {
      const [index, list] = argument as [number | string, Json];
      return (resolve(stack, list) as Json[])[Number(index)];
    },
    'Fn::Split': (stack, argument) => {
      const [separator, text] = argument as [string, Json];
      return String(resolve(stack, text)).split(separator);
    },
    'Fn::GetStackOutput': (stack, argument) => {
      const { StackName, OutputName } = resolve(stack, argument) as Record<string, string>;
      const outputs = outputsOf.get(String(StackName)) ?? {};
      if (OutputName === undefined || !(OutputName in outputs)) {
        throw new StartFault(
          `The template of ${stack} reads "${OutputName}" of ${StackName}, which has no such output`,
        );
      }
      return resolve(String(StackName), outputs[OutputName]);
    },
  };

  function resolve(stack: string, value: Json): Json {
    if (Array.isArray(value)) return value.map((item) => resolve(stack, item));
    if (!isFields(value)) return value;
    const [name, ...others] = Object.keys(value);
    if (name !== undefined && others.length === 0 && (name === 'Ref' || name.startsWith('Fn::'))) {
      const apply = functions[name];
      if (!apply) throw new StartFault(`The template of ${stack} uses ${name}, which the local platform does not know`);
      return apply(stack, value[name]);
    }
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(stack, item)]));
  }

  return assembly.templates.flatMap(({ stack, resources }) => Object.keys(resources).map((id) => lookUp(stack, id)));
}
