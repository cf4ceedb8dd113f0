import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import * as z from 'zod';
import { parseSettings, type StageSettings } from '../../infra/config/settings.ts';
import { settingsOf } from '../../infra/config/stages.ts';
import { createHubStacks } from '../../infra/stacks/hub-stacks.ts';

/** As CloudFormation would be given it. */
interface TemplateJson {
  readonly Resources: Readonly<
    Record<
      string,
      {
        readonly Type: string;
        readonly Properties: Readonly<Record<string, unknown>>;
        readonly DependsOn?: readonly string[];
      }
    >
  >;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown; readonly Export?: unknown }>>;
}

/** Production as it is once it has a name on the internet, which is kept in its own account. */
export const withDomain = (changes: object = {}): StageSettings =>
  parseSettings({
    ...settingsOf('production'),
    domain: {
      name: 'www.selwdh.co.uk',
      certificateArn: 'arn:aws:acm:eu-west-2:111122223333:certificate/0c6e5f1a-6d0f-4a53-9e0b-7f3f0f3c2c11',
      hostedZoneId: 'Z0123456789ABCDEFGHIJ',
      ...changes,
    },
  });

type Synthesized = ReturnType<typeof synthesize>;
const stages = new Map<string, Synthesized>();

/** Every stack of a stage, synthesized in this process, once for all who look at it: nobody changes what they are given. */
export function synthesizeStage(stage = 'production'): Synthesized {
  const known = stages.get(stage) ?? synthesize(settingsOf(stage));
  stages.set(stage, known);
  return known;
}

/** The stacks of settings that no stage has yet, of what `bundled.ts` made. */
export function synthesize(settings: StageSettings) {
  const folder = mkdtempSync(join(tmpdir(), 'hub-stacks-'));
  const app = new App({ outdir: folder });
  const stacks = createHubStacks(app, settings);
  const templates = Object.fromEntries(
    Object.entries(stacks).map(([part, stack]) => [part, Template.fromStack(stack)]),
  ) as Record<keyof typeof stacks, Template>;
  const json = Object.fromEntries(
    Object.entries(templates).map(([part, template]) => [part, template.toJSON() as TemplateJson]),
  ) as Record<keyof typeof stacks, TemplateJson>;
  return { folder, app, stacks, templates, json };
}

const Report = z.object({
  pluginReports: z.array(
    z.object({
      violations: z
        .array(
          z.object({
            ruleName: z.string(),
            violatingConstructs: z.array(z.object({ constructPath: z.string().optional() })),
          }),
        )
        .default([]),
    }),
  ),
});

/** What cdk-nag finds in the stacks that no construct gives a reason for. */
export function nagFindings(settings: StageSettings): string[] {
  const outdir = mkdtempSync(join(tmpdir(), 'hub-nag-'));
  const app = new App({ outdir });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  createHubStacks(app, settings);
  app.synth();
  const report = Report.parse(JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8')));
  return report.pluginReports.flatMap(({ violations }) =>
    violations.flatMap(({ ruleName, violatingConstructs }) =>
      violatingConstructs.map(({ constructPath }) => `${ruleName} at ${constructPath}`),
    ),
  );
}
