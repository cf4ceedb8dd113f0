import type { LambdaContext } from 'hono/aws-lambda';
import { tryGetContext } from 'hono/context-storage';

/**
 * So long before its time ends, a page stops asking, so that it can still answer. The 29 seconds that the gateway waits for a page also
 * cover its start and the way back, which its own time does not.
 */
export const pageKeepsBackMs = 3000;

/** All that is left of a page's time then: longer than what it asks may take. */
export const longestAnswerMs = 25_000;

interface Env {
  readonly Bindings: { readonly lambdaContext?: LambdaContext };
}

/**
 * How long what a page asks may take, in milliseconds: a page that has waited before has what is left of its time. It says itself then that
 * it got no answer, with all that was typed, of which the gateway has nothing.
 */
export function timeToAsk(mostMs = longestAnswerMs): number {
  const { lambdaContext } = tryGetContext<Env>()?.env ?? {};
  if (lambdaContext === undefined) return mostMs;
  return Math.max(0, Math.min(mostMs, lambdaContext.getRemainingTimeInMillis() - pageKeepsBackMs));
}

/** Ends a question when that time is over. */
export const untilAnswered = (mostMs?: number): AbortSignal => AbortSignal.timeout(timeToAsk(mostMs));
