import { prices } from './prices.ts';

export interface CostLine {
  readonly what: string;
  /** What it is made of: `6 rules at $1`. */
  readonly of: string;
  readonly dollars: number;
}

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** Of each stack of a stage. */
export type Templates = readonly { readonly Resources?: Readonly<Record<string, Resource>> }[];

/** What a month and a booking are taken to be: a hub of 20 staff, whose people look around before they book. */
const assumed = {
  staff: 20,
  /** Kept in the table by an idle stage. */
  gigabytes: 1,
  memoryGigabytes: 0.5,
  scheduledRunSeconds: 1,
  /** Lambda asks each queue of its own accord, with five at a time, each waiting 20 seconds. */
  pollsOfAQueue: (5 * 30 * 24 * 3600) / 20,
  booking: {
    requests: 20,
    invocations: 30,
    invocationSeconds: 0.1,
    writeUnits: 120,
    readUnits: 100,
    emails: 4,
    queueRequests: 15,
    /** What SES says became of an email: it left, it arrived. */
    notices: 8,
    logKilobytes: 30,
    /** Of those who book, how many sign in in that month. */
    signedIn: 0.3,
  },
} as const;

const secondsOf: Readonly<Record<string, number>> = { minute: 60, hour: 3600, day: 86_400 };
const month = 30 * 86_400;

/** How often `rate(5 minutes)` comes round in a month. */
function roundsInAMonth(rate: string): number {
  const [, times, unit = ''] = /^rate\((\d+) ([a-z]+?)s?\)$/.exec(rate) ?? [];
  const every = Number(times) * (secondsOf[unit] ?? Number.NaN);
  if (!(every > 0)) throw new Error(`How often does ${rate} come round?`);
  return month / every;
}

const line = (what: string, count: number, unit: string, each: number): CostLine => ({
  what,
  of: `${count.toLocaleString('en-GB', { maximumFractionDigits: 1 })} ${unit} at $${each}`,
  dollars: count * each,
});

/** What a stage costs in a month in which nobody comes. */
export function costOfIdleMonth(templates: Templates): CostLine[] {
  const resources = templates.flatMap(({ Resources = {} }) => Object.values(Resources));
  const ofType = (type: string) => resources.filter(({ Type }) => Type === type);
  const sum = (type: string, count: (properties: Readonly<Record<string, unknown>>) => number) =>
    ofType(type).reduce((total, { Properties = {} }) => total + count(Properties), 0);
  const length = (list: unknown) => (Array.isArray(list) ? list.length : 0);

  const rules = sum('AWS::WAFv2::WebACL', ({ Rules }) => length(Rules));
  const alarmMetrics = sum('AWS::CloudWatch::Alarm', ({ Metrics }) =>
    Metrics === undefined
      ? 1
      : (Metrics as Record<string, unknown>[]).filter((metric) => 'MetricStat' in metric).length,
  );
  const runs = sum('AWS::Events::Rule', ({ ScheduleExpression }) =>
    ScheduleExpression === undefined ? 0 : roundsInAMonth(String(ScheduleExpression)),
  );
  const queues = sum('AWS::Lambda::EventSourceMapping', ({ StartingPosition }) => (StartingPosition ? 0 : 1));
  const runSeconds = runs * assumed.scheduledRunSeconds * assumed.memoryGigabytes;
  return [
    line('Firewall', ofType('AWS::WAFv2::WebACL').length, 'web ACL', prices.waf.aclMonth),
    line('Firewall', rules, 'rules', prices.waf.ruleMonth),
    line('Alarms', alarmMetrics, 'metrics watched', prices.cloudWatch.alarmMetricMonth),
    line('Dashboard', ofType('AWS::CloudWatch::Dashboard').length, 'dashboard', prices.cloudWatch.dashboardMonth),
    line('Encryption keys', ofType('AWS::KMS::Key').length, 'keys', prices.kms.keyMonth),
    line('Queues', (queues * assumed.pollsOfAQueue) / 1e6, 'million polls', prices.sqs.millionFifoRequests),
    line('Schedules', runs / 1e6, 'million runs', prices.lambda.millionRequests),
    line('Schedules', runSeconds, 'GB-seconds', prices.lambda.gigabyteSecondArm),
    line('Table', assumed.gigabytes, 'GB kept', prices.dynamoDb.gigabyteMonth),
    line('Table', assumed.gigabytes, 'GB restorable', prices.dynamoDb.restorableGigabyteMonth),
    line('Staff sign-in', assumed.staff, 'people (Plus)', prices.cognito.plusUserMonth),
  ];
}

/** What so many bookings add, with what leads to them and follows from them. */
export function costOfBookings(bookings: number): CostLine[] {
  const each = assumed.booking;
  const millions = (perBooking: number) => (perBooking * bookings) / 1e6;
  const seconds = bookings * each.invocations * each.invocationSeconds * assumed.memoryGigabytes;
  return [
    line('Emails', (each.emails * bookings) / 1000, 'thousand', prices.ses.thousandEmails),
    line('Learners’ sign-in', each.signedIn * bookings, 'people (Essentials)', prices.cognito.essentialsUserMonth),
    line('Table', millions(each.writeUnits), 'million write units', prices.dynamoDb.millionWriteUnits),
    line('Table', millions(each.readUnits), 'million read units', prices.dynamoDb.millionReadUnits),
    line('Gateway', millions(each.requests), 'million requests', prices.apiGateway.millionRequests),
    line('Firewall', millions(each.requests), 'million requests', prices.waf.millionRequests),
    line('Functions', millions(each.invocations), 'million runs', prices.lambda.millionRequests),
    line('Functions', seconds, 'GB-seconds', prices.lambda.gigabyteSecondArm),
    line('Queues', millions(each.queueRequests), 'million requests', prices.sqs.millionFifoRequests),
    line('Notices of SES', millions(each.notices), 'million', prices.sns.millionNotices),
    line('Logs', millions(each.logKilobytes), 'GB', prices.cloudWatch.logsGigabyte),
  ];
}

/** At most, in a month in which each of our own metrics is counted in every hour: they are charged by the hour. */
export const costOfOwnMetrics = (metrics: number): CostLine =>
  line('Our own metrics', metrics, 'metrics', prices.cloudWatch.ownMetricMonth);

export const sumOf = (lines: readonly CostLine[]): number => lines.reduce((sum, { dollars }) => sum + dollars, 0);
