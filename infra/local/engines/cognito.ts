import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import * as z from 'zod';
import { StartFault } from '../fault.ts';
import type { DeployedPool } from '../template/deployment.ts';
import { type EngineProcess, startEngineProcess, untilReady } from './child.ts';
import { freePort } from './free-port.ts';

export interface LocalUser {
  readonly email: string;
  readonly groups: readonly string[];
}

/** As Cognito hands them out. */
export interface Tokens {
  readonly idToken: string;
  readonly accessToken: string;
  /** None where they were had by one. */
  readonly refreshToken?: string | undefined;
}

export interface RunningCognito {
  readonly process: EngineProcess;
  readonly endpoint: string;
  /** Whether somebody with this address can sign in to the pool. */
  has(pool: DeployedPool, email: string): Promise<boolean>;
  /** Makes the user if it is not there yet, and answers an ID token of theirs. */
  tokenOf(pool: DeployedPool, user: LocalUser): Promise<string>;
  /** The same of somebody who is there, as a sign-in of the pool's pages gives them; nothing where nobody is, or they are disabled. */
  signIn(pool: DeployedPool, email: string): Promise<Tokens | undefined>;
  /** Nothing where the token is none, was revoked, or its user is gone or disabled. */
  refresh(pool: DeployedPool, refreshToken: string): Promise<Tokens | undefined>;
  revoke(pool: DeployedPool, refreshToken: string): Promise<void>;
  /** Everybody in a pool, as Cognito answers them. */
  usersOf(poolId: string): Promise<readonly unknown[]>;
  /** The claims of a pool's ID token, whose user may be gone: API Gateway asks nobody either. @throws where it is not one, or has ended */
  verify(pool: DeployedPool, token: string): Promise<Readonly<Record<string, unknown>>>;
}

const password = 'Local-platform-1';
const Jwks = z.object({
  keys: z.array(
    z.looseObject({
      kid: z.string(),
      alg: z.string(),
      kty: z.literal('RSA'),
      n: z.string(),
      e: z.string(),
      use: z.literal('sig'),
    }),
  ),
});
const Authentication = z
  .object({
    AuthenticationResult: z.object({
      IdToken: z.string(),
      AccessToken: z.string(),
      RefreshToken: z.string().optional(),
    }),
  })
  .transform(({ AuthenticationResult: { IdToken, AccessToken, RefreshToken } }) => ({
    idToken: IdToken,
    accessToken: AccessToken,
    refreshToken: RefreshToken,
  }));
const User = z.object({ Enabled: z.boolean(), UserStatus: z.string() });
const Users = z.object({ Users: z.array(z.unknown()) });

/** cognito-local keeps pools and clients as JSON files, which is how they get the ids that the templates give them. */
function writePools(folder: string, region: string, port: number, pools: readonly DeployedPool[]): void {
  const database = join(folder, '.cognito', 'db');
  mkdirSync(database, { recursive: true });
  const write = (path: string, value: unknown) => writeFileSync(path, JSON.stringify(value));
  write(join(folder, '.cognito', 'config.json'), {
    TokenConfig: { IssuerDomain: `https://cognito-idp.${region}.amazonaws.com` },
    ServerConfig: { hostname: '127.0.0.1', port },
  });
  for (const { poolId } of pools) {
    const file = join(database, `${poolId}.json`);
    if (existsSync(file)) continue;
    // It knows neither an authenticator app nor SRP, so here a password is enough.
    write(file, {
      Users: {},
      Groups: {},
      Options: {
        Id: poolId,
        Name: poolId,
        UsernameAttributes: ['email'],
        AutoVerifiedAttributes: ['email'],
        MfaConfiguration: 'OFF',
      },
    });
  }
  const clients = pools.flatMap(({ poolId, clients: own }) =>
    own.map(({ clientId: ClientId }) => [
      ClientId,
      {
        ClientId,
        ClientName: ClientId,
        UserPoolId: poolId,
        RefreshTokenValidity: 1,
        AllowedOAuthFlowsUserPoolClient: false,
      },
    ]),
  );
  write(join(database, 'clients.json'), { Clients: Object.fromEntries(clients) });
}

interface Answered {
  readonly ok: boolean;
  readonly body: unknown;
}

/** Calls an operation of Cognito's API. */
type Call = (operation: string, input: unknown) => Promise<Answered>;

const createCall =
  (endpoint: string): Call =>
  async (operation, input) => {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-amz-json-1.1',
        'X-Amz-Target': `AWSCognitoIdentityProviderService.${operation}`,
      },
      body: JSON.stringify(input),
    });
    return { ok: response.ok, body: await response.json().catch(() => undefined) };
  };

const clientIdsOf = ({ clients }: DeployedPool): string[] => clients.map(({ clientId }) => clientId);

async function verifierOf(endpoint: string, pool: DeployedPool) {
  const { poolId } = pool;
  const verifier = CognitoJwtVerifier.create({ userPoolId: poolId, tokenUse: 'id', clientId: clientIdsOf(pool) });
  const jwks = await (await fetch(`${endpoint}/${poolId}/.well-known/jwks.json`)).json();
  verifier.cacheJwks(Jwks.parse(jwks) as never);
  return verifier;
}

async function ensureUser(call: Call, { poolId }: DeployedPool, { email, groups }: LocalUser): Promise<void> {
  const found = await call('AdminGetUser', { UserPoolId: poolId, Username: email });
  const known = found.ok ? User.parse(found.body) : undefined;
  // The engine lets disabled users sign in, which Cognito does not.
  if (known?.Enabled === false) throw new StartFault(`The user of ${email} is disabled`);
  if (known?.UserStatus === 'CONFIRMED') return;
  if (!found.ok) {
    await call('AdminCreateUser', {
      UserPoolId: poolId,
      Username: email,
      MessageAction: 'SUPPRESS',
      UserAttributes: [
        { Name: 'email', Value: email },
        { Name: 'email_verified', Value: 'true' },
      ],
    });
  }
  // In place of the code that Cognito sends.
  await call('AdminSetUserPassword', { UserPoolId: poolId, Username: email, Password: password, Permanent: true });
  for (const GroupName of groups) {
    await call('AdminAddUserToGroup', { UserPoolId: poolId, Username: email, GroupName });
  }
}

/** The tokens of somebody who can sign in. */
async function authenticate(call: Call, pool: DeployedPool, email: string): Promise<Tokens> {
  const { ok, body } = await call('InitiateAuth', {
    ClientId: clientIdsOf(pool)[0],
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: email, PASSWORD: password },
  });
  if (!ok) throw new StartFault(`Cognito gave no token for ${email}: ${JSON.stringify(body)}`);
  return Authentication.parse(body);
}

/** What the engine leaves to whoever asks: disabled users are refused. */
async function isEnabled(call: Call, { poolId }: DeployedPool, username: string): Promise<boolean> {
  const { ok, body } = await call('AdminGetUser', { UserPoolId: poolId, Username: username });
  return ok && User.parse(body).Enabled;
}

/** The groups of the templates; one that is made again would lose who is in it. */
async function ensureGroups(call: Call, { poolId, groups }: DeployedPool): Promise<void> {
  for (const GroupName of groups) {
    const { ok } = await call('GetGroup', { UserPoolId: poolId, GroupName });
    if (!ok) await call('CreateGroup', { UserPoolId: poolId, GroupName });
  }
}

/** Starts the engine with these pools in it, and waits until it answers. */
async function startEngine(
  stateDir: string,
  region: string,
  pools: readonly DeployedPool[],
): Promise<{ readonly engine: EngineProcess; readonly endpoint: string }> {
  const port = await freePort();
  const folder = join(stateDir, 'cognito');
  writePools(folder, region, port, pools);
  const home = dirname(createRequire(import.meta.url).resolve('cognito-local/package.json'));
  const engine = startEngineProcess({
    name: 'cognito',
    command: process.execPath,
    args: [join(home, 'lib', 'bin', 'start.js')],
    stateDir,
    cwd: folder,
  });
  const endpoint = `http://127.0.0.1:${port}`;
  await untilReady('cognito', engine, async () => {
    const { ok } = await fetch(`${endpoint}/health`);
    if (!ok) throw new Error('not yet');
  });
  return { engine, endpoint };
}

export async function startCognito(
  stateDir: string,
  region: string,
  pools: readonly DeployedPool[],
): Promise<RunningCognito> {
  const { engine, endpoint } = await startEngine(stateDir, region, pools);
  const call = createCall(endpoint);
  for (const pool of pools) await ensureGroups(call, pool);
  const verifiers = new Map(
    await Promise.all(pools.map(async (pool) => [pool.poolId, await verifierOf(endpoint, pool)] as const)),
  );
  function verifierIn({ poolId }: DeployedPool) {
    const verifier = verifiers.get(poolId);
    if (!verifier) throw new Error('There is no such pool');
    return verifier;
  }
  return {
    process: engine,
    endpoint,
    has: async ({ poolId }, email) => (await call('AdminGetUser', { UserPoolId: poolId, Username: email })).ok,
    async tokenOf(pool, user) {
      await ensureUser(call, pool, user);
      return (await authenticate(call, pool, user.email)).idToken;
    },
    async signIn(pool, email) {
      if (!(await isEnabled(call, pool, email))) return undefined;
      await ensureUser(call, pool, { email, groups: [] });
      return authenticate(call, pool, email);
    },
    async refresh(pool, refreshToken) {
      const { ok, body } = await call('InitiateAuth', {
        ClientId: clientIdsOf(pool)[0],
        AuthFlow: 'REFRESH_TOKEN_AUTH',
        AuthParameters: { REFRESH_TOKEN: refreshToken },
      });
      if (!ok) return undefined;
      const { idToken, accessToken } = Authentication.parse(body);
      const { sub } = await verifierIn(pool).verify(idToken);
      return (await isEnabled(call, pool, sub)) ? { idToken, accessToken } : undefined;
    },
    async revoke(pool, refreshToken) {
      await call('RevokeToken', { ClientId: clientIdsOf(pool)[0], Token: refreshToken });
    },
    async usersOf(poolId) {
      const { body } = await call('ListUsers', { UserPoolId: poolId });
      return Users.parse(body).Users;
    },
    verify: async (pool, token) => verifierIn(pool).verify(token, { clientId: clientIdsOf(pool), tokenUse: 'id' }),
  };
}
