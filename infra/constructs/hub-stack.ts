import { Stack, type StackProps } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { Hub } from '#hub/hub.ts';
import { hubById } from '#hub/hubs.ts';
import type { CountedEvent } from '#platform/metrics.ts';
import type { StageSettings } from '../config/settings.ts';
import { HubAlarm, type HubAlarmProps, inFiveMinutes } from './hub-alarm.ts';

/** Namespace of the metrics that the functions themselves count. */
export const metricsNamespace = ({ hub, stage }: StageSettings): string => `TrainingHub/${hub}/${stage}`;

export interface HubStackProps extends StackProps {
  readonly settings: StageSettings;
  /** Where alarms are told. */
  readonly tell: ITopic;
}

/** One of a stage's stacks. What it makes it watches itself, so that whatever goes takes its alarms along. */
export class HubStack extends Stack {
  /** Whose decisions it carries out. */
  readonly hub: Hub;
  private readonly settings: StageSettings;
  private readonly tell: ITopic;

  constructor(scope: Construct, id: string, { settings, tell, ...props }: HubStackProps) {
    super(scope, id, props);
    this.settings = settings;
    this.hub = hubById(settings.hub);
    this.tell = tell;
  }

  /** @throws where the construct stands in no stack of a hub */
  static override of(construct: Construct): HubStack {
    const stack = Stack.of(construct);
    if (stack instanceof HubStack) return stack;
    throw new Error(`${construct.node.path} stands in no stack of a hub`);
  }

  /** @param scope - what is watched, or the stack itself */
  alarm(scope: Construct, id: string, props: Omit<HubAlarmProps, 'tell'>): HubAlarm {
    return new HubAlarm(scope, id, { ...props, tell: this.tell });
  }

  /** What one function counts by itself. @param service - the function's name, as `bookings-public` */
  counted(event: CountedEvent, service: string): Metric {
    return new Metric({
      namespace: metricsNamespace(this.settings),
      metricName: event,
      dimensionsMap: { service },
      ...inFiveMinutes(Stats.SUM),
    });
  }
}
