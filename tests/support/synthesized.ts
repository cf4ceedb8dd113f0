import type { TestProject } from 'vitest/node';
import { synthesize } from '../../infra/local/template/assembly.ts';
import { root } from './deployment.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the synthesized stacks. */
    readonly assembly?: string;
  }
}

/** Synthesizes the stacks once for all test files: it takes seconds, and nobody changes the sources meanwhile. */
export default async function setUp(project: TestProject): Promise<void> {
  project.provide('assembly', await synthesize(root, () => undefined));
}
