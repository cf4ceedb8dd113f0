import { NotFoundException, SESv2Client } from '@aws-sdk/client-sesv2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClearAtSes } from '#email/clear-at-ses.ts';
import { createClearSuppressedAddress } from '#functions/emails/clear-suppressed-address.ts';
import { BusyError } from '#platform/errors.ts';
import { acts } from '../../support/acting-as.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { createTestHub, type TestHub, workOf } from '../../support/hub.ts';
import { testedEngines } from '../../support/long.ts';

/** An SES that notes the addresses it is asked to clear, and answers each as told. */
class ToldSes extends SESv2Client {
  readonly asked: unknown[] = [];
  failure: Error | undefined;
  override send = (async (command: { input: { EmailAddress?: string } }) => {
    this.asked.push(command.input.EmailAddress);
    if (this.failure) throw this.failure;
    return {};
  }) as never;
}

describe.each(testedEngines)('clearing an address that email came back from, on %s', (engineName) => {
  let engine: RunningEngine;
  let hub: TestHub;
  let ses: ToldSes;

  beforeAll(async () => {
    engine = await startEngine(engineName);
    hub = createTestHub(engine.client);
    ses = new ToldSes({ region: 'eu-west-2' });
  });
  afterAll(() => engine.stop());

  const clear = (address: string) =>
    acts('emails-admin', createClearSuppressedAddress({ emails: hub.emails, clearAtSes: createClearAtSes(ses) }))(
      { path: undefined, query: undefined, body: { address } },
      hub.asStaff(),
    );

  it('clears SES’s list and ours, by the address in lower case', async () => {
    ses.failure = undefined;
    await hub.emails.suppress('back@nhs.net', 'bounced', workOf());
    expect(await clear('Back@NHS.net')).toEqual({ status: 200, body: { address: 'Back@NHS.net' } });
    expect(ses.asked.at(-1)).toBe('back@nhs.net');
    expect(await hub.emails.isSuppressed('back@nhs.net', workOf())).toBe(false);
  });

  it('answers the same where neither list had it', async () => {
    ses.failure = new NotFoundException({ message: 'not there', $metadata: {} });
    expect(await clear('never@nhs.net')).toEqual({ status: 200, body: { address: 'never@nhs.net' } });
  });

  it('leaves ours as it is where SES does not clear its own, so that the same again does both', async () => {
    await hub.emails.suppress('later@nhs.net', 'complained', workOf());
    ses.failure = new Error('connect ETIMEDOUT');
    await expect(clear('later@nhs.net')).rejects.toBeInstanceOf(BusyError);
    expect(await hub.emails.isSuppressed('later@nhs.net', workOf())).toBe(true);
    ses.failure = undefined;
    await clear('later@nhs.net');
    expect(await hub.emails.isSuppressed('later@nhs.net', workOf())).toBe(false);
  });
});
