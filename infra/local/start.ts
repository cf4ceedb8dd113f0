import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { inOneSentence, StartFault } from './fault.ts';
import { type PlatformOptions, startPlatform } from './platform.ts';
import { seed } from './seed.ts';
import { synthesize } from './template/assembly.ts';

const root = join(import.meta.dirname, '..', '..');
const stateDir = resolve(root, process.env.HUB_STATE_DIR ?? '.local');

// Lambda's clock is in UTC. A thread's own TZ comes too late for its dates, so the whole process takes it.
process.env.TZ = 'UTC';

function readOptions(): Omit<PlatformOptions, 'assembly' | 'stateDir' | 'openApi'> & { seed: boolean } {
  const { values } = parseArgs({
    options: { fresh: { type: 'boolean', default: false }, seed: { type: 'boolean', default: true } },
    allowNegative: true,
  });
  const port = Number(process.env.PORT ?? 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new StartFault(`PORT is "${process.env.PORT}": give a number up to 65535`);
  const clock = process.env.HUB_CLOCK;
  if (clock !== undefined && Number.isNaN(Date.parse(clock))) {
    throw new StartFault(`HUB_CLOCK is "${clock}": give an instant, like 2027-03-31T22:59:00Z`);
  }
  const engine = process.env.HUB_ENGINE;
  if (engine !== undefined && engine !== 'dynoxide' && engine !== 'dynamodb-local') {
    throw new StartFault(`HUB_ENGINE is "${engine}": give dynoxide or dynamodb-local`);
  }
  return {
    ...values,
    port,
    ...(clock !== undefined && { clock: new Date(clock) }),
    ...(engine !== undefined && { engine }),
  };
}

function fail(error: unknown): never {
  console.error(inOneSentence(error, stateDir) ?? error);
  process.exit(1);
}

// Such as a log that meets a full disk; engines end with this process.
process.on('uncaughtException', fail);

try {
  const { seed: wantsSeed, ...options } = readOptions();
  const assembly = await synthesize(root, console.log);
  const platform = await startPlatform({ ...options, assembly, stateDir, openApi: join(root, 'docs', 'openapi.json') });

  let stopping = false;
  const stop = async () => {
    // Who asks a second time does not want to wait for what a function is doing.
    if (stopping) process.exit(1);
    stopping = true;
    await platform.stop();
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  platform.broken.catch(async (error: unknown) => {
    if (stopping) return;
    stopping = true;
    await platform.stop();
    fail(error);
  });

  if (wantsSeed) await seed(platform.url, stateDir, console.log);
  console.log(`
  the site            ${platform.url}
  the emails          ${platform.inbox}
  the API             ${platform.url}/docs
  what else is here   ${platform.url}/_local

  a token of staff    npm run --silent token -- bookings   (or funding, finance, data-protection, admin; or somebody’s email)
  somebody’s email    npm run --silent emails -- siobhan.obrien@nhs.net
`);
  console.log(`ready ${platform.url}`);
} catch (error) {
  fail(error);
}
