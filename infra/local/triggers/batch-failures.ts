import * as z from 'zod';
import type { Deployment } from '../template/deployment.ts';

const Failures = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })) });

/** Which of a batch the function says it did not get done, where its mapping listens to that. */
export function failedOf(mapping: Deployment['mappings'][number], payload: unknown): ReadonlySet<string> {
  if (!mapping.FunctionResponseTypes.includes('ReportBatchItemFailures')) return new Set();
  const failures = Failures.safeParse(payload);
  return new Set(failures.success ? failures.data.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) : []);
}
