import type { Once, Work } from '../platform/work.ts';
import type { CallerOf } from './callers.ts';
import type { Area, Audience, InputOf, LambdaSuffix, ReplyOf, Route } from './route.ts';

/** What comes with a request beside its input. */
export interface RequestContext<R extends Route> {
  readonly caller: CallerOf<R>;
  readonly work: Work;
  /** There when the caller sent an Idempotency-Key; the commit keeps the reply under it. */
  readonly once: Once | undefined;
}

/** Answers one route: the only place that orchestrates. */
export type UseCase<R extends Route> = (input: InputOf<R>, context: RequestContext<R>) => Promise<ReplyOf<R>>;

type SuffixOf<A extends Audience> = A['kind'] extends 'staff' ? 'admin' : A['kind'] extends 'learner' ? 'me' : 'public';

type RoutesOf<A extends Area> = A['routes'];

/** A use case for each route that the Lambda answers: none missing, none too many. */
export type UseCasesOf<A extends Area, Suffix extends LambdaSuffix> = {
  readonly [K in keyof RoutesOf<A> as SuffixOf<RoutesOf<A>[K]['audience']> extends Suffix ? K : never]: UseCase<
    RoutesOf<A>[K]
  >;
};
