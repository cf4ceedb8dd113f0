import fc from 'fast-check';

/** As much of a JSON Schema as our document uses. */
export interface DocumentSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly multipleOf?: number;
  readonly items?: DocumentSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, DocumentSchema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly DocumentSchema[];
  readonly oneOf?: readonly DocumentSchema[];
  readonly allOf?: readonly DocumentSchema[];
}

const mostAtOnce = 3;
const words = fc.constantFrom('Zoë', "O'Brien", 'St.', '24.7', '王小明', '❤️', 'x', 'Lambeth', '-', '1/2', '“quoted”');
const text = fc.oneof(
  fc.array(words, { minLength: 1, maxLength: 6 }).map((some) => some.join(' ')),
  fc.constantFrom('invoice.pdf', 'Scan 1.JPEG', 'photo.png'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
  // Halves of characters, tags, and accents alone, no pattern can name that programs without JavaScript's flag `u` can read.
  fc
    .string({ unit: 'binary', minLength: 1, maxLength: 20 })
    .filter((made) => !/[\p{Cs}\u{E0000}-\u{E0FFF}]|^[\s\p{M}]+$/u.test(made)),
);
const pad = (value: number, length = 2) => String(value).padStart(length, '0');
const anyDay = fc.date({ noInvalidDate: true, min: new Date('0000-01-01'), max: new Date('9999-12-31') });
const nearDay = fc.date({ noInvalidDate: true, min: new Date('2026-01-01'), max: new Date('2029-12-31') });
const day = fc.oneof(nearDay, anyDay, fc.constant(new Date('9999-12-31')), fc.constant(new Date('0000-01-01')));
const inDigits = (date: Date) => date.toISOString().slice(0, 10);
const instant = fc
  .tuple(day, fc.constantFrom('Z', '+01:00', '-05:30', '+14:00'), fc.integer({ min: 0, max: 86_399 }))
  // An offset leads no further than the years that can be written: which the format says, and no pattern can.
  .filter(([date]) => date.getUTCFullYear() > 0 && date.getUTCFullYear() < 9999)
  .map(([date, offset, second]) => {
    const time = [second / 3600, (second / 60) % 60, second % 60].map((part) => pad(Math.floor(part)));
    return `${inDigits(date)}T${time.join(':')}${offset}`;
  });
const ofFormat: Readonly<Record<string, fc.Arbitrary<string>>> = {
  date: day.map(inDigits),
  'date-time': instant,
  email: fc.emailAddress(),
  uri: fc.webUrl({ validSchemes: ['https'], withQueryParameters: true, withFragments: true }),
};

/** Values that a schema of the API's document takes. */
export function arbitraryOf(schema: DocumentSchema, resolve: ($ref: string) => DocumentSchema): fc.Arbitrary<unknown> {
  const of = (inner: DocumentSchema) => arbitraryOf(inner, resolve);

  function ofString({ format = '', pattern, allOf = [], minLength = 0, maxLength = 1000 }: DocumentSchema) {
    const patterns = [pattern, ...allOf.map((part) => part.pattern)].flatMap((each) =>
      each === undefined ? [] : [new RegExp(each, 'u')],
    );
    const fits = (value: string) =>
      [...value].length >= minLength && [...value].length <= maxLength && patterns.every((each) => each.test(value));
    const [only] = patterns;
    const made =
      ofFormat[format] ??
      (only && patterns.length === 1 && !/\(\?|\\s|\\u/.test(only.source) ? fc.stringMatching(only) : text);
    return made.filter(fits);
  }

  function ofObject({ properties = {}, required = [], anyOf, oneOf }: DocumentSchema): fc.Arbitrary<unknown> {
    const choices = anyOf ?? oneOf;
    if (choices) {
      return fc.oneof(
        ...choices.map((choice) => {
          const needed = [...required, ...(choice.required ?? [])];
          const others = (oneOf ?? []).filter((other) => other !== choice).flatMap((other) => other.required ?? []);
          const narrowed = Object.entries(properties)
            .filter(([name]) => !others.includes(name))
            .map(([name, field]) => [name, { ...field, ...choice.properties?.[name] }] as const);
          return ofObject({ properties: Object.fromEntries(narrowed), required: needed });
        }),
      );
    }
    const fields = Object.entries(properties).map(([name, field]) => [name, of(field)] as const);
    return fc.record(Object.fromEntries(fields), { requiredKeys: [...required] as never[] });
  }

  if (schema.$ref !== undefined) {
    const { $ref, ...beside } = schema;
    return of({ ...resolve($ref), ...beside });
  }
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.properties) return ofObject(schema);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map(of));
  if (Array.isArray(schema.type)) return fc.oneof(...schema.type.map((type) => of({ ...schema, type })));
  const { minimum, exclusiveMinimum, maximum = Number.MAX_SAFE_INTEGER } = schema;
  switch (schema.type) {
    case 'string':
      return ofString(schema);
    case 'integer':
      return fc.integer({ min: minimum ?? (exclusiveMinimum ?? 0) + 1, max: maximum });
    case 'number': {
      const { multipleOf: step = 1 } = schema;
      const least = minimum === undefined ? Math.floor((exclusiveMinimum ?? 0) / step) + 1 : Math.ceil(minimum / step);
      return fc.integer({ min: least, max: Math.floor(maximum / step) }).map((steps) => steps * step);
    }
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(of(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.max(schema.minItems ?? 0, Math.min(mostAtOnce, schema.maxItems ?? mostAtOnce)),
      });
    default:
      return fc.constant({});
  }
}
