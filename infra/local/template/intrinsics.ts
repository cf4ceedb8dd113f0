import { StartFault } from '../fault.ts';

export type Json = unknown;

/** What a function is worked out with: the rest of the assembly, as one of its stacks sees it. */
export interface Scope {
  resolve(stack: string, value: Json): Json;
  /** What `Ref` gives. */
  reference(stack: string, name: string): string;
  attribute(stack: string, logicalId: string, name: string): string;
  /** Undefined where there is no such output. */
  outputOf(stack: string, name: string): { readonly value: Json } | undefined;
}

export type Intrinsic = (scope: Scope, stack: string, argument: Json) => Json;

/** Those that the CDK writes, as CloudFormation documents them. */
export const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: ({ reference }, stack, name) => reference(stack, String(name)),
  'Fn::GetAtt': ({ attribute }, stack, argument) => {
    const [logicalId = '', name = ''] = argument as string[];
    return attribute(stack, logicalId, name);
  },
  'Fn::Join': ({ resolve }, stack, argument) => {
    const [separator, parts] = argument as [string, Json[]];
    return (resolve(stack, parts) as string[]).join(separator);
  },
  'Fn::Sub': ({ attribute, reference }, stack, argument) =>
    String(argument).replaceAll(/\$\{([^!}]+)\}/g, (_, name: string) => {
      const [logicalId = '', ...rest] = name.split('.');
      return rest.length > 0 ? attribute(stack, logicalId, rest.join('.')) : reference(stack, name);
    }),
  'Fn::Select': ({ resolve }, stack, argument) => {
    const [index, list] = argument as [number | string, Json];
    return (resolve(stack, list) as Json[])[Number(index)];
  },
  'Fn::Split': ({ resolve }, stack, argument) => {
    const [separator, text] = argument as [string, Json];
    return String(resolve(stack, text)).split(separator);
  },
  'Fn::GetStackOutput': ({ resolve, outputOf }, stack, argument) => {
    const { StackName, OutputName } = resolve(stack, argument) as Record<string, string>;
    const output = OutputName === undefined ? undefined : outputOf(String(StackName), OutputName);
    if (!output) {
      throw new StartFault(`The template of ${stack} reads "${OutputName}" of ${StackName}, which has no such output`);
    }
    return resolve(String(StackName), output.value);
  },
};
