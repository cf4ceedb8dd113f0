import { beforeAll, describe, expect, it } from 'vitest';
import { costOfBookings, costOfIdleMonth, sumOf } from '../../infra/cost.ts';
import { synthesizeStage } from '../support/stacks.ts';

describe('what a stage costs', () => {
  let idle: ReturnType<typeof costOfIdleMonth>;

  beforeAll(() => {
    idle = costOfIdleMonth(Object.values(synthesizeStage('production').json));
  });

  it('is at most $35 in a month in which nobody comes', () => {
    expect(sumOf(idle)).toBeGreaterThan(15);
    expect(sumOf(idle)).toBeLessThanOrEqual(35);
  });

  it('is told from what would be deployed', () => {
    const of = (what: string) => sumOf(idle.filter((line) => line.what === what));
    expect(of('Firewall')).toBe(5 + 6);
    expect(of('Encryption keys')).toBe(6);
    expect(of('Alarms')).toBeGreaterThan(4);
    expect(of('Alarms')).toBeLessThan(13);
  });

  it('counts each metric of an alarm, each rule, each round of a schedule and each queue that is asked', () => {
    const template = {
      Resources: {
        Sum: {
          Type: 'AWS::CloudWatch::Alarm',
          Properties: { Metrics: [{ Expression: 'm1 + m2' }, { MetricStat: {} }, { MetricStat: {} }] },
        },
        Single: { Type: 'AWS::CloudWatch::Alarm', Properties: { MetricName: 'Errors' } },
        Hourly: { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression: 'rate(1 hour)' } },
        OfAnEvent: { Type: 'AWS::Events::Rule', Properties: { EventPattern: {} } },
        OfAQueue: { Type: 'AWS::Lambda::EventSourceMapping', Properties: {} },
        OfAStream: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { StartingPosition: 'TRIM_HORIZON' } },
      },
    };
    const lines = costOfIdleMonth([template]);
    expect(lines).toContainEqual(expect.objectContaining({ what: 'Alarms', of: '3 metrics watched at $0.1' }));
    const runs = lines.filter(({ what }) => what === 'Schedules');
    expect(runs[0]?.dollars).toBeCloseTo((720 / 1e6) * 0.2);
    expect(lines.find(({ what }) => what === 'Queues')?.dollars).toBeCloseTo(0.648 * 0.5);
  });

  it('names a schedule that it cannot count', () => {
    const rule = { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression: 'cron(0 7 * * ? *)' } };
    expect(() => costOfIdleMonth([{ Resources: { rule } }])).toThrow('cron(0 7 * * ? *)');
  });

  it('grows with bookings, by emails and sign-in most of all', () => {
    expect(sumOf(costOfBookings(2000))).toBeCloseTo(2 * sumOf(costOfBookings(1000)));
    const [first, second] = [...costOfBookings(1000)].sort((a, b) => b.dollars - a.dollars);
    expect([first?.what, second?.what]).toEqual(['Learners’ sign-in', 'Emails']);
  });
});
