import type { BinaryType, MediaType } from './route.ts';

/** As much of a JSON Schema as an example is put together from. */
export interface ExampleSchema {
  readonly $ref?: string;
  readonly example?: unknown;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly minimum?: number;
  readonly properties?: Readonly<Record<string, ExampleSchema>>;
  readonly required?: readonly string[];
  readonly items?: ExampleSchema;
  readonly minItems?: number;
  readonly anyOf?: readonly ExampleSchema[];
  readonly oneOf?: readonly ExampleSchema[];
  readonly allOf?: readonly ExampleSchema[];
}

const ofFormat: Readonly<Record<string, string>> = {
  'date-time': '2027-01-18T13:00:00.000Z',
  date: '2027-01-18',
  uri: 'https://www.hub.example/',
  email: 'siobhan.obrien@nhs.net',
};

/** Reads `#/components/…`. */
export type Resolve = ($ref: string) => ExampleSchema;

/**
 * What a reader would send or be sent, of the examples that stand beside the fields. A request has all that has an example; a
 * reply, which never has everything at once, only what is always there.
 */
export function exampleOfSchema(schema: ExampleSchema, io: 'request' | 'reply', resolve: Resolve): unknown {
  const found = schema.$ref === undefined ? schema : { ...resolve(schema.$ref), ...schema, $ref: undefined };
  if (found.example !== undefined) return found.example;
  if (found.const !== undefined) return found.const;
  if (found.enum) return found.enum[0];
  if (found.properties) {
    const fields = Object.entries(found.properties).flatMap(([name, field]) => {
      const needed = found.required?.includes(name) === true;
      if (!needed && (io === 'reply' || !hasOwnExample(field, resolve))) return [];
      const value = exampleOfSchema(field, io, resolve);
      return value === undefined ? [] : [[name, value] as const];
    });
    return Object.fromEntries(fields);
  }
  if (found.default !== undefined) return found.default;
  const [choice] = found.anyOf ?? found.oneOf ?? found.allOf ?? [];
  if (choice) return exampleOfSchema(choice, io, resolve);
  const [type] = [found.type].flat();
  if (type === 'array') return found.items ? [exampleOfSchema(found.items, io, resolve)] : [];
  if (type === 'object') return {};
  if (type === 'boolean') return true;
  if (type === 'integer' || type === 'number') return found.minimum ?? 1;
  return found.format === undefined ? undefined : ofFormat[found.format];
}

const hasOwnExample = (schema: ExampleSchema, resolve: Resolve): boolean =>
  schema.example !== undefined ||
  schema.enum !== undefined ||
  (schema.$ref !== undefined && hasOwnExample(resolve(schema.$ref), resolve));

/** A few lines of each kind of document that is no JSON. */
export const exampleDocuments: Readonly<Record<Exclude<MediaType, BinaryType>, string>> = {
  'text/csv': 'Reference,Name\r\n7K3M9-Q2XDH,Siobhán O’Brien\r\n',
  'text/calendar': 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Training hub//EN\r\nEND:VCALENDAR\r\n',
  'text/html': '<!doctype html>\n<html lang="en-GB">\n<title>How the hub uses your information</title>\n</html>\n',
};
