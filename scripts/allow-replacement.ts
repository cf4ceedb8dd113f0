import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { bundleLambdas } from '../infra/bundle.ts';
import { settingsOf } from '../infra/config/stages.ts';
import { createHubStacks } from '../infra/stacks/hub-stacks.ts';
import { baselineFile, destructiveChanges, readBaseline, statefulResources } from '../infra/stateful-baseline.ts';

// The one way to let a deployment delete or replace what holds data: the file changes, and the change is reviewed.
bundleLambdas();
const stacks = createHubStacks(new App(), settingsOf('production'));
const next = statefulResources(
  Object.entries(stacks).map(([part, stack]) => ({
    part,
    stackName: stack.stackName,
    template: Template.fromStack(stack).toJSON(),
  })),
);

let before: ReturnType<typeof readBaseline> = {};
try {
  before = readBaseline();
} catch {
  console.log('There was no baseline yet.');
}
for (const change of destructiveChanges(before, next)) console.log(change.split('. ')[0]);
for (const id of Object.keys(next).filter((added) => !(added in before))) console.log(`${id} is kept from now on`);
writeFileSync(baselineFile, `${JSON.stringify(next, null, 2)}\n`);
// Written as the check wants it, so that the change shows nothing but what changed.
execFileSync('biome', ['format', '--write', baselineFile], { stdio: 'ignore' });
console.log('infra/stateful-baseline.json is written.');
