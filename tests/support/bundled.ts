import { bundleLambdas } from '../../infra/bundle.ts';

/** Bundles every Lambda once, for all stacks that are synthesized by tests: it takes seconds, and nobody changes the sources meanwhile. */
export default function setUp(): void {
  bundleLambdas();
}
