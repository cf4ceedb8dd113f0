import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { hubById } from '#hub/hubs.ts';
import { createDynamoDbClient } from '#platform/dynamodb-client.ts';
import { CommonEnv, readEnv } from '#platform/env.ts';
import { createIds } from '#platform/ids.ts';
import { createLog } from '#platform/logger.ts';
import { anyFunction, createCounter } from '#platform/metrics.ts';

describe('the environment of a function', () => {
  const good = {
    STAGE: 'dev',
    HUB: 'south-east-london',
    LOG_LEVEL: 'INFO',
    POWERTOOLS_SERVICE_NAME: 'a',
    POWERTOOLS_METRICS_NAMESPACE: 'b',
  };

  it('is parsed once, and holds nothing that is not asked for', () => {
    expect(readEnv(CommonEnv, { ...good, SECRET: 'x' })).toEqual(good);
  });

  it('names each variable that is missing or wrong, and shows no value', () => {
    const wrong = { ...good, LOG_LEVEL: 'hunter2', HUB: undefined };
    expect(() => readEnv(CommonEnv.extend({ TABLE: z.string() }), wrong)).toThrow(
      /^The function's environment is incomplete or wrong: HUB, LOG_LEVEL, TABLE$/,
    );
  });
});

describe('ids', () => {
  it('are in the order of their making, within one millisecond too', () => {
    const newId = createIds(() => new Date('2027-01-04T09:00:00Z'));
    const ids = Array.from({ length: 1000 }, newId);
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(1000);
  });

  it('are random in sixteen of their characters, of bytes that are used once', () => {
    let now = Date.parse('2027-01-04T09:00:00Z');
    let asked = 0;
    const random = (bytes: number) => new Uint8Array(bytes).fill(255 * asked++);
    const newId = createIds(() => new Date(now++), random);
    const ids = Array.from({ length: 33 }, newId).map((id) => id.slice(-16));
    expect([...new Set(ids)]).toEqual(['0'.repeat(16), 'Z'.repeat(16)]);
    expect(ids.lastIndexOf('0'.repeat(16))).toBe(31);
  });
});

describe('the client of the table', () => {
  it('makes nothing ready for a log of the SDK’s, which nobody keeps', () => {
    expect(createDynamoDbClient().middlewareStack.identify().join()).not.toMatch(/logger/i);
  });
});

describe('the counter', () => {
  it('counts what any function may meet of all of them together, and all else of its own', () => {
    const [own, ofAll] = ['bookings-public', anyFunction].map(
      (serviceName) => new Metrics({ namespace: 'a', serviceName }),
    );
    const counter = createCounter(own, () => ofAll as Metrics);
    counter.count('RecordNotReadable');
    expect([own?.hasStoredMetrics(), ofAll?.hasStoredMetrics()]).toEqual([false, true]);
    expect(ofAll?.serializeMetrics()).toMatchObject({ service: anyFunction, RecordNotReadable: 1 });
    counter.count('EmailSent', 2);
    expect(own?.serializeMetrics()).toMatchObject({ service: 'bookings-public', EmailSent: 2 });
    counter.flush();
    expect([own?.hasStoredMetrics(), ofAll?.hasStoredMetrics()]).toEqual([false, false]);
  });
});

describe('the log', () => {
  it('says of an error what and where it was, and not what it said', () => {
    const lines: string[] = [];
    const logger = new Logger({ serviceName: 'test' });
    for (const level of ['info', 'warn', 'error'] as const) {
      logger[level] = (...args: unknown[]) => {
        lines.push(JSON.stringify(args));
      };
    }
    const cause = new TypeError('bad name: Siobhán');
    createLog(logger).event('event-failed', { error: new Error('could not write to siobhan@nhs.net', { cause }) });
    const [line = ''] = lines;
    expect(line).toContain('"event-failed"');
    expect(line).toContain('"name":"TypeError"');
    expect(line).toContain('platform.test.ts');
    expect(line).not.toMatch(/siobh/i);
  });
});

describe('a hub', () => {
  it('is asked for by id, and the others are named where there is none', () => {
    expect(hubById('south-east-london').boroughs).toContain('Lewisham');
    expect(() => hubById('north')).toThrow('There is no hub "north". There are: south-east-london');
  });
});
