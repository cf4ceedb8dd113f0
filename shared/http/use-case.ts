import type { Once, Work } from '#platform/work.ts';
import type { CallerOf } from './callers.ts';
import type { AcceptsOf, Area, Audience, FileTypeOf, InputOf, LambdaSuffix, ReplyOf, Route } from './route.ts';

interface AnyRequestContext<R extends Route> {
  readonly caller: CallerOf<R>;
  readonly work: Work;
  /** There when the caller sent an Idempotency-Key; the commit keeps the reply under it. */
  readonly once: Once | undefined;
}

/** What comes with a request beside its input. A route that answers nothing but JSON has no choice to make. */
export type RequestContext<R extends Route> = AnyRequestContext<R> &
  ([FileTypeOf<R>] extends [never]
    ? unknown
    : {
        /** What the caller prefers of all that the route can answer. */
        readonly accepts: AcceptsOf<R>;
      });

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
