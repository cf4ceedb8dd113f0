import { beforeAll, describe, expect, it } from 'vitest';
import { synthesizeStage } from '../support/stacks.ts';

describe('deploying and rolling back', () => {
  let stage: ReturnType<typeof synthesizeStage>;

  beforeAll(() => {
    stage = synthesizeStage('production');
  });

  it('meets no export, which could be neither removed nor replaced while another stack imports it', () => {
    for (const [part, template] of Object.entries(stage.json)) {
      const text = JSON.stringify(template);
      expect(text, part).not.toContain('Fn::ImportValue');
      for (const output of Object.values(template.Outputs ?? {})) expect(output, part).not.toHaveProperty('Export');
    }
  });

  it('reads of another stack only outputs that it has', () => {
    const outputs = new Map(
      Object.entries(stage.stacks).map(([part, { stackName }]) => [
        stackName,
        stage.json[part as keyof typeof stage.json].Outputs ?? {},
      ]),
    );
    const read = /\{"Fn::GetStackOutput":(\{[^}]*\})\}/g;
    const references = Object.values(stage.json).flatMap((template) =>
      [...JSON.stringify(template).matchAll(read)].map(
        ([, argument = '{}']) => JSON.parse(argument) as { StackName: string; OutputName: string },
      ),
    );
    expect(references.length).toBeGreaterThan(20);
    for (const { StackName, OutputName } of references) expect(outputs.get(StackName)).toHaveProperty(OutputName);
  });

  it('puts who hears before who tells: the topic first, what carries out before what owes, the dashboard last', () => {
    const { alarms, records, email, events, api, operations } = stage.stacks;
    for (const watched of [records, email, events, api]) expect(watched.dependencies).toContain(alarms);
    expect(api.dependencies).toContain(events);
    expect(events.dependencies).not.toContain(api);
    expect(operations.dependencies).toEqual(expect.arrayContaining([api, events]));
  });
});
