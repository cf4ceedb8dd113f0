import { execFile } from 'node:child_process';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAccount } from '../../../scripts/checks/account.ts';
import { region, root } from '../../support/deployment.ts';

interface Answered {
  readonly status?: number;
  readonly body: unknown;
}

/** By method and path, or by the operation that a request names: what AWS answers an account that is ready. */
const ready: Readonly<Record<string, Answered>> = {
  GetCallerIdentity: {
    body: '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:user/deployer</Arn><UserId>AIDA</UserId><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>',
  },
  'AmazonSSM.GetParameter': { body: { Parameter: { Name: '/cdk-bootstrap/hnb659fds/version', Value: '30' } } },
  'CertificateManager.DescribeCertificate': {
    body: {
      Certificate: {
        DomainName: 'selwdh.co.uk',
        SubjectAlternativeNames: ['selwdh.co.uk', 'www.selwdh.co.uk'],
        Status: 'ISSUED',
        NotAfter: 1_861_920_000,
      },
    },
  },
  'GET /v2/email/account': {
    body: { ProductionAccessEnabled: true, SendingEnabled: true, SendQuota: { Max24HourSend: 50_000 } },
  },
  'GET /v2/email/identities/selwdh.co.uk': {
    body: { VerifiedForSendingStatus: true, DkimAttributes: { Status: 'SUCCESS' } },
  },
  'GET /2016-08-19/account-settings': { body: { AccountLimit: { ConcurrentExecutions: 1000 } } },
  'GET /malware-protection-plan': { body: { malwareProtectionPlans: [] } },
};

let server: Server;
let answers: Readonly<Record<string, Answered>>;
const signatures: string[] = [];

const operationOf = (headers: IncomingHttpHeaders, body: string): string | undefined =>
  headers['x-amz-target']?.toString() ?? /^Action=(\w+)/.exec(body)?.[1];

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const body = await text(request);
    const asked = operationOf(request.headers, body) ?? `${request.method} ${request.url}`;
    signatures.push(/Credential=[^/]+\/\d+\/([\w-]+\/[\w-]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? '');
    const answer = answers[asked] ?? { status: 404, body: { message: `not asked of AWS: ${asked}` } };
    const said = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
    const type = Object(answer.body).__type ?? '';
    response
      .writeHead(answer.status ?? 200, { 'Content-Type': 'application/json', 'x-amzn-errortype': type })
      .end(said);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
});
beforeEach(() => {
  answers = ready;
  signatures.length = 0;
});
afterAll(() => {
  vi.unstubAllEnvs();
  server.close();
});

/** As somebody runs it. */
const preflight = (...stages: string[]) =>
  new Promise<{ code: number; said: string }>((resolve) => {
    execFile(process.execPath, ['scripts/preflight.ts', ...stages], { cwd: root }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, said: out + err }),
    );
  });

describe('npm run preflight', () => {
  it('asks AWS, signed for each service in London, and ends with 1 while there is no domain', async () => {
    const { code, said } = await preflight('production');
    expect(said.split('\n').filter((line) => line.startsWith('ok'))).toEqual([
      'ok      the account: 111122223333, in eu-west-2',
      'ok      the CDK’s own resources: version 30',
      'ok      SES sends to anybody: 50000 emails a day',
      'ok      SES sends from selwdh.co.uk',
      'ok      Lambda’s concurrency: 1000 at once',
      'ok      GuardDuty’s malware protection',
    ]);
    expect(said).toContain('NOT OK  the certificate: no domain is set');
    expect(code).toBe(1);
    expect([...new Set(signatures)].sort()).toEqual(
      ['guardduty', 'lambda', 'ses', 'ssm', 'sts'].map((service) => `eu-west-2/${service}`),
    );
  });

  it('says in one line each what is not so, or is not there', async () => {
    answers = {
      ...ready,
      'AmazonSSM.GetParameter': { status: 400, body: { __type: 'ParameterNotFound' } },
      'GET /v2/email/identities/selwdh.co.uk': {
        status: 404,
        body: { __type: 'NotFoundException', message: 'Email identity selwdh.co.uk does not exist.' },
      },
      'GET /malware-protection-plan': {
        status: 403,
        body: { __type: 'AccessDeniedException', message: 'you are not authorized' },
      },
    };
    const { code, said } = await preflight('production');
    expect(code).toBe(1);
    expect(said).toContain('NOT OK  the CDK’s own resources: they are not there. Run: npx cdk bootstrap');
    expect(said).toContain('NOT OK  SES sends from selwdh.co.uk: it does not know the domain');
    expect(said).toContain('NOT OK  GuardDuty’s malware protection: it cannot be told: AccessDeniedException');
  });

  it('knows its stages', async () => {
    expect(await preflight('prod')).toEqual({ code: 1, said: expect.stringContaining('choose one of dev, staging') });
    expect(await preflight()).toEqual({ code: 1, said: 'Say which stage: npm run preflight -- production\n' });
  });
});

describe('a certificate', () => {
  const arn = 'arn:aws:acm:eu-west-2:111122223333:certificate/0c6e5f1a';

  it('is as Certificate Manager has it, or is not there', async () => {
    const { certificate } = createAccount(region);
    expect(await certificate(arn)).toEqual({
      status: 'ISSUED',
      names: ['selwdh.co.uk', 'www.selwdh.co.uk'],
      endsAt: new Date('2029-01-01T00:00:00.000Z'),
    });
    answers = {
      'CertificateManager.DescribeCertificate': { status: 400, body: { __type: 'ResourceNotFoundException' } },
    };
    expect(await certificate(arn)).toBeUndefined();
    answers = { 'CertificateManager.DescribeCertificate': { status: 400, body: { __type: 'AccessDeniedException' } } };
    await expect(certificate(arn)).rejects.toThrow('AccessDeniedException');
  });
});
