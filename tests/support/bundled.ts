import type { TestProject } from 'vitest/node';
import { bundleLambdas } from '../../infra/bundle.ts';

/** Bundles every Lambda once for all stacks that tests synthesize, which takes seconds; and again where vitest runs tests again. */
export default function setUp(project: TestProject): void {
  bundleLambdas();
  project.onTestsRerun(bundleLambdas);
}
