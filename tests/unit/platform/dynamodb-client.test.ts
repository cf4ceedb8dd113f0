import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDynamoDbClient } from '#platform/dynamodb-client.ts';

describe('the client of DynamoDB', () => {
  const before = { ...process.env };
  let server: Server;
  let asked = 0;
  /** How often it is answered so, where not always: then, with nothing. */
  let answer: { readonly status: number; readonly type: string; readonly times?: number };
  beforeAll(async () => {
    server = createServer((_request, response) => {
      asked += 1;
      const { status, type, times = Number.POSITIVE_INFINITY } = answer;
      const isFault = asked <= times;
      response.writeHead(isFault ? status : 200, { 'Content-Type': 'application/x-amz-json-1.0' });
      response.end(
        isFault ? JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: 'No' }) : '{}',
      );
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    process.env.AWS_ENDPOINT_URL_DYNAMODB = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    process.env.AWS_REGION = 'eu-west-2';
    process.env.AWS_ACCESS_KEY_ID = 'test';
    process.env.AWS_SECRET_ACCESS_KEY = 'test';
  });
  beforeEach(() => {
    asked = 0;
  });
  afterAll(() => {
    process.env = before;
    server.close();
  });

  const look = () => createDynamoDbClient().send(new GetCommand({ TableName: 'records', Key: { pk: '1', sk: '1' } }));

  it.each(['ThrottlingException', 'ProvisionedThroughputExceededException', 'RequestLimitExceeded'])(
    'leaves it to who asks when to ask again after %s',
    async (type) => {
      answer = { status: 400, type };
      await expect(look()).rejects.toMatchObject({ name: type });
      expect(asked).toBe(1);
    },
  );

  it('asks again by itself, as the same request, where what it asked before is still under way', async () => {
    answer = { status: 400, type: 'TransactionInProgressException', times: 1 };
    expect(await look()).not.toHaveProperty('Item');
    expect(asked).toBe(2);
  });

  it('asks again by itself where DynamoDB broke down', async () => {
    answer = { status: 500, type: 'InternalServerError' };
    await expect(look()).rejects.toMatchObject({ name: 'InternalServerError' });
    expect(asked).toBe(4);
  });
});
