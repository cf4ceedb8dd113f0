import { beforeAll, describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { hubById } from '#hub/hubs.ts';
import { southEastLondon } from '#hub/south-east-london.ts';
import { classesIn } from '#privacy/fields.ts';
import { storeOf, storesAt } from '#privacy/find-store.ts';
import { type DataClass, inventory } from '#privacy/inventory.ts';
import { holdsNothing, type Resource } from '#privacy/store-kinds.ts';
import { documentsBackstopDays, sealedHeadsDays, stores } from '#privacy/stores.ts';
import { fieldClassesOf } from '#privacy/views.ts';
import '#records/all.ts';
import { expiresAt, type RetentionRuleName, retentionRules } from '#privacy/retention.ts';
import { AuditRecord } from '#records/engine/items.ts';
import { kindOf, recordTypes } from '#records/engine/record.ts';
import { settingsOf } from '../../infra/config/stages.ts';
import { keptByInventory, keptInTemplate, lifecyclePrefixes } from '../support/kept-in-templates.ts';
import { synthesizeStage } from '../support/stacks.ts';

const resourcesOf = (stage: string): Resource[] =>
  Object.values(synthesizeStage(stage).json).flatMap(({ Resources }) =>
    Object.entries(Resources).map(([logicalId, { Type, Properties = {} }]) => ({
      type: Type,
      logicalId,
      properties: Properties,
    })),
  );

/** Every way in which a resource keeps what it holds otherwise than the inventory says. */
const differencesIn = (resource: Resource, hub = southEastLondon): string[] =>
  storesAt(resource).flatMap((store) => {
    const [said, found] = [keptByInventory(store, hub), keptInTemplate(store, resource)];
    const what = `${resource.logicalId} (${store.kind} ${store.part ?? ''})`;
    return JSON.stringify(said) === JSON.stringify(found)
      ? []
      : [`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(said)}`];
  });

describe.each(['dev', 'staging', 'production'])('what the templates of %s can hold', (stage) => {
  let resources: readonly Resource[];

  beforeAll(() => {
    resources = resourcesOf(stage);
  });

  it('is in the inventory of stores, or of a type that holds nothing', () => {
    expect(() => resources.flatMap(storesAt)).not.toThrow();
  });

  it('is kept as long as the inventory says, which is what the hub has decided or what the service does', () => {
    const hub = hubById(settingsOf(stage).hub);
    expect(resources.flatMap((resource) => differencesIn(resource, hub))).toEqual([]);
  });

  it('is every store that the inventory names', () => {
    const found = new Set(resources.flatMap(storesAt));
    expect(stores.filter((store) => !found.has(store))).toEqual([]);
  });

  it('is ended by a rule of its bucket in the parts that the inventory knows, and in no other', () => {
    for (const bucket of resources.filter(({ type }) => type === 'AWS::S3::Bucket')) {
      const parts = storesAt(bucket).map(({ part }) => part);
      expect(parts, bucket.logicalId).toEqual(expect.arrayContaining(lifecyclePrefixes(bucket)));
    }
  });

  it('keeps no answers at the gateway', () => {
    const gateways = resources.filter(({ type }) => type === 'AWS::ApiGateway::Stage');
    expect(gateways.map(({ properties }) => properties.CacheClusterEnabled ?? false)).toEqual([false]);
  });
});

describe('the inventory of stores', () => {
  const queue = {
    type: 'AWS::SQS::Queue',
    logicalId: 'Emails01234567',
    properties: { MessageRetentionPeriod: 1_209_600 },
  };
  const bucket = (Rules: readonly unknown[]): Resource => ({
    type: 'AWS::S3::Bucket',
    logicalId: 'Documents01234567',
    properties: { VersioningConfiguration: { Status: 'Enabled' }, LifecycleConfiguration: { Rules } },
  });

  it('refuses a resource that it does not know', () => {
    expect(() => storesAt({ ...queue, logicalId: 'Others01234567' })).toThrow('says what is kept in Others01234567');
  });

  it('refuses a type of which nobody has said whether it can hold anything', () => {
    const stream = { type: 'AWS::KinesisFirehose::DeliveryStream', logicalId: 'Firehose01234567', properties: {} };
    expect(() => storesAt(stream)).toThrow('Nobody has said whether a AWS::KinesisFirehose::DeliveryStream');
  });

  it('refuses another copy of what is known: a stream of a table that had none', () => {
    const audit = { type: 'AWS::DynamoDB::Table', logicalId: 'Audit01234567', properties: { StreamSpecification: {} } };
    expect(() => storesAt(audit)).toThrow('(changes)');
  });

  it.each([
    ['a queue', { ...queue, properties: { MessageRetentionPeriod: 345_600 } }],
    ['a queue that says nothing', { ...queue, properties: {} }],
    ['a log without an end', { type: 'AWS::Logs::LogGroup', logicalId: 'AccessLog01234567', properties: {} }],
    ['a log', { type: 'AWS::Logs::LogGroup', logicalId: 'AccessLog01234567', properties: { RetentionInDays: 731 } }],
    ['a table without a time to live', { type: 'AWS::DynamoDB::Table', logicalId: 'Audit01234567', properties: {} }],
    ['a bucket without rules', bucket([])],
    [
      'a bucket that keeps old versions',
      bucket([{ Status: 'Enabled', ExpirationInDays: documentsBackstopDays(southEastLondon) }]),
    ],
  ])('notices %s that keeps what it holds otherwise', (_, resource) => {
    expect(differencesIn(resource).join()).toContain('instead of');
  });

  it('notices copies for emergencies that go back further', () => {
    const properties = {
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 7 },
    };
    const audit = { type: 'AWS::DynamoDB::Table', logicalId: 'Audit01234567', properties };
    expect(differencesIn(audit)).toEqual([expect.stringContaining('copies')]);
  });

  it('has no type both ways, and refuses a key that lies in no part of a bucket', () => {
    expect(Object.keys(holdsNothing).filter((type) => stores.some(({ kind }) => kind === type))).toEqual([]);
    const parts = storesAt(bucket([]));
    expect(storeOf('exports/bookings/1.csv', parts).part).toBe('exports/');
    expect(() => storeOf('elsewhere/1.csv', parts)).toThrow('"elsewhere/"');
  });

  it('has a store for each class of data, and in the tables just those classes that their records have', () => {
    const classesOf = (records: readonly z.ZodObject[]) =>
      new Set(
        records
          .flatMap((record) => Object.values(fieldClassesOf(record) ?? {}).flatMap(classesIn))
          .flatMap((found) => ('dataClass' in found ? [found.dataClass] : [])),
      );
    const kept = (name: string) =>
      new Set(stores.flatMap(({ kind, named, classes }) => (kind === 'items' && named.test(name) ? classes : [])));
    expect(kept('Audit')).toEqual(classesOf([AuditRecord]));
    const isIn = (table: string | undefined) => (record: z.ZodObject) =>
      record !== AuditRecord && kindOf(record)?.table === table;
    expect(kept('Records')).toEqual(classesOf(recordTypes.filter(isIn(undefined))));
    expect(kept('Demographics')).toEqual(classesOf(recordTypes.filter(isIn('demographics'))));
    const all = new Set<DataClass>(stores.flatMap(({ classes }) => classes));
    expect(Object.keys(inventory).filter((name) => !all.has(name as DataClass))).toEqual([]);
  });

  it('lets nothing end a document before its record can end', () => {
    const { retention } = southEastLondon;
    // What is uploaded on the first day of a financial year and paid for on its last.
    const longest = (Object.keys(retentionRules) as RetentionRuleName[])
      .filter((rule) => rule.startsWith('funding'))
      .map((rule) => expiresAt(rule, '2028-03-31T00:00:00.000Z', retention) - Date.parse('2027-04-01') / 1000);
    expect(documentsBackstopDays(southEastLondon)).toBeGreaterThan(Math.max(...longest) / 86_400);
    expect(sealedHeadsDays(southEastLondon)).toBeGreaterThanOrEqual(365.25 * retention.sealedHeadsYears);
  });
});
