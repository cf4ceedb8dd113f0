import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { absent, all, any, type Condition, compile, present, when } from '#records/engine/conditions.ts';
import { holds } from '../../support/conditions.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { testedEngines } from '../../support/long.ts';

const { compare, missing } = when(z.object({ one: z.unknown(), other: z.unknown(), text: z.unknown() }));

const now = new Date('2027-01-04T09:00:00.000Z');
const nowSeconds = now.getTime() / 1000;

const fields = fc.constantFrom('one', 'other', 'text');
const values = fc.oneof(fc.integer({ min: 0, max: 2 }), fc.constantFrom('a', 'b'));
const operators = fc.constantFrom('=', '<>', '<', '<=', '>', '>=');
const operands = fc.oneof(fc.record({ value: values }), fc.record({ field: fields }));
// DynamoDB refuses to compare a field with itself, and parentheses around one part alone.
const comparisons = fc
  .tuple(fields, operators, operands)
  .filter(([field, , to]) => !('field' in to) || to.field !== field)
  .map((parts) => compare(...parts));
const simple = fc.oneof(fc.constantFrom(absent, present), fields.map(missing), comparisons);
const several = (parts: fc.Arbitrary<Condition>) =>
  fc.tuple(fc.constantFrom(all, any), fc.array(parts, { minLength: 2, maxLength: 3 })).map(([join, of]) => join(...of));
const conditions: fc.Arbitrary<Condition> = fc.oneof(simple, several(simple), several(several(simple)));
const items = fc.option(
  fc.record(
    {
      one: fc.integer({ min: 0, max: 2 }),
      other: fc.integer({ min: 0, max: 2 }),
      text: fc.constantFrom('a', 'b'),
      expiresAt: fc.constantFrom(nowSeconds - 1, nowSeconds, nowSeconds + 1),
    },
    { requiredKeys: [] },
  ),
  { nil: undefined },
);

describe.each(testedEngines)('a condition, on %s', (engineName) => {
  let engine: RunningEngine;
  let client: DynamoDBDocumentClient;

  beforeAll(async () => {
    engine = await startEngine(engineName);
    client = DynamoDBDocumentClient.from(engine.client);
  });
  afterAll(() => engine.stop());

  async function asked(condition: Condition, Key: { readonly pk: string; readonly sk: string }): Promise<boolean> {
    const check = { TableName: 'records', Key, ...compile(condition, now) };
    try {
      await client.send(new TransactWriteCommand({ TransactItems: [{ ConditionCheck: check }] }));
      return true;
    } catch (error) {
      if (error instanceof TransactionCanceledException) return false;
      throw error;
    }
  }

  it('holds where our tests reckon that it does', async () => {
    let id = 0;
    await fc.assert(
      fc.asyncProperty(conditions, items, async (condition, item) => {
        id += 1;
        const key = { pk: `CONDITION#${id}`, sk: 'ITEM' };
        if (item) await client.send(new PutCommand({ TableName: 'records', Item: { ...key, ...item } }));
        expect(await asked(condition, key)).toBe(holds(condition, item && { ...key, ...item }, now));
      }),
      { numRuns: 300 },
    );
  });
});
