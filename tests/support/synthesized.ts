import type { TestProject } from 'vitest/node';
import { synthesize } from '../../infra/local/template/assembly.ts';
import { root } from './deployment.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the synthesized stacks, or why there is none: who asks for it fails, and nobody else. */
    readonly assembly?: { readonly folder: string } | { readonly fault: string };
  }
}

/** Synthesizes the stacks once for all test files, which takes seconds; and again where vitest watches, and runs tests again. */
export default async function setUp(project: TestProject): Promise<void> {
  const make = async () =>
    project.provide(
      'assembly',
      await synthesize(root, () => undefined).then(
        (folder) => ({ folder }),
        (error: unknown) => ({ fault: String(error) }),
      ),
    );
  await make();
  project.onTestsRerun(make);
}
