import { parseArgs } from 'node:util';
import { StartFault } from './fault.ts';
import type { PlatformOptions } from './platform.ts';

interface StartOptions extends Pick<PlatformOptions, 'fresh' | 'port' | 'clock' | 'engine'> {
  readonly seed: boolean;
}

/**
 * What `npm start` was asked for.
 *
 * @throws StartFault, or parseArgs's own error, which names an option that is none
 */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): StartOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { fresh: { type: 'boolean', default: false }, seed: { type: 'boolean', default: true } },
    allowNegative: true,
  });
  const port = Number(env.PORT ?? 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new StartFault(`PORT is "${env.PORT}": give a number up to 65535`);
  const clock = env.HUB_CLOCK;
  if (clock !== undefined && Number.isNaN(Date.parse(clock))) {
    throw new StartFault(`HUB_CLOCK is "${clock}": give an instant, like 2027-03-31T22:59:00Z`);
  }
  const engine = env.HUB_ENGINE;
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
