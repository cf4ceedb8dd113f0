import { GuardDutyClient, ListMalwareProtectionPlansCommand } from '@aws-sdk/client-guardduty';
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetAccountCommand, GetEmailIdentityCommand, NotFoundException, SESv2Client } from '@aws-sdk/client-sesv2';
import * as z from 'zod';
import type { Account } from './preflight.ts';
import { createSignedCall, RefusedCall } from './signed-call.ts';

const Parameter = z.object({ Parameter: z.object({ Value: z.coerce.number() }) });
const Certificate = z.object({
  Certificate: z.object({
    Status: z.string(),
    SubjectAlternativeNames: z.array(z.string()),
    /** Seconds. */
    NotAfter: z.number().optional(),
  }),
});

const orNone =
  (...refusals: readonly string[]) =>
  (error: unknown): undefined => {
    if (error instanceof RefusedCall && refusals.some((refusal) => error.message.includes(refusal))) return;
    throw error;
  };

/** As AWS answers whoever's credentials the SDK finds. */
export function createAccount(region: string): Account {
  const ses = new SESv2Client({ region });
  const lambda = new LambdaClient({ region });
  const guardDuty = new GuardDutyClient({ region });
  const call = createSignedCall(lambda);
  const ask = (service: 'acm' | 'ssm', operation: string, input: object) =>
    call({
      service,
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': operation },
      body: JSON.stringify(input),
    });

  return {
    async id() {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const reply = await call({ service: 'sts', headers, body: 'Action=GetCallerIdentity&Version=2011-06-15' });
      const [, id] = /<Account>(\d{12})<\/Account>/.exec(reply) ?? [];
      if (id === undefined) throw new Error('STS names no account');
      return id;
    },
    async bootstrapped() {
      const Name = '/cdk-bootstrap/hnb659fds/version';
      const reply = await ask('ssm', 'AmazonSSM.GetParameter', { Name }).catch(orNone('ParameterNotFound'));
      return reply === undefined ? undefined : Parameter.parse(JSON.parse(reply)).Parameter.Value;
    },
    async sending() {
      const {
        ProductionAccessEnabled = false,
        SendingEnabled = false,
        SendQuota,
      } = await ses.send(new GetAccountCommand());
      return {
        outOfSandbox: ProductionAccessEnabled,
        enabled: SendingEnabled,
        perDay: SendQuota?.Max24HourSend ?? 0,
      };
    },
    async identity(domain) {
      try {
        const found = await ses.send(new GetEmailIdentityCommand({ EmailIdentity: domain }));
        return {
          verified: found.VerifiedForSendingStatus === true,
          dkim: found.DkimAttributes?.Status ?? 'NOT_STARTED',
        };
      } catch (error) {
        if (error instanceof NotFoundException) return undefined;
        throw error;
      }
    },
    async concurrency() {
      const { AccountLimit } = await lambda.send(new GetAccountSettingsCommand());
      return AccountLimit?.ConcurrentExecutions ?? 0;
    },
    async malwareProtection() {
      await guardDuty.send(new ListMalwareProtectionPlansCommand());
    },
    async certificate(CertificateArn) {
      const reply = await ask('acm', 'CertificateManager.DescribeCertificate', { CertificateArn }).catch(
        orNone('ResourceNotFoundException'),
      );
      if (reply === undefined) return undefined;
      const { Status, SubjectAlternativeNames, NotAfter } = Certificate.parse(JSON.parse(reply)).Certificate;
      return {
        status: Status,
        names: SubjectAlternativeNames,
        endsAt: NotAfter === undefined ? undefined : new Date(NotAfter * 1000),
      };
    },
  };
}
