import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SESClient } from '@aws-sdk/client-ses';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterEach, describe, expect, it } from 'vitest';
import { createSendEmail } from '#email/send-email.ts';
import { requestHandler } from '#platform/request-handler.ts';

const mime = Buffer.from('Subject: x\r\n\r\nHello Zoë\r\n');
const email = {
  to: 'siobhan@nhs.net',
  emailId: '01KE',
  about: { kind: 'booking', id: '01KB' },
  kind: 'booking-confirmed',
};
const noHurry = new AbortController().signal;

/** SES as the SDK meets it: over a socket and in SES's own XML, so that what is told apart is what really arrives. */
const running = new Set<Server>();

async function startSes(answer: RequestListener) {
  const requests: URLSearchParams[] = [];
  const server = createServer(async (request, response) => {
    requests.push(new URLSearchParams(await bodyOf(request)));
    answer(request, response);
  });
  running.add(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks = await request.toArray();
  return Buffer.concat(chunks).toString();
}

const stop = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

afterEach(async () => {
  await Promise.all([...running].map(stop));
  running.clear();
});

const sender = (endpoint: string) =>
  createSendEmail({
    ses: new SESClient({
      endpoint,
      region: 'eu-west-2',
      credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
      maxAttempts: 1,
      requestHandler: new NodeHttpHandler({ requestTimeout: 100, throwOnRequestTimeout: true }),
    }),
    configurationSet: 'emails',
    from: 'bookings@hub.example',
  });

const accepts: RequestListener = (_, response) =>
  response
    .writeHead(200, { 'content-type': 'text/xml' })
    .end(
      '<SendRawEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendRawEmailResult><MessageId>0102-ses</MessageId></SendRawEmailResult></SendRawEmailResponse>',
    );

const refuses =
  (status: number, code: string, message = `Not to ${email.to}`): RequestListener =>
  (_, response) =>
    response
      .writeHead(status, { 'content-type': 'text/xml' })
      .end(
        `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
      );

describe('sending an email', () => {
  it('gives SES the whole message for one address, tagged so that its events find the email again', async () => {
    const { url, requests } = await startSes(accepts);
    expect(await sender(url)(mime, email, noHurry)).toEqual({ outcome: 'sent', sesMessageId: '0102-ses' });
    expect(requests.map((request) => Object.fromEntries(request))).toEqual([
      {
        Action: 'SendRawEmail',
        Version: '2010-12-01',
        Source: 'bookings@hub.example',
        'Destinations.member.1': 'siobhan@nhs.net',
        'RawMessage.Data': mime.toString('base64'),
        ConfigurationSetName: 'emails',
        'Tags.member.1.Name': 'email-id',
        'Tags.member.1.Value': '01KE',
        'Tags.member.2.Name': 'about-kind',
        'Tags.member.2.Value': 'booking',
        'Tags.member.3.Name': 'about-id',
        'Tags.member.3.Value': '01KB',
        'Tags.member.4.Name': 'kind',
        'Tags.member.4.Value': 'booking-confirmed',
      },
    ]);
  });

  it.each(['InvalidParameterValue'])('is refused for good by %s', async (code) => {
    const { url } = await startSes(refuses(400, code));
    expect(await sender(url)(mime, email, noHurry)).toEqual({ outcome: 'refused', reason: code });
  });

  it.each([
    [400, 'Throttling', 'Throttling'],
    [400, 'AccountSendingPausedException', 'AccountSendingPausedException'],
    [400, 'ConfigurationSetDoesNotExist', 'ConfigurationSetDoesNotExistException'],
    [400, 'MailFromDomainNotVerifiedException', 'MailFromDomainNotVerifiedException'],
    [400, 'ConfigurationSetSendingPausedException', 'ConfigurationSetSendingPausedException'],
    [403, 'AccessDenied', 'AccessDenied'],
    [403, 'InvalidClientTokenId', 'InvalidClientTokenId'],
    [403, 'ExpiredToken', 'ExpiredToken'],
    [400, 'SomethingThatWeHaveNotHeardOf', 'SomethingThatWeHaveNotHeardOf'],
  ])('has certainly not happened at %i %s, for nothing that the message could help', async (status, code, reason) => {
    const { url } = await startSes(refuses(status, code));
    expect(await sender(url)(mime, email, noHurry)).toEqual({ outcome: 'stopped', reason });
  });

  it.each([
    ['Message length is more than 10485760 bytes long', 'not-sent'],
    [
      'Email address is not verified. The following identities failed the check in region EU-WEST-2: hub.example',
      'stopped',
    ],
    ['Sending suspended for this account.', 'stopped'],
    ['Sending paused for this account.', 'stopped'],
  ])('is rejected for what the message is, or for the sender: %s', async (words, outcome) => {
    const { url } = await startSes(refuses(400, 'MessageRejected', words));
    expect(await sender(url)(mime, email, noHurry)).toEqual({ outcome, reason: 'MessageRejected' });
  });

  it('has a connection of its own for each email, so that none finds one that died while the function stood still', async () => {
    const sockets = new Set<unknown>();
    const { url } = await startSes((request, response) => {
      sockets.add(request.socket);
      accepts(request, response);
    });
    const ses = new SESClient({
      endpoint: url,
      region: 'eu-west-2',
      credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
      requestHandler: requestHandler({ keepAlive: false }),
    });
    const send = createSendEmail({ ses, configurationSet: 'emails', from: 'bookings@hub.example' });
    for (let n = 0; n < 3; n += 1) await send(mime, email, noHurry);
    expect(sockets.size).toBe(3);
  });

  it('has certainly not happened where nothing listens', async () => {
    const { url } = await startSes(accepts);
    await Promise.all([...running].map(stop));
    expect(await sender(url)(mime, email, noHurry)).toEqual({ outcome: 'stopped', reason: 'ECONNREFUSED' });
  });

  it.each<[string, string, RequestListener]>([
    ['SES fails', 'InternalFailure', refuses(500, 'InternalFailure')],
    ['SES is not there for now', 'ServiceUnavailable', refuses(503, 'ServiceUnavailable')],
    ['the connection is lost', 'ECONNRESET', (request) => request.socket.destroy()],
    ['the answer does not come in time', 'ETIMEDOUT', () => undefined],
    ['the answer names no message', 'NoMessageId', (_, response) => response.end('<SendRawEmailResponse/>')],
  ])('may have happened where %s, and is not tried again by the SDK', async (_, reason, answer) => {
    const { url, requests } = await startSes(answer);
    expect(await sender(url)(mime, email, noHurry)).toEqual({ outcome: 'unknown', reason });
    expect(requests).toHaveLength(1);
  });

  it('may have happened where the time is up while SES has the message', async () => {
    const hurry = new AbortController();
    const { url } = await startSes(() => hurry.abort());
    expect(await sender(url)(mime, email, hurry.signal)).toEqual({ outcome: 'unknown', reason: 'AbortError' });
  });
});
