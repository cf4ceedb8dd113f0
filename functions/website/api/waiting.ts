import type { LambdaContext } from 'hono/aws-lambda';
import { tryGetContext } from 'hono/context-storage';
import { keptBackMs } from '#platform/work.ts';

/** Longer than the functions that pages call may take, and shorter than a page's own time, by enough to start late and to say what happened. */
export const longestAnswerMs = 21_000;

interface Env {
  readonly Bindings: { readonly lambdaContext?: LambdaContext };
}

/**
 * Ends a question when the page that asks it must answer: one that has waited for another before, such as a form that was refused and is
 * shown once more, waits for what is left of its time. What ran out of time is told on a page then, and not by the gateway, which has
 * nothing of what was typed.
 */
export function untilAnswered(): AbortSignal {
  const { lambdaContext } = tryGetContext<Env>()?.env ?? {};
  const leftMs = lambdaContext ? lambdaContext.getRemainingTimeInMillis() - keptBackMs : longestAnswerMs;
  return AbortSignal.timeout(Math.max(0, Math.min(longestAnswerMs, leftMs)));
}
