import * as z from 'zod';

/** What every function is given; each function's own schema extends it with what that function needs and no more. */
export const CommonEnv = z.object({
  STAGE: z.string().min(1),
  HUB: z.string().min(1),
  LOG_LEVEL: z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR']),
  POWERTOOLS_SERVICE_NAME: z.string().min(1),
  POWERTOOLS_METRICS_NAMESPACE: z.string().min(1),
});

/** Comma-separated origins of the hub's website that browsers may call from. */
export const allowedOrigins = z.string().transform((list) => list.split(',').filter(Boolean));

/** ARN of the key that makes of an address what the index by subject knows it by: for what writes records of somebody. */
export const subjectsKey = { SUBJECTS_KEY: z.string().min(1) };

/** Where documents lie, and the ARN of the key under which every one of them is encrypted. */
export const documentsBucket = { DOCUMENTS_BUCKET: z.string().min(1), DOCUMENTS_KEY: z.string().min(1) };

/** What the synthesized function must be given for this schema to accept its environment. */
export type EnvironmentOf<S extends z.ZodType> = { readonly [K in keyof z.input<S>]: string };

/** Read once, when the function loads. @throws with every missing or wrong variable named, and no value shown. */
export function readEnv<S extends z.ZodType>(schema: S, source: NodeJS.ProcessEnv): z.output<S> {
  const parsed = schema.safeParse(source);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new Error(`The function's environment is incomplete or wrong: ${faults}`);
}
