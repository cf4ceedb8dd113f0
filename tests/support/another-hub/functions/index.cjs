const { DynamoDBClient, DeleteItemCommand, PutItemCommand } = require('@aws-sdk/client-dynamodb');
const { InvokeCommand, LambdaClient } = require('@aws-sdk/client-lambda');
const { SESClient, SendEmailCommand, SendRawEmailCommand } = require('@aws-sdk/client-ses');

const table = process.env.TABLE;
const dynamoDb = new DynamoDBClient({ maxAttempts: 1 });
const ses = new SESClient({ maxAttempts: 1 });
const say = (what, details) => console.log(JSON.stringify({ what, ...details }));

/** Replies of a function that the gateway must make something of. */
const replies = {
  '/echo/{id}': (event) => ({ statusCode: 200, body: JSON.stringify(event) }),
  '/pages/{proxy+}': (event) => ({ statusCode: 200, body: JSON.stringify(event) }),
  '/closed': (event) => ({ statusCode: 200, body: JSON.stringify(event.requestContext.authorizer) }),
  '/surroundings': () => ({
    statusCode: 200,
    body: JSON.stringify({ env: process.env, zone: new Date(0).getTimezoneOffset(), now: new Date().toISOString() }),
  }),
  '/shapeless': () => ({ nothing: 'of a reply' }),
  '/throwing': () => {
    throw new Error('something secret');
  },
  '/ending': () => process.exit(3),
  '/endless': () => new Promise(() => setInterval(() => undefined, 1000)),
  '/bytes': () => ({ statusCode: 200, isBase64Encoded: true, body: Buffer.from([0, 255, 1]).toString('base64') }),
  '/cookies': () => ({ statusCode: 200, multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] }, body: '' }),
  '/things': async ({ body }) => {
    const { key, goneAt } = JSON.parse(body);
    await dynamoDb.send(
      new PutItemCommand({
        TableName: table,
        Item: { pk: { S: key }, ...(goneAt && { goneAt: { N: String(goneAt) } }) },
      }),
    );
    return { statusCode: 201, body: '' };
  },
  '/overreach': async () => {
    const command = new DeleteItemCommand({ TableName: table, Key: { pk: { S: 'any' } } });
    const error = await dynamoDb.send(command).catch((refusal) => refusal);
    return { statusCode: 200, body: JSON.stringify({ name: error.name, message: error.message }) };
  },
  '/letter': async () => {
    const command = new SendEmailCommand({
      Source: 'hello@another.example',
      Destination: { ToAddresses: ['somebody@practice.example'] },
      Message: { Subject: { Data: 'Hello' }, Body: { Text: { Data: 'Hello' } } },
    });
    const error = await ses.send(command).catch((refusal) => refusal);
    return { statusCode: 200, body: JSON.stringify({ name: error.name, message: error.message }) };
  },
  '/mail': async ({ body }) => {
    const { from, to, tags } = JSON.parse(body);
    const head = `From: ${from}\r\nTo: ${to}\r\nX-SES-MESSAGE-TAGS: ${tags}\r\nSubject: Hello\r\n\r\nHello`;
    const command = new SendRawEmailCommand({
      Source: from,
      ConfigurationSetName: process.env.CONFIGURATION_SET,
      RawMessage: { Data: Buffer.from(head) },
    });
    const error = await ses.send(command).then(
      () => undefined,
      (refusal) => refusal,
    );
    return { statusCode: error ? 502 : 202, body: JSON.stringify({ name: error?.name }) };
  },
};

exports.api = (event) => replies[event.resource](event);

exports.answer = ({ wish }) => {
  if (wish === 'failure') throw new RangeError('It is too much');
  return { granted: wish };
};

/** Asks another function, by its name, and tells what it heard. */
exports.ask = async ({ body }) => {
  const { of, ...more } = JSON.parse(body);
  const lambda = new LambdaClient({ maxAttempts: 1 });
  const heard = await lambda.send(new InvokeCommand({ FunctionName: process.env[of] ?? of, ...more })).then(
    ({ StatusCode, FunctionError, Payload }) => ({
      StatusCode,
      FunctionError,
      payload: JSON.parse(Buffer.from(Payload).toString()),
    }),
    ({ name, message, $metadata }) => ({ name, message, status: $metadata?.httpStatusCode }),
  );
  return { statusCode: 200, body: JSON.stringify(heard) };
};

exports.watch = ({ Records }) => {
  for (const { eventName, userIdentity, dynamodb } of Records) {
    say('watched', { eventName, userIdentity, key: dynamodb.Keys.pk.S });
  }
};

exports.hear = ({ Records: [{ Sns }] }) => {
  const { eventType, mail, bounce } = JSON.parse(Sns.Message);
  say('told', { eventType, mail, bounce });
  if (mail.destination[0].startsWith('deaf')) throw new Error('I hear nothing');
};

exports.bury = ({ Records }) => {
  for (const { body } of Records) say('buried', { body });
};

exports.tick = (event) => {
  say('ticked', { event });
  return 'ticked';
};
