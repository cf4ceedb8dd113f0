import { join, resolve } from 'node:path';
import { inOneSentence } from './fault.ts';
import { readOptions } from './options.ts';

const root = join(import.meta.dirname, '..', '..');
const stateDir = resolve(root, process.env.HUB_STATE_DIR ?? '.local');

// Lambda's clock is in UTC. A thread's own TZ comes too late for its dates, so the whole process takes it.
process.env.TZ = 'UTC';

function fail(error: unknown): never {
  console.error(inOneSentence(error, stateDir) ?? error);
  process.exit(1);
}

// Such as a log that meets a full disk; engines end with this process.
process.on('uncaughtException', fail);

try {
  const { seed: wantsSeed, ...options } = readOptions(process.argv.slice(2), process.env);
  // Whoever has mistyped something need not wait until all of this is loaded.
  const [{ startPlatform }, { seed }, { synthesize }] = await Promise.all([
    import('./platform.ts'),
    import('./seed.ts'),
    import('./template/assembly.ts'),
  ]);
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
