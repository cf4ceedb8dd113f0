import { describe, expect, it } from 'vitest';
import { createTurns } from '../../../infra/local/aws/turns.ts';

const put = (pk: string) => ({
  Put: { TableName: 'records', Item: { pk: { S: pk }, sk: { S: 'A' }, more: { S: '1' } } },
});
const check = (pk: string, TableName = 'records') => ({
  ConditionCheck: { TableName, Key: { sk: { S: 'A' }, pk: { S: pk } }, ConditionExpression: 'attribute_exists(pk)' },
});

describe('transactions that are under way', () => {
  it('have their items until they let go of them, whatever they do to them', () => {
    const take = createTurns();
    const letGo = take({ TransactItems: [put('one'), check('two')] });
    expect(letGo).toBeDefined();
    expect(take({ TransactItems: [check('one')] })).toBeUndefined();
    expect(take({ TransactItems: [put('three'), put('two')] })).toBeUndefined();
    letGo?.();
    expect(take({ TransactItems: [put('three'), put('two'), check('one')] })).toBeDefined();
  });

  it('are in nobody’s way who has other items, or those of another table', () => {
    const take = createTurns();
    expect(take({ TransactItems: [put('one')] })).toBeDefined();
    expect(take({ TransactItems: [put('two')] })).toBeDefined();
    expect(take({ TransactItems: [check('one', 'audit')] })).toBeDefined();
  });

  it('are not what is no transaction', () => {
    const take = createTurns();
    expect(take({ TableName: 'records', Key: { pk: { S: 'one' }, sk: { S: 'A' } } })).toBeDefined();
    expect(take({ TableName: 'records', Key: { pk: { S: 'one' }, sk: { S: 'A' } } })).toBeDefined();
  });
});
