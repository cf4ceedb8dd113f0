import type { Reporter, TestCase } from 'vitest/node';

/** Prints `N passed, N failed` on a line alone when a run ends, for what reads the log by machine. */
export function createCountReporter(print: (line: string) => void = console.log): Reporter {
  let counts = { passed: 0, failed: 0 };
  return {
    onTestRunStart() {
      counts = { passed: 0, failed: 0 };
    },
    onTestCaseResult(test: TestCase) {
      const { state } = test.result();
      if (state === 'passed' || state === 'failed') counts[state] += 1;
    },
    onTestRunEnd(modules, unhandledErrors) {
      // What fails outside of any test (a file that does not load, a hook, a stray rejection) is a failure all the same.
      const errorsOfHooks = modules.flatMap((module) =>
        [...module.children.allSuites()].flatMap((suite) => suite.errors()),
      );
      const errorsOfModules = modules.flatMap((module) => module.errors());
      const failed = counts.failed + errorsOfHooks.length + errorsOfModules.length + unhandledErrors.length;
      print(`\n${counts.passed} passed, ${failed} failed`);
    },
  };
}
