import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFirstAdmin, createListAdmins } from '#functions/people/staff/first-admins.ts';
import { createStaffPool } from '#functions/people/staff/staff-pool.ts';
import { wireForStaff } from '#functions/people/wiring.ts';
import { staffGroups } from '#http/route.ts';
import { AuditRecord } from '#records/engine/items.ts';
import { type RunningCognito, startCognito } from '../../../infra/local/engines/cognito.ts';
import { region } from '../../support/deployment.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { createTestHub, type TestHub, workOf } from '../../support/hub.ts';
import { testedEngines } from '../../support/long.ts';
import { scanAll } from '../../support/scan.ts';
import { createTestStaff } from '../../support/staff.ts';
import { newStateFolder } from '../../support/state-folder.ts';

const pools = ['a', 'b', 'c', 'd', 'e'].map((letter) => ({
  poolId: `${region}_${letter.repeat(9)}`,
  arn: `arn:aws:cognito-idp:${region}:000000000000:userpool/${region}_${letter.repeat(9)}`,
  clients: [{ clientId: `client-${letter}`, callbackUrls: [], logoutUrls: [] }],
  groups: staffGroups,
}));

const grace = { workEmail: 'grace.mensah@hub.example', name: 'Grace Mensah' };
const ann = { workEmail: 'ann.bell@hub.example', name: 'Ann Bell' };
const bob = { workEmail: 'bob.okoro@hub.example', name: 'Bob Okoro' };

describe.each(testedEngines)('the first admins, on %s', (engineName) => {
  let engine: RunningEngine;
  let stateDir: string;
  let cognito: RunningCognito;
  let client: CognitoIdentityProviderClient;
  let hub: TestHub;
  let poolId: string;
  let firstAdmin: (who: typeof grace) => ReturnType<ReturnType<typeof createFirstAdmin>>;
  const unused = [...pools];

  beforeAll(async () => {
    engine = await startEngine(engineName, { stream: false });
    stateDir = newStateFolder('hub-cognito');
    mkdirSync(join(stateDir, 'logs'), { recursive: true });
    cognito = await startCognito(stateDir, region, pools);
    const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
    client = new CognitoIdentityProviderClient({ region, endpoint: cognito.endpoint, credentials });
  });
  beforeEach(async () => {
    // A pool without anybody, by whose clock the hub goes, and addresses that no other test has.
    hub = createTestHub(engine.client, new Date().toISOString());
    poolId = unused.shift()?.poolId ?? '';
    const create = createFirstAdmin({
      ...wireForStaff(hub),
      pool: createStaffPool(client, poolId),
      listAdmins: createListAdmins(client, poolId),
    });
    firstAdmin = (who) => create(who, workOf());
  });
  afterAll(async () => {
    client?.destroy();
    await cognito?.process.stop();
    await engine?.stop();
    rmSync(stateDir, { recursive: true, force: true });
  });

  const accountOf = async (who: typeof grace) => {
    const UserPoolId = poolId;
    const found = await client.send(new AdminGetUserCommand({ UserPoolId, Username: who.workEmail }));
    const { UserAttributes = [], UserStatus, Username } = found;
    const { Groups = [] } = await client.send(new AdminListGroupsForUserCommand({ UserPoolId, Username, Limit: 60 }));
    return {
      sub: UserAttributes.find(({ Name }) => Name === 'sub')?.Value ?? '',
      status: UserStatus,
      groups: Groups.map(({ GroupName }) => GroupName),
    };
  };
  const recordOf = ({ workEmail }: typeof grace) => wireForStaff(hub).staff.findByAddress(workEmail, workOf());

  it('are made once each, with an account, a record and an entry in the trail, and invite everybody else', async () => {
    expect(await firstAdmin(grace)).toEqual({ made: 'now', admins: 1 });
    const { sub, ...account } = await accountOf(grace);
    expect(account).toEqual({ status: 'FORCE_CHANGE_PASSWORD', groups: ['admin'] });
    const member = await recordOf(grace);
    expect(member).toMatchObject({ ...grace, sub, groups: ['admin'], settledVersion: 1 });
    const trail = await scanAll(hub.document, 'audit', AuditRecord);
    expect(trail.filter(({ subjects }) => subjects.includes(`STAFF#${member?.staffMemberId}`))).toEqual([
      expect.objectContaining({ action: 'staff-recorded', actor: sub }),
    ]);

    expect(await firstAdmin(grace)).toEqual({ made: 'before', admins: 1 });
    expect(await recordOf(grace)).toEqual(member);
    const { sub: annsSub } = (await firstAdmin(ann)) && (await accountOf(ann));

    const staff = createTestStaff(hub);
    const as = (who: typeof grace, of: string) => ({
      kind: 'staff' as const,
      sub: of,
      workEmail: who.workEmail,
      groups: ['admin' as const],
    });
    const proposed = await staff.invite(as(grace, sub), bob.workEmail, ['admin']);
    expect(await staff.approve(as(ann, annsSub), proposed.staffMemberId, proposed.version)).toMatchObject({
      groups: ['admin'],
      settled: true,
    });
  });

  it('are two, and no third', async () => {
    const [carl, dora, eve] = ['carl', 'dora', 'eve'].map((who) => ({ workEmail: `${who}@hub.example`, name: who }));
    if (!carl || !dora || !eve) throw new Error('three people');
    await firstAdmin(carl);
    expect(await firstAdmin(dora)).toEqual({ made: 'now', admins: 2 });
    expect(await firstAdmin(eve)).toEqual({ refused: 'There are 2 admins already, who make others admin' });
    await expect(accountOf(eve)).rejects.toMatchObject({ name: 'UserNotFoundException' });
    expect(await recordOf(eve)).toBeUndefined();
    // Either of the two is told as before.
    expect(await firstAdmin(dora)).toEqual({ made: 'before', admins: 2 });
  });

  it('are made by the same again where it was broken off between the account and the record', async () => {
    const fay = { workEmail: 'fay@hub.example', name: 'Fay' };
    const pool = createStaffPool(client, poolId);
    const sub = await pool.keep({ workEmail: fay.workEmail, sub: undefined, groups: ['admin'] }, workOf());
    expect(await firstAdmin(fay)).toEqual({ made: 'now', admins: 1 });
    expect(await recordOf(fay)).toMatchObject({ name: 'Fay', sub });
  });

  it('are nobody who works here as something else, whose account is gone, and whose address is another’s record', async () => {
    const [gus, hal] = ['gus', 'hal'].map((who) => ({ workEmail: `${who}@hub.example`, name: who }));
    if (!gus || !hal) throw new Error('two people');
    const staff = createTestStaff(hub);
    const byHand = {
      kind: 'staff' as const,
      sub: 'sub-of-ida',
      workEmail: 'ida@hub.example',
      groups: ['admin' as const],
    };
    await staff.invite(byHand, gus.workEmail, ['bookings']);
    expect(await firstAdmin(gus)).toEqual({ refused: expect.stringContaining('are not admin') });
    await expect(accountOf(gus)).rejects.toMatchObject({ name: 'UserNotFoundException' });

    await firstAdmin(hal);
    await client.send(new AdminDeleteUserCommand({ UserPoolId: poolId, Username: hal.workEmail }));
    expect(await firstAdmin(hal)).toEqual({
      refused: expect.stringContaining('choose an address that nobody on record'),
    });
  });
});
