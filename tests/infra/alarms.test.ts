import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Match } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { anyFunction, type CountedEvent, countedEvents } from '#platform/metrics.ts';
import { bundleFolder, lambdaEntries } from '../../infra/bundle.ts';
import { root } from '../support/deployment.ts';
import { synthesizeStage } from '../support/stacks.ts';

interface Metric {
  readonly Namespace?: string;
  readonly MetricName?: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: unknown }[];
}

interface Alarm extends Metric {
  readonly part: string;
  readonly AlarmDescription: string;
  readonly AlarmActions: readonly unknown[];
  readonly OKActions: readonly unknown[];
  readonly ComparisonOperator: string;
  readonly TreatMissingData: string;
  readonly Threshold: number;
  readonly Period?: number;
  readonly EvaluationPeriods: number;
  readonly Metrics?: readonly { readonly MetricStat?: { readonly Metric: Metric } }[];
}

/** Its own, or those that its sum is made of. */
const metricsOf = (alarm: Alarm): Metric[] =>
  alarm.Metrics ? alarm.Metrics.flatMap(({ MetricStat }) => MetricStat?.Metric ?? []) : [alarm];

const dimension = ({ Dimensions = [] }: Metric, name: string) => Dimensions.find(({ Name }) => Name === name)?.Value;

describe('the alarms of production', () => {
  let stage: ReturnType<typeof synthesizeStage>;
  let alarms: readonly Alarm[];

  beforeAll(() => {
    stage = synthesizeStage('production');
    alarms = Object.entries(stage.json).flatMap(([part, { Resources }]) =>
      Object.values(Resources)
        .filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')
        .map(({ Properties }) => ({ ...(Properties as unknown as Alarm), part })),
    );
  });

  /** Logical ids in the templates of what fits. */
  const resources = (type: string, fits: (properties: Readonly<Record<string, unknown>>) => boolean = () => true) =>
    Object.values(stage.json).flatMap(({ Resources }) =>
      Object.entries(Resources)
        .filter(([, { Type, Properties }]) => Type === type && fits(Properties ?? {}))
        .map(([id]) => id),
    );
  /** What an alarm on this metric is about, by its logical id. */
  const watchedBy = (namespace: string, metricName: string, of: string) =>
    alarms
      .filter(({ Namespace, MetricName }) => Namespace === namespace && MetricName === metricName)
      .map((alarm) => ({ alarm, id: idOf(dimension(alarm, of)) }));
  const idOf = (value: unknown): string => {
    const { Ref, 'Fn::GetAtt': [id] = [] } = (value ?? {}) as { Ref?: string; 'Fn::GetAtt'?: string[] };
    return Ref ?? id ?? '';
  };

  it('say what people notice, and where it is written what to do; and every runbook is some alarm’s', () => {
    expect(alarms.length).toBeGreaterThan(30);
    for (const { AlarmDescription, AlarmActions, OKActions } of alarms) {
      const runbook = /^.+\. What to do: (docs\/runbooks\/[a-z-]+\.md)$/.exec(AlarmDescription)?.[1];
      expect(runbook, AlarmDescription).toBeDefined();
      expect(existsSync(join(root, runbook ?? '')), runbook).toBe(true);
      expect([AlarmActions, OKActions]).toEqual([[expect.anything()], [expect.anything()]]);
    }
    const described = alarms.map(({ AlarmDescription }) => AlarmDescription).join('\n');
    for (const runbook of globSync('docs/runbooks/*.md', { cwd: root })) expect(described).toContain(runbook);
  });

  it('stand in the stack of what they watch', () => {
    for (const alarm of alarms) {
      for (const { Dimensions = [] } of metricsOf(alarm)) {
        expect(JSON.stringify(Dimensions), alarm.AlarmDescription).not.toContain('Fn::GetStackOutput');
      }
    }
    expect(alarms.filter(({ part }) => part === 'operations')).toEqual([]);
  });

  it('reach the topic that they tell, under a key that they may use', () => {
    const services = Match.arrayWith(['cloudwatch.amazonaws.com']);
    const ofThisAccount = { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } };
    stage.templates.alarms.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: Match.objectLike({
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Action: 'sns:Publish',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Condition: ofThisAccount,
          }),
        ]),
      }),
    });
    stage.templates.alarms.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: Match.objectLike({
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
            Principal: { Service: services },
            Condition: ofThisAccount,
          }),
        ]),
      }),
    });
  });

  it('watch metrics by the dimensions under which AWS files them', () => {
    const metrics = alarms.flatMap(metricsOf);
    const names = ({ Dimensions = [] }: Metric) => Dimensions.map(({ Name }) => Name).sort();
    const inNamespace = (name: string) => metrics.filter(({ Namespace }) => Namespace === name);

    expect(inNamespace('AWS/DynamoDB').length).toBeGreaterThan(0);
    for (const metric of inNamespace('AWS/DynamoDB')) {
      // What fails is counted by operation only; what is throttled, of the table and of each index apart.
      if (metric.MetricName === 'SystemErrors') expect(names(metric)).toEqual(['Operation', 'TableName']);
      else expect([['TableName'], ['GlobalSecondaryIndexName', 'TableName']]).toContainEqual(names(metric));
    }
    const [firewall] = Object.values(stage.json.api.Resources).filter(({ Type }) => Type === 'AWS::WAFv2::WebACL');
    const name = firewall?.Properties.Name;
    expect(name).toBe('south-east-london-production');
    expect(firewall?.Properties.VisibilityConfig).toMatchObject({ MetricName: name });
    expect(inNamespace('AWS/WAFV2').length).toBeGreaterThan(0);
    for (const metric of inNamespace('AWS/WAFV2')) expect(dimension(metric, 'WebACL')).toBe(name);
  });

  it('hear of throttling in the table and in every index of it', () => {
    for (const [id, { Type, Properties }] of Object.entries(stage.json.records.Resources)) {
      if (Type !== 'AWS::DynamoDB::Table') continue;
      const indexes = ((Properties.GlobalSecondaryIndexes ?? []) as { IndexName: string }[]).map(
        ({ IndexName }) => IndexName,
      );
      const watched = alarms
        .flatMap(metricsOf)
        .filter((metric) => metric.MetricName === 'WriteThrottleEvents' && idOf(dimension(metric, 'TableName')) === id)
        .map((metric) => dimension(metric, 'GlobalSecondaryIndexName'));
      expect(watched.sort()).toEqual([undefined, ...indexes].sort());
    }
  });

  it('sound for every function that fails, and at the first failure of what runs on a schedule', () => {
    const scheduled = new Set(
      Object.values(stage.json.events.Resources)
        .filter(({ Properties }) => Properties?.ScheduleExpression !== undefined)
        .flatMap(({ Properties }) => (Properties.Targets as { Arn: unknown }[]).map(({ Arn }) => idOf(Arn))),
    );
    expect(scheduled.size).toBeGreaterThan(3);
    const failing = watchedBy('AWS/Lambda', 'Errors', 'FunctionName');
    expect(failing.map(({ id }) => id).sort()).toEqual(resources('AWS::Lambda::Function').sort());
    for (const { alarm, id } of failing) expect(alarm.Threshold, id).toBe(scheduled.has(id) ? 1 : 3);

    const notRun = watchedBy('AWS/Lambda', 'Invocations', 'FunctionName');
    expect(notRun.map(({ id }) => id).sort()).toEqual([...scheduled].sort());
  });

  it('sound where a schedule does not run, if nothing is heard of it either', () => {
    const rates = Object.values(stage.json.events.Resources).flatMap(({ Properties }) =>
      Properties?.ScheduleExpression === undefined
        ? []
        : [
            {
              id: idOf((Properties.Targets as { Arn: unknown }[])[0]?.Arn),
              rate: String(Properties.ScheduleExpression),
            },
          ],
    );
    const seconds: Readonly<Record<string, number>> = { minute: 60, hour: 3600, day: 86_400 };
    for (const { alarm, id } of watchedBy('AWS/Lambda', 'Invocations', 'FunctionName')) {
      expect(alarm).toMatchObject({
        Threshold: 1,
        ComparisonOperator: 'LessThanThreshold',
        TreatMissingData: 'breaching',
      });
      const [, times, unit = ''] =
        /^rate\((\d+) ([a-z]+?)s?\)$/.exec(rates.find((rate) => rate.id === id)?.rate ?? '') ?? [];
      const every = Number(times) * (seconds[unit] ?? Number.NaN);
      const looked = (alarm.Period ?? 0) * alarm.EvaluationPeriods;
      // Longer than one round, so that a round that is due at the period's edge does not sound.
      expect(looked, alarm.AlarmDescription).toBeGreaterThan(every);
      // What CloudWatch looks back over: a day, or a week where a period is an hour or more.
      expect(looked).toBeLessThanOrEqual((alarm.Period ?? 0) >= 3600 ? 7 * 86_400 : 86_400);
    }
  });

  it('sound for every queue: what is read, when it grows old; what is dead, at once', () => {
    const feeding = resources('AWS::SQS::Queue', ({ RedrivePolicy }) => RedrivePolicy !== undefined);
    const dead = resources('AWS::SQS::Queue', ({ RedrivePolicy }) => RedrivePolicy === undefined);
    const old = watchedBy('AWS/SQS', 'ApproximateAgeOfOldestMessage', 'QueueName');
    const waiting = watchedBy('AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'QueueName');
    expect(old.map(({ id }) => id).sort()).toEqual(feeding.sort());
    expect(waiting.map(({ id }) => id).sort()).toEqual(dead.sort());
  });

  it('sound for every reader of a stream that falls behind, of which a stream has two at most', () => {
    const readers = Object.values(stage.json.events.Resources)
      .filter(({ Type, Properties }) => Type === 'AWS::Lambda::EventSourceMapping' && Properties.StartingPosition)
      .map(({ Properties }) => ({
        stream: JSON.stringify(Properties.EventSourceArn),
        id: idOf(Properties.FunctionName),
      }));
    const behind = watchedBy('AWS/Lambda', 'IteratorAge', 'FunctionName');
    expect(behind.map(({ id }) => id).sort()).toEqual(readers.map(({ id }) => id).sort());
    for (const { stream } of readers) {
      expect(readers.filter((reader) => reader.stream === stream).length).toBeLessThanOrEqual(2);
    }
  });

  it('watch what functions count where it is counted: every function that counts it, and no other', () => {
    // What a function counts stands in its bundle as it is counted, since metrics are named by literals.
    const countedBy = (event: CountedEvent) =>
      lambdaEntries()
        .map(({ name }) => name)
        .filter((name) => {
          const bundle = readFileSync(join(bundleFolder(name), 'index.cjs'), 'utf8');
          return bundle.includes(`"${event}"`) || bundle.includes(`'${event}'`) || bundle.includes(`\`${event}\``);
        });
    const watched = alarms.flatMap(metricsOf).filter(({ Namespace }) => Namespace?.startsWith('TrainingHub/'));
    expect(watched.length).toBeGreaterThan(0);
    for (const event of countedEvents) expect(countedBy(event), event).not.toEqual([]);
    for (const event of new Set(watched.map(({ MetricName }) => MetricName as CountedEvent))) {
      const services = watched
        .filter(({ MetricName }) => MetricName === event)
        .map((metric) => dimension(metric, 'service'));
      // Of what any function may meet they count together.
      if (event === 'RecordNotReadable') expect(services).toEqual([anyFunction]);
      else expect(services.sort(), event).toEqual(countedBy(event).sort());
    }
  });

  it('sound at the first email that SES takes no more, or that cannot be read, on both ways that emails leave', () => {
    const deliverers = ['emails-deliver', 'emails-deliver-certificate'];
    for (const [event, Period] of [
      ['SendingStopped', 900],
      ['EmailNotReadable', 3600],
    ] as const) {
      const watching = alarms.filter(({ MetricName }) => MetricName === event);
      expect(watching.map((alarm) => dimension(alarm, 'service')).sort(), event).toEqual(deliverers.toSorted());
      for (const alarm of watching) expect(alarm, event).toMatchObject({ Threshold: 1, Period, EvaluationPeriods: 1 });
    }
  });

  it('never ring because of what anybody can do who writes to the hub', () => {
    for (const { MetricName } of alarms.flatMap(metricsOf)) expect(MetricName).not.toBe('EmailToSuppressedAddress');
  });
});
