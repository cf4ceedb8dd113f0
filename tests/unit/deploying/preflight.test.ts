import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../../infra/config/stages.ts';
import { lookAt } from '../../../scripts/checks/check.ts';
import { type Account, preflightChecks } from '../../../scripts/checks/preflight.ts';

const certificateArn = 'arn:aws:acm:eu-west-2:111122223333:certificate/0c6e5f1a';
const settings = { ...settingsOf('production'), domain: { name: 'www.selwdh.co.uk', certificateArn } };
const now = new Date('2027-01-04T09:00:00.000Z');
const issued = { status: 'ISSUED', names: ['www.selwdh.co.uk'], endsAt: new Date('2028-01-01T00:00:00.000Z') };

/** An account that is ready. */
const ready: Account = {
  id: async () => '111122223333',
  bootstrapped: async () => 30,
  sending: async () => ({ outOfSandbox: true, enabled: true, perDay: 50_000 }),
  identity: async () => ({ verified: true, dkim: 'SUCCESS' }),
  concurrency: async () => 1000,
  malwareProtection: async () => undefined,
  certificate: async () => issued,
};

async function preflight(changes: Partial<Account> = {}, of: Parameters<typeof preflightChecks>[1] = settings) {
  const lines: string[] = [];
  const allWell = await lookAt(preflightChecks({ ...ready, ...changes }, of, now), (line) => lines.push(line));
  return { allWell, wrong: lines.filter((line) => line.startsWith('NOT OK')), lines };
}

describe('before a stage is deployed', () => {
  it('an account that is ready is said to be so, with a line for each thing that was looked at', async () => {
    const { allWell, lines } = await preflight();
    expect(allWell).toBe(true);
    expect(lines).toEqual([
      'ok      the account: 111122223333, in eu-west-2',
      'ok      the CDK’s own resources: version 30',
      'ok      SES sends to anybody: 50000 emails a day',
      'ok      SES sends from selwdh.co.uk',
      'ok      Lambda’s concurrency: 1000 at once',
      'ok      GuardDuty’s malware protection',
      'ok      the certificate: it is issued for www.selwdh.co.uk',
    ]);
  });

  it.each<[string, Partial<Account>, string]>([
    [
      'credentials of another account',
      { id: async () => '999999999999' },
      'it is 999999999999, and the certificate is of 111122223333',
    ],
    ['no bootstrap', { bootstrapped: async () => undefined }, 'Run: npx cdk bootstrap'],
    ['an old bootstrap', { bootstrapped: async () => 5 }, 'they are of version 5. Run: npx cdk bootstrap'],
    [
      'the sandbox',
      { sending: async () => ({ outOfSandbox: false, enabled: true, perDay: 200 }) },
      'it is in the sandbox. Ask for production access',
    ],
    [
      'a pause',
      { sending: async () => ({ outOfSandbox: true, enabled: false, perDay: 200 }) },
      'sending is switched off',
    ],
    ['no identity', { identity: async () => undefined }, 'Make an identity of selwdh.co.uk'],
    [
      'an identity to be verified',
      { identity: async () => ({ verified: false, dkim: 'PENDING' }) },
      'Put its three DKIM records (CNAME) into DNS',
    ],
    ['DKIM that was lost', { identity: async () => ({ verified: true, dkim: 'FAILED' }) }, 'DKIM is FAILED'],
    ['a new account’s quota', { concurrency: async () => 10 }, 'Lambda’s concurrency: 10 at once. Ask for 1000'],
    ['no such certificate', { certificate: async () => undefined }, 'there is none of this name'],
    [
      'a certificate that waits',
      { certificate: async () => ({ ...issued, status: 'PENDING_VALIDATION' }) },
      'it is PENDING_VALIDATION',
    ],
    [
      'a certificate of another name',
      { certificate: async () => ({ ...issued, names: ['selwdh.co.uk', '*.other.example'] }) },
      'Request one for www.selwdh.co.uk',
    ],
    [
      'a certificate of a name below',
      { certificate: async () => ({ ...issued, names: ['*.www.selwdh.co.uk'] }) },
      'Request one for www.selwdh.co.uk',
    ],
    ['a certificate that ended', { certificate: async () => ({ ...issued, endsAt: now }) }, 'it ended on 2027-01-04'],
  ])('%s is said alone, with what to do', async (_, changes, said) => {
    const { allWell, wrong } = await preflight(changes);
    expect(allWell).toBe(false);
    expect(wrong).toEqual([expect.stringContaining(said)]);
  });

  it('a certificate for all names of a domain is one for this name', async () => {
    expect(await preflight({ certificate: async () => ({ ...issued, names: ['*.selwdh.co.uk'] }) })).toMatchObject({
      allWell: true,
    });
  });

  it('a hub without a domain is told what will not work', async () => {
    const { allWell, wrong } = await preflight({}, settingsOf('production'));
    expect(allWell).toBe(false);
    expect(wrong).toEqual([expect.stringContaining('neither pages nor links in emails to https://www.selwdh.co.uk')]);
  });

  it('what AWS does not let us see is not taken for good, and the rest is looked at all the same', async () => {
    const refused = Object.assign(new Error('you may not list plans'), { name: 'AccessDeniedException' });
    const { allWell, wrong, lines } = await preflight({ malwareProtection: () => Promise.reject(refused) });
    expect(allWell).toBe(false);
    expect(wrong).toEqual([
      'NOT OK  GuardDuty’s malware protection: it cannot be told: AccessDeniedException: you may not list plans',
    ]);
    expect(lines).toHaveLength(7);
  });
});
