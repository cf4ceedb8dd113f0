import type { FieldError, ProblemCode } from './problems.ts';

export interface ProblemFacts {
  /** Plain English for the caller. Never what a 5xx failed with: that goes to `cause`, which only the log sees. */
  detail?: string;
  errors?: readonly FieldError[];
  /** Further members of the problem, such as the state that something is in. */
  extensions?: Readonly<Record<string, unknown>>;
  /** Whole seconds to wait before trying again. */
  retryAfterSeconds?: number;
  cause?: unknown;
}

/** Thrown at the edge of a use case to answer a registered problem; expected outcomes within the domain are values, not throws. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: ProblemCode;
  readonly facts: ProblemFacts;

  constructor(code: ProblemCode, facts: ProblemFacts = {}) {
    super(code, { cause: facts.cause });
    this.code = code;
    this.facts = facts;
  }
}
